package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.AccountFile;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.SessionWindow.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The one access token that all tasks and connectors of a worker share for an account.
 *
 * <p>Every issue notifies the account holder, and the API allows one attempt a minute. So
 *
 * <ul>
 *   <li>one attempt is under way at a time, and all callers share its result;
 *   <li>attempts are at least 61 s apart, except after one that never left this host;
 *   <li>a token is requested only for a request that is due, or ahead of a session;
 *   <li>a good token is used while its successor is requested;
 *   <li>when the API issues a refused token again, attempts come ever later.
 * </ul>
 */
public final class TokenDesk {
    private static final KisError ASKED_JUST_NOW = new KisError(
            ErrorClass.TOKEN_TOO_OFTEN,
            "token",
            "requested less than " + TokenWaits.BETWEEN_ATTEMPTS.toSeconds() + " s ago");

    /** How soon to look again for the result of an attempt ahead of a session, and whether the file is free. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final ConcurrentMap<Account, TokenDesk> DESKS = new ConcurrentHashMap<>();

    private final TokenShelf shelf;
    private final TokenWaits waits = new TokenWaits();
    /** Written under the lock; volatile for {@link #timeLeft}, which takes no lock. */
    private volatile HeldToken held;

    private Refusal refusal = Refusal.NONE;
    private CompletableFuture<Optional<KisError>> attempt;
    private KisError lastDenial = ASKED_JUST_NOW;
    private final TokenLog log = new TokenLog();
    private final SessionsAhead ahead = new SessionsAhead();

    /** What came of a token request. */
    public sealed interface Grant {
        record Issued(AccessToken token) implements Grant {}

        record Denied(KisError error) implements Grant {}
    }

    public TokenDesk(Account account) {
        this.shelf = new TokenShelf(account.name(), this::inHand);
    }

    /** The desk of an account: the same for every caller in this process. */
    public static TokenDesk of(Account account) {
        return DESKS.computeIfAbsent(account, TokenDesk::new);
    }

    /**
     * Keeps the token in this file, too, from now on, unless another one is named after it.
     *
     * @return ends the use of the file
     */
    public Runnable keepIn(AccountFile<TokenFile.Entry> file) {
        return shelf.keepIn(file);
    }

    private AccessToken inHand() {
        return held == null ? null : held.token();
    }

    /** The token, if there is one that will be good for a request now. */
    public synchronized Optional<AccessToken> token(Host host) {
        shelf.tend(host);
        return heldGood(host);
    }

    /** How long the current token still lasts; zero without one. Takes no lock and touches no file. */
    public Duration timeLeft(Host host) {
        HeldToken inHand = held;
        return inHand == null ? Duration.ZERO : inHand.timeLeft(host);
    }

    private Optional<AccessToken> heldGood(Host host) {
        return isHeldGood(host) ? Optional.of(held.token()) : Optional.empty();
    }

    private boolean isHeldGood(Host host) {
        return held != null && held.isGood(host);
    }

    /**
     * Gets a token if there is none: takes it from the file, requests it, or joins an attempt in flight. When the next
     * attempt is not due, repeats the last denial as {@link ErrorClass#TOKEN_TOO_OFTEN}.
     *
     * @return empty when there is a token now
     */
    public synchronized CompletableFuture<Optional<KisError>> issue(
            Host host, Supplier<CompletableFuture<Grant>> issuer) {
        return isHeldGood(host) && attempt == null ? nothingToDo() : fetch(Optional.empty(), host, issuer);
    }

    /**
     * Gets a successor for the current token, if there is one and it ends soon and before that instant.
     *
     * @return as {@link #issue}
     */
    public synchronized CompletableFuture<Optional<KisError>> renew(
            Instant until, Host host, Supplier<CompletableFuture<Grant>> issuer) {
        boolean due = isHeldGood(host) && held.endsSoon(host) && !held.lastsTo(until, host);
        return due ? fetch(Optional.empty(), host, issuer) : nothingToDo();
    }

    /**
     * Gets a token ahead of a session, if the current one ends before the session does and the drawn moment has come.
     *
     * @param session one that has not begun; to be called repeatedly until it begins
     * @return how long until the next call makes a difference; empty when none will
     */
    public synchronized Optional<Duration> prepare(
            Session session, Host host, Supplier<CompletableFuture<Grant>> issuer) {
        shelf.tend(host);
        if (held != null && held.lastsTo(session.end(), host)) {
            return shelf.isSaved() ? Optional.empty() : Optional.of(LOOK_AGAIN);
        }
        Optional<Instant> moment = ahead.moment(session, host);
        if (moment.isPresent() && attempt == null) {
            Duration beforeMoment = Duration.between(host.clock().instant(), moment.get());
            Duration wait = Collections.max(
                    List.of(beforeMoment, waits.left(host.nanoTime().getAsLong())));
            if (wait.compareTo(Duration.ZERO) > 0) {
                return Optional.of(wait);
            }
            fetch(Optional.of(session), host, issuer);
        }
        return moment.map(due -> LOOK_AGAIN);
    }

    private static CompletableFuture<Optional<KisError>> nothingToDo() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private CompletableFuture<Optional<KisError>> fetch(
            Optional<Session> session, Host host, Supplier<CompletableFuture<Grant>> issuer) {
        if (attempt != null) {
            return attempt;
        }
        if (!waits.isOver(host.nanoTime().getAsLong())) {
            return CompletableFuture.completedFuture(Optional.of(notYet()));
        }
        return switch (askFile(host)) {
            case TAKE -> nothingToDo();
            case WAIT -> CompletableFuture.completedFuture(Optional.of(notYet()));
            case ASK -> ask(session, host, issuer);
        };
    }

    /** A repeated denial is no new evidence, whatever its class was: it only says that the next attempt is not due. */
    private KisError notYet() {
        return new KisError(ErrorClass.TOKEN_TOO_OFTEN, lastDenial.code(), lastDenial.message());
    }

    private CompletableFuture<Optional<KisError>> ask(
            Optional<Session> session, Host host, Supplier<CompletableFuture<Grant>> issuer) {
        waits.beforeAnswer(host.nanoTime().getAsLong());
        CompletableFuture<Optional<KisError>> started = new CompletableFuture<>();
        attempt = started;
        CompletableFuture<Grant> issued;
        try {
            issued = issuer.get();
        } catch (RuntimeException | Error e) {
            // Otherwise every task of the worker would wait for this attempt forever.
            attempt = null;
            lastDenial = new KisError(ErrorClass.PASSING, e.getClass().getSimpleName(), "");
            throw e;
        }
        issued.exceptionally(failure -> new Grant.Denied(
                        new KisError(ErrorClass.PASSING, failure.getClass().getSimpleName(), "")))
                .thenApply(grant -> conclude(grant, session, host))
                .whenComplete((denial, broken) -> {
                    if (broken == null) {
                        started.complete(denial);
                    } else {
                        started.completeExceptionally(broken);
                    }
                });
        return started;
    }

    /** Takes the file's token, waits after its last attempt, or notes in the file that this process is asking. */
    private FilePlan askFile(Host host) {
        Instant now = host.clock().instant();
        AtomicReference<FilePlan> plan = new AtomicReference<>();
        Optional<TokenFile.Entry> found = shelf.claim(now, host, entry -> {
            plan.set(FilePlan.of(entry, refusal, held, host));
            return plan.get() == FilePlan.ASK;
        });
        if (found.isEmpty()) {
            return FilePlan.ASK;
        }
        learn(found.get(), now);
        if (plan.get() == FilePlan.TAKE) {
            hold(found.get().token(now).orElseThrow(), host);
            log.taken(held.token());
        } else if (plan.get() == FilePlan.WAIT) {
            waits.beforeNextLook(host.nanoTime().getAsLong());
            lastDenial =
                    new KisError(ErrorClass.TOKEN_TOO_OFTEN, "token", "another worker of this host has just asked");
        }
        return plan.get();
    }

    private void learn(TokenFile.Entry entry, Instant now) {
        Refusal before = refusal;
        refusal = refusal.learn(entry);
        if (refusal != before && refusal.count() > 1) {
            Instant next = entry.attemptedAt().plus(TokenWaits.betweenAttempts(refusal.count()));
            log.dead(Duration.between(now, next));
        }
    }

    private void hold(AccessToken token, Host host) {
        held = HeldToken.of(token, host);
        lastDenial = ASKED_JUST_NOW;
    }

    private synchronized Optional<KisError> conclude(Grant grant, Optional<Session> session, Host host) {
        attempt = null;
        // Waits are counted from the answer: nobody knows how long the request was on its way.
        if (grant instanceof Grant.Denied denied) {
            lastDenial = denied.error();
            Duration wait = waitAfter(lastDenial, host);
            log.denied(lastDenial, wait, heldGood(host));
            return Optional.of(lastDenial);
        }
        waits.afterIssue(host.nanoTime().getAsLong());
        hold(((Grant.Issued) grant).token(), host);
        session.ifPresent(ahead::serve);
        log.issued(held.token());
        shelf.save(host);
        return Optional.empty();
    }

    private Duration waitAfter(KisError denial, Host host) {
        long nanos = host.nanoTime().getAsLong();
        if (denial.neverLeft()) {
            shelf.takeBack(host);
            return waits.afterUnsent(nanos);
        }
        return denial.errorClass() == ErrorClass.TOKEN_TOO_OFTEN
                ? waits.afterRefusal(nanos, host.random())
                : waits.afterAttempt(nanos);
    }

    /**
     * Forgets a token that the API no longer accepts, unless it has been replaced already.
     *
     * <p>After the first refusal a new one is requested as soon as allowed, and used even if it is the same again,
     * because the refusal may have been a slip.
     *
     * @param refused the object that {@link #token} returned: an earlier grant of the same text does not count
     */
    public synchronized void reject(AccessToken refused, Host host) {
        if (held == null || held.token() != refused) {
            return;
        }
        held = null;
        refusal = refusal.refused(refused, host.clock().instant());
        shelf.note(refused, refusal.count(), host);
        if (refusal.count() > 1) {
            lastDenial = new KisError(
                    ErrorClass.TOKEN,
                    "token",
                    "the API issued the same token again although it refuses it; it may do so for 6 hours");
            log.dead(waits.afterDeadToken(host.nanoTime().getAsLong(), refusal.count()));
        }
    }

    /** The API has accepted this token: an earlier refusal was a slip. */
    public synchronized void accept(AccessToken taken, Host host) {
        if (refusal.isOf(taken)) {
            refusal = Refusal.NONE;
            shelf.note(taken, 0, host);
        }
    }
}

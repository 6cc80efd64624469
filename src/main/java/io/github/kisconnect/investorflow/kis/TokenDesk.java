package io.github.kisconnect.investorflow.kis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one access token that all tasks and connectors of a worker share for an account.
 *
 * <p>Every issue sends the account holder a phone notification, and the API allows one attempt a minute: so tokens are issued only
 * when a request is due, one attempt at a time, at least 61 s apart. After a refused token the API may hand the same one out again for hours; asking
 * more often would not help, so the attempts then come ever later.
 */
final class TokenDesk {
    static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(61);

    private static final Logger LOG = LoggerFactory.getLogger(TokenDesk.class);
    /** From then on a new token is fetched while the old one is still used. */
    private static final Duration REFRESH_AHEAD = Duration.ofMinutes(10);
    /** A token this close to its end may be refused by the time the request arrives. */
    private static final Duration TOO_CLOSE = Duration.ofSeconds(30);
    /** Between attempts while the API hands a refused token out again: doubled each time. */
    private static final Duration FIRST_DEAD_WAIT = Duration.ofMinutes(5);

    private static final Duration LONGEST_DEAD_WAIT = Duration.ofHours(1);
    /** How soon to look into the file again while another process is at it. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final KisError ASKED_JUST_NOW = new KisError(
            ErrorClass.TOKEN_TOO_OFTEN, "token", "asked for less than " + BETWEEN_ATTEMPTS.toSeconds() + " s ago");

    private static final ConcurrentMap<Account, TokenDesk> DESKS = new ConcurrentHashMap<>();

    private final Account account;
    private Optional<TokenFile> file = Optional.empty();
    private AccessToken token;
    private CompletableFuture<Optional<KisError>> attempt;
    private KisError lastDenial = ASKED_JUST_NOW;
    private Waiting waiting;
    private String refusedValue = "";
    private int refusals;

    /** No attempt until so long after an instant of the monotonic clock. */
    private record Waiting(long sinceNanos, Duration time) {
        boolean isOver(long nanos) {
            return nanos - sinceNanos >= time.toNanos();
        }
    }

    /** What came of a token request. */
    sealed interface Grant {
        record Issued(AccessToken token) implements Grant {}

        record Denied(KisError error) implements Grant {}
    }

    TokenDesk(Account account) {
        this.account = account;
    }

    /** The desk of an account: the same for every caller in this process. */
    static TokenDesk of(Account account) {
        return DESKS.computeIfAbsent(account, TokenDesk::new);
    }

    /** From now on the token is kept in this file, too. */
    synchronized void keepIn(TokenFile tokenFile) {
        file = Optional.of(tokenFile);
    }

    /** The token, where there is one that will be good for a request now. */
    synchronized Optional<AccessToken> token(InstantSource clock) {
        return Optional.ofNullable(token).filter(known -> isGood(known, clock.instant()));
    }

    /** Whether the token ends so soon that a new one should be fetched. */
    synchronized boolean wantsRefresh(InstantSource clock) {
        return token(clock).map(known -> endsSoon(known, clock.instant())).orElse(true);
    }

    /**
     * Gets a token from the file or has one issued, joins an attempt that is under way, or repeats the last denial, as
     * {@link ErrorClass#TOKEN_TOO_OFTEN}, when the next attempt is not due.
     *
     * @return empty when there is a token now
     */
    synchronized CompletableFuture<Optional<KisError>> issue(
            InstantSource clock, LongSupplier nanoTime, Supplier<CompletableFuture<Grant>> issuer) {
        if (attempt != null) {
            return attempt;
        }
        if (!wantsRefresh(clock)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (waiting != null && !waiting.isOver(nanoTime.getAsLong())) {
            return CompletableFuture.completedFuture(Optional.of(notYet()));
        }
        Optional<Optional<KisError>> told = askFile(clock.instant(), nanoTime.getAsLong());
        if (told.isPresent()) {
            return CompletableFuture.completedFuture(told.get());
        }
        waiting = new Waiting(nanoTime.getAsLong(), BETWEEN_ATTEMPTS);
        CompletableFuture<Optional<KisError>> started = new CompletableFuture<>();
        attempt = started;
        CompletableFuture<Grant> issued;
        try {
            issued = issuer.get();
        } catch (RuntimeException | Error e) {
            // Otherwise every task of the worker would wait for this attempt for ever.
            attempt = null;
            lastDenial = new KisError(ErrorClass.PASSING, e.getClass().getSimpleName(), "");
            throw e;
        }
        issued.exceptionally(failure -> new Grant.Denied(
                        new KisError(ErrorClass.PASSING, failure.getClass().getSimpleName(), "")))
                .thenApply(this::conclude)
                .whenComplete((denial, broken) -> {
                    if (broken == null) {
                        started.complete(denial);
                    } else {
                        started.completeExceptionally(broken);
                    }
                });
        return started;
    }

    /** A denial repeated is no new evidence, whatever class it was of: it only says that the next attempt is not due. */
    private KisError notYet() {
        return new KisError(ErrorClass.TOKEN_TOO_OFTEN, lastDenial.code(), lastDenial.message());
    }

    /** Takes the file's token or keeps to its last attempt; empty when this process is to ask the API itself. */
    private Optional<Optional<KisError>> askFile(Instant now, long nanos) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        TokenFile.Use use = file.get()
                .update(
                        account.name(),
                        before -> isFresh(before.token(), now) || isRecent(before, now)
                                ? before
                                : new TokenFile.Entry(before.token(), now));
        if (use instanceof TokenFile.Use.Done done && isFresh(done.before().token(), now)) {
            token = done.before().token();
            LOG.info("An access token that expires at {} was taken from the token file", token.expiresAt());
            return Optional.of(Optional.empty());
        }
        if (use instanceof TokenFile.Use.Busy
                || use instanceof TokenFile.Use.Done done && isRecent(done.before(), now)) {
            waiting = new Waiting(nanos, LOOK_AGAIN);
            lastDenial =
                    new KisError(ErrorClass.TOKEN_TOO_OFTEN, "token", "another worker of this host is asking for one");
            return Optional.of(Optional.of(lastDenial));
        }
        return Optional.empty();
    }

    private boolean isFresh(AccessToken known, Instant now) {
        return known != null && !known.value().equals(refusedValue) && isGood(known, now) && !endsSoon(known, now);
    }

    /** An attempt ahead of the clock is one of a clock that was wrong. */
    private static boolean isRecent(TokenFile.Entry entry, Instant now) {
        return !entry.attemptedAt().isAfter(now)
                && now.isBefore(entry.attemptedAt().plus(BETWEEN_ATTEMPTS));
    }

    private static boolean isGood(AccessToken known, Instant now) {
        return now.isBefore(known.expiresAt().minus(TOO_CLOSE));
    }

    private static boolean endsSoon(AccessToken known, Instant now) {
        return !now.isBefore(known.expiresAt().minus(REFRESH_AHEAD));
    }

    private synchronized Optional<KisError> conclude(Grant grant) {
        attempt = null;
        if (grant instanceof Grant.Denied denied) {
            if (!lastDenial.code().equals(denied.error().code())) {
                LOG.warn(
                        "No access token: {}; the next attempt is {} s later",
                        denied.error(),
                        BETWEEN_ATTEMPTS.toSeconds());
            }
            lastDenial = denied.error();
            return Optional.of(lastDenial);
        }
        token = ((Grant.Issued) grant).token();
        lastDenial = ASKED_JUST_NOW;
        LOG.info("An access token was issued; it expires at {}", token.expiresAt());
        file.ifPresent(kept -> kept.update(account.name(), before -> new TokenFile.Entry(token, before.attemptedAt())));
        return Optional.empty();
    }

    /**
     * The API does not take this token any more: it is forgotten, unless it has been replaced already.
     *
     * <p>The first time a new one is asked for as soon as that is allowed, and used even if it is the same again, for the refusal may have been a slip.
     */
    synchronized void reject(AccessToken refused, LongSupplier nanoTime) {
        if (!refused.equals(token)) {
            return;
        }
        refusals = refused.value().equals(refusedValue) ? refusals + 1 : 1;
        refusedValue = refused.value();
        token = null;
        if (refusals > 1) {
            Duration wait = deadWait();
            waiting = new Waiting(nanoTime.getAsLong(), wait);
            lastDenial = new KisError(
                    ErrorClass.TOKEN,
                    "token",
                    "the API has given the same token again that it refuses; it may do so for 6 hours");
            LOG.warn(
                    "The API has given the same access token again that it refuses, and may do so for up to six hours after it was"
                            + " first issued. Nothing can be polled with {} until it gives another; the next attempt is in {}",
                    "kis.app.key",
                    wait);
        }
    }

    /** The API has taken this token: an earlier refusal was a slip. */
    synchronized void accept(AccessToken taken) {
        if (taken.value().equals(refusedValue)) {
            refusedValue = "";
            refusals = 0;
        }
    }

    private Duration deadWait() {
        Duration wait = FIRST_DEAD_WAIT.multipliedBy(1L << Math.min(refusals - 2, 10));
        return wait.compareTo(LONGEST_DEAD_WAIT) < 0 ? wait : LONGEST_DEAD_WAIT;
    }
}

package io.github.kisconnect.investorflow.kis.holiday;

import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.AccountFile;
import io.github.kisconnect.investorflow.kis.account.AccountShelf;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.account.Pause;
import io.github.kisconnect.investorflow.kis.account.UnsentWaits;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.HolidayWord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the holiday endpoint says, which all tasks and connectors of a worker share for an account.
 *
 * <p>The brokerage wants at most one call a day. So one caller asks for all, once on a date, and at least an hour after
 * a failure. Sooner only if the request never left the host, and once if the token was refused. With a file, workers of
 * the host and later runs keep to that as well.
 */
public final class HolidayDesk implements HolidayWord {
    private static final Logger LOG = LoggerFactory.getLogger(HolidayDesk.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofHours(1);
    /** How soon to look again whether another worker has got an answer. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    /** After this time another worker's request was answered, or has failed. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(15);
    /** How soon to look again while another worker asks. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final KisError NOT_YET =
            new KisError(ErrorClass.PASSING, "holidays", "the last request was less than an hour ago");

    private static final ConcurrentMap<Account, HolidayDesk> DESKS = new ConcurrentHashMap<>();

    private final AccountShelf<HolidayFile.Entry> shelf;
    private final Set<String> reported = new HashSet<>();
    private volatile OpenDays said = OpenDays.NONE;
    private CompletableFuture<Optional<KisError>> attempt;
    /** Stands in the file for the last attempt, if that could be used. */
    private Instant notedAt;

    private Pause beforeAttempt;
    /** Volatile for {@link #keepIn}, which takes no lock. */
    private volatile Pause beforeLook;

    private final UnsentWaits unsent = new UnsentWaits();
    private KisError lastError = NOT_YET;
    private boolean tokenRefused;
    /** The last date on which a request failed; {@link LocalDate#MIN} before that. */
    private LocalDate failedOn = LocalDate.MIN;

    public HolidayDesk(Account account) {
        this.shelf = new AccountShelf<>(account.name(), this::inHand);
    }

    /** The desk of an account: the same for every caller in this process. */
    public static HolidayDesk of(Account account) {
        return DESKS.computeIfAbsent(account, HolidayDesk::new);
    }

    /**
     * Keeps answers in this file, too, from now on, unless another one is named after it.
     *
     * @return ends the use of the file
     */
    public Runnable keepIn(AccountFile<HolidayFile.Entry> file) {
        beforeLook = null;
        return shelf.keepIn(file);
    }

    private UnaryOperator<HolidayFile.Entry> inHand() {
        OpenDays days = said;
        // An answer that another worker got later is better.
        return days.equals(OpenDays.NONE)
                ? null
                : before -> days.askedOn().isAfter(before.said().askedOn()) ? before.answered(days) : before;
    }

    @Override
    public Optional<Boolean> saysOpen(LocalDate date) {
        return said.saysOpen(date);
    }

    @Override
    public boolean isOf(LocalDate date) {
        return said.isOf(date);
    }

    /** As {@link Holidays#isAsking}. */
    synchronized boolean isAsking() {
        return attempt != null;
    }

    /** As {@link Holidays#isSettled}. */
    synchronized boolean isSettled(LocalDate today) {
        return said.isOf(today) || failedOn.equals(today);
    }

    /** As {@link Holidays#wants}; looks into the file once a minute at most. */
    public synchronized boolean wants(LocalDate today, Host host) {
        shelf.tend(host);
        long nanos = host.nanoTime().getAsLong();
        if (attempt == null && isDue(today, nanos) && Pause.isOver(beforeLook, nanos)) {
            beforeLook = new Pause(nanos, BETWEEN_LOOKS);
            shelf.peek(host).ifPresent(entry -> learn(entry, today, host));
        }
        return attempt == null && isDue(today, nanos);
    }

    private boolean isDue(LocalDate today, long nanos) {
        return !said.isOf(today) && Pause.isOver(beforeAttempt, nanos);
    }

    /**
     * Asks the endpoint, unless there is an answer of today, here or in the file. Joins an attempt in flight; when the
     * next one is not due, repeats why the last one failed, as {@link ErrorClass#PASSING}.
     *
     * @return empty when there is an answer of today now; completes exceptionally only with an error of our own
     */
    public synchronized CompletableFuture<Optional<KisError>> ask(
            LocalDate today, Host host, Supplier<CompletableFuture<Answer<OpenDays>>> request) {
        if (attempt != null) {
            return attempt;
        }
        if (isDue(today, host.nanoTime().getAsLong())) {
            claim(today, host);
        }
        if (said.isOf(today)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (!isDue(today, host.nanoTime().getAsLong())) {
            // A repeated failure is no new evidence, whatever class it was of.
            return CompletableFuture.completedFuture(
                    Optional.of(new KisError(ErrorClass.PASSING, lastError.code(), lastError.message())));
        }
        return send(today, host, request);
    }

    /** Takes the file's answer, leaves it to another worker's attempt, or notes in the file that this process asks. */
    private void claim(LocalDate today, Host host) {
        Instant now = host.clock().instant();
        notedAt = now;
        shelf.update(
                        host,
                        before -> before.said().isOf(today) || isRecent(before, now) ? before : before.attempted(now))
                .ifPresent(before -> learn(before, today, host));
    }

    /** An attempt ahead of the clock was noted by a wrong clock. */
    private static boolean isRecent(HolidayFile.Entry entry, Instant now) {
        return !entry.attemptedAt().isAfter(now)
                && now.isBefore(entry.attemptedAt().plus(BETWEEN_ATTEMPTS));
    }

    private void learn(HolidayFile.Entry entry, LocalDate today, Host host) {
        LocalDate askedOn = entry.said().askedOn();
        boolean newer = askedOn.isAfter(said.askedOn()) || said.askedOn().isAfter(today);
        if (newer && !askedOn.isAfter(today)) {
            hear(entry.said());
        }
        if (!said.isOf(today) && isRecent(entry, host.clock().instant())) {
            boolean mayBeUnderWay =
                    host.clock().instant().isBefore(entry.attemptedAt().plus(LONGEST_REQUEST));
            beforeAttempt = new Pause(host.nanoTime().getAsLong(), mayBeUnderWay ? LOOK_AGAIN : BETWEEN_LOOKS);
            lastError = new KisError(ErrorClass.PASSING, "holidays", "another worker of this host has asked for them");
        }
    }

    private void hear(OpenDays days) {
        said = days;
        lastError = NOT_YET;
        if (!reported.isEmpty()) {
            reported.clear();
            LOG.info("The holiday endpoint (session.holidays.api) answers again");
        }
    }

    private CompletableFuture<Optional<KisError>> send(
            LocalDate today, Host host, Supplier<CompletableFuture<Answer<OpenDays>>> request) {
        CompletableFuture<Optional<KisError>> started = new CompletableFuture<>();
        attempt = started;
        CompletableFuture<Answer<OpenDays>> sent;
        try {
            sent = request.get();
        } catch (RuntimeException | Error e) {
            sent = CompletableFuture.failedFuture(e);
        }
        sent.handle((answer, broken) -> conclude(answer, broken, today, host)).whenComplete((error, broken) -> {
            if (broken == null) {
                started.complete(error);
            } else {
                started.completeExceptionally(broken);
            }
        });
        return started;
    }

    private synchronized Optional<KisError> conclude(
            Answer<OpenDays> answer, Throwable broken, LocalDate today, Host host) {
        attempt = null;
        // Counted from the answer: nobody knows how long the request was on its way.
        beforeAttempt = new Pause(host.nanoTime().getAsLong(), BETWEEN_ATTEMPTS);
        if (broken != null) {
            throw new CompletionException(broken);
        }
        if (answer instanceof Answer.Good<OpenDays> good) {
            tokenRefused = false;
            unsent.reset();
            hear(good.value());
            shelf.save(host, before -> before.answered(good.value()));
            return Optional.empty();
        }
        lastError = answer.problem().orElseThrow();
        if (lastError.equals(KisError.NO_TOKEN)) {
            // The token is gone since the check: nothing was asked.
            return asIfNotAsked(null, host);
        }
        if (lastError.neverLeft()) {
            report(lastError, "within " + UnsentWaits.LONGEST.toSeconds() + " s");
            return asIfNotAsked(new Pause(host.nanoTime().getAsLong(), unsent.next()), host);
        }
        unsent.reset();
        boolean firstRefusal = lastError.errorClass() == ErrorClass.TOKEN && !tokenRefused;
        tokenRefused = firstRefusal;
        if (firstRefusal) {
            // Once more with a new token, as for figures: after a night this request is often the first to find the old
            // one dead.
            return asIfNotAsked(null, host);
        }
        failedOn = today;
        report(lastError, "in " + BETWEEN_ATTEMPTS.toMinutes() + " min");
        return Optional.of(lastError);
    }

    private Optional<KisError> asIfNotAsked(Pause before, Host host) {
        beforeAttempt = before;
        Instant noted = notedAt;
        // Another worker may have asked since.
        shelf.save(host, entry -> entry.attemptedAt().equals(noted) ? entry.attempted(Instant.EPOCH) : entry);
        return Optional.of(lastError);
    }

    /** Logs each kind of problem once until there is an answer again, which is logged, too. */
    private void report(KisError error, String askedAgain) {
        if (reported.add(error.code())) {
            LOG.warn(
                    "The holiday endpoint (session.holidays.api) has not said which days the market is open: {}. Its earlier answers, the bundled"
                            + " calendar and session.holidays still apply; it is asked again {}",
                    error,
                    askedAgain);
        }
    }
}

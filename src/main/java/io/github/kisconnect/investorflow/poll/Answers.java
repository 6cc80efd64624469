package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.emit.Hold;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.emit.Verdict;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.poll.Conditions.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What comes of the answers of a task's pairs: a record, a reject, another try, a parked pair, or the end of the task.
 *
 * <p>For the poller's thread, but for {@link #failure}.
 */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    /** So many failures in a row are told at once; fewer may be over before their tick is. */
    private static final int OUTAGE = 10;

    private static final List<Kind> OF_ROWS = List.of(Kind.HELD, Kind.DOUBTED, Kind.SAME_ROW);

    private final TaskEmission emission;
    private final TradingSessions sessions;
    private final HandOver handOver;
    private final PollMeters meters;
    private final PollClock clock;
    private final TickCount tickCount;
    private final Outage outage;
    private final Failures failures = new Failures();
    private final Probing probing;
    private final Conditions conditions;
    private final Parking parking;
    private final Map<MarketSector, String> lastDigests = new HashMap<>();
    /** What went wrong with pairs that may still be answered in their tick: a failure that costs nothing is not worth a line. */
    private final Map<MarketSector, Problem> passing = new LinkedHashMap<>();

    private Instant tick = Instant.MIN;
    private Instant correctedTick;
    private volatile PollFailure failure;

    /** Why a pair has no figures; {@code variant}: a short stable text for it. */
    private record Problem(String variant, String detail) {}

    /**
     * For a task that has not begun.
     *
     * @param sessions when answers are wanted
     * @param emission what decides about the task's records
     * @param everAnswered pairs that have been answered already, by an earlier task
     * @param longestOutage for how long answers may be missing while they are wanted; zero: for ever
     */
    public Answers(
            Ticks ticks,
            TradingSessions sessions,
            TaskEmission emission,
            Set<MarketSector> everAnswered,
            HandOver handOver,
            PollMeters meters,
            Duration longestOutage,
            PollClock clock) {
        this.sessions = sessions;
        this.emission = emission;
        this.parking = new Parking(Catalogue.bundled()::mayNotAnswer, everAnswered);
        this.handOver = handOver;
        this.meters = meters;
        this.clock = clock;
        this.tickCount = new TickCount(ticks, sessions, meters);
        this.outage = new Outage(longestOutage);
        this.probing = new Probing(emission.pairs().size(), ticks.interval());
        this.conditions = new Conditions(clock::nanoTime);
    }

    /** What decides about the task's records. */
    TaskEmission emission() {
        return emission;
    }

    /** Why the task must fail, if it must; for any thread. */
    Optional<PollFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Goes on to a tick; {@link TickCount#begin} says what is what. */
    void begin(
            Instant newTick, Collection<MarketSector> expected, boolean inSession, Predicate<MarketSector> isUnderWay) {
        tickCount.begin(newTick, expected, inSession, isUnderWay);
        reportUnanswered();
        int asked = (int)
                expected.stream().filter(pair -> parking.isDue(pair, newTick)).count();
        failures.begin(asked).forEach((pair, error) -> parking.refused(pair, tick, error.toString()));
        checkConfiguration();
        probing.begin();
        tick = newTick;
        park(newTick);
    }

    /** What the tick that is over has not been answered. */
    private void reportUnanswered() {
        if (probing.isOn()) {
            reportOutage();
        } else {
            passing.forEach(this::report);
        }
        passing.clear();
    }

    private void reportOutage() {
        conditions.enter(
                Kind.OUTAGE,
                Level.WARN,
                "No answer to the last " + probing.failuresInARow() + " requests, the last one: " + outage.lastProblem()
                        + ". One pair at a time is asked for until one is answered");
    }

    private void report(MarketSector pair, Problem problem) {
        if (parking.isParked(pair)) {
            return;
        }
        conditions.enter(pair, Kind.NO_ANSWER, problem.variant(), Level.WARN, problem.detail());
    }

    private void checkConfiguration() {
        failures.fatal().ifPresent(error -> failure = new PollFailure.Refused(error));
    }

    /** The worker wants answers in the tick that has begun. */
    void wanted() {
        tickCount.wanted();
    }

    /** Whether a pair is to be asked for in a tick, parked pairs being left out most of the time. */
    boolean isDue(MarketSector pair, Instant wanted) {
        return parking.isDue(pair, wanted);
    }

    /** Whether a request for a pair may go now, with so many under way: while the API answers nobody, one at a time. */
    boolean mayAsk(int underWay) {
        return probing.mayAsk(underWay, clock.nanoTime());
    }

    /** Whether the API has answered nobody for a while. */
    boolean isNobodyAnswered() {
        return probing.isOn();
    }

    /** What the worker says just now. */
    HandOver.State state() {
        HandOver.State state = handOver.state();
        if (state == HandOver.State.OPEN && sessions.isOpen(clock.instant())) {
            outage.wanted(clock.nanoTime());
        } else {
            outage.notWanted();
        }
        if (outage.isTooLong()) {
            failure = new PollFailure.Outage(outage.allowed(), outage.lastProblem());
        }
        return state;
    }

    /** A pair could not be asked for in its tick; {@code why}: a short stable text. */
    void notAsked(MarketSector pair, String why, String detail) {
        conditions.enter(pair, Kind.NOT_ASKED, why, Level.WARN, detail);
    }

    /** A token was refused; what is wrong has been logged once for all tasks of the worker. */
    void denied(KisError error) {
        outage.problem(error.toString());
        if (error.errorClass() == ErrorClass.CONFIGURATION) {
            failures.denied(error);
            checkConfiguration();
        }
    }

    /** Takes an answer to a request of a tick, and says whether the pair is to be asked for again in it. */
    boolean take(MarketSector pair, Instant asked, Answer<Snapshot> answer) {
        tickCount.answered(pair, asked, answer instanceof Answer.Good<Snapshot>);
        if (answer instanceof Answer.Good<Snapshot> good) {
            return take(pair, asked, good);
        }
        if (answer instanceof Answer.Unreadable<Snapshot> unreadable) {
            return take(pair, asked, unreadable.reject());
        }
        return take(pair, asked, ((Answer.Failed<Snapshot>) answer).error());
    }

    /** Says whether another answer in the same tick may settle what this one leaves open. */
    private boolean take(MarketSector pair, Instant asked, Answer.Good<Snapshot> good) {
        failures.answered(pair);
        probing.answered();
        outage.answered(clock.nanoTime());
        passing.remove(pair);
        conditions.leave(Kind.OUTAGE);
        conditions.leave(pair, Kind.NO_ANSWER);
        conditions.leave(pair, Kind.NOT_ASKED);
        parking.answered(pair, asked);
        meters.parked(parking.parked());
        String digest = good.value().digest();
        meters.snapshot(pair, !digest.equals(lastDigests.put(pair, digest)));
        Verdict verdict = emission.offer(
                pair,
                asked,
                new Row(good.value(), good.receivedAt(), good.serverTime().orElse(null), good.messageCode()));
        if (verdict instanceof Verdict.Held held) {
            meters.count(Metric.HELD, pair, 1);
            explain(pair, asked, held.why());
            return false;
        }
        if (verdict instanceof Verdict.SameAs same) {
            meters.count(Metric.REGRESSED_HELD, 1);
            conditions.enter(
                    pair,
                    Kind.SAME_ROW,
                    "",
                    Level.INFO,
                    "its row is that of " + same.other()
                            + " in the same tick, too; it is asked for again, and published when it comes again");
            return true;
        }
        if (verdict instanceof Verdict.Doubted doubted) {
            meters.count(Metric.REGRESSED_HELD, 1);
            conditions.enter(
                    pair,
                    Kind.DOUBTED,
                    "",
                    Level.WARN,
                    "a row is not published, for " + doubted.reason()
                            + "; lower figures are published when they last, zeros never");
            return doubted.askAgain();
        }
        OF_ROWS.forEach(kind -> conditions.leave(pair, kind));
        if (verdict instanceof Verdict.Published published) {
            if (published.correction() != null && !asked.equals(correctedTick)) {
                correctedTick = asked;
                LOG.warn(
                        "{}: {}, and still so a tick later: published as a correction; further pairs with one in this tick are not"
                                + " logged",
                        pair,
                        published.correction());
            }
            meters.count(Metric.RECORDS, pair, 1);
            handOver.put(published.emitted());
        } else {
            meters.count(Metric.UNCHANGED, 1);
        }
        return false;
    }

    private void explain(MarketSector pair, Instant asked, Hold why) {
        LocalDate date = Kst.date(asked);
        String variant = why + " " + date;
        switch (why) {
            case OTHER_DATE_BY_SERVER -> held(
                    pair,
                    variant,
                    Level.WARN,
                    "its row is not published under " + date
                            + ", for by the server's clock it is another date; set this host's clock, and have it kept by NTP");
            case NOT_PROVED -> held(
                    pair,
                    variant,
                    Level.INFO,
                    "its row is not published, for nothing shows yet that it is of " + date
                            + " and not of an earlier day; once the market has opened, rising figures will");
            case LATE_ZEROS -> held(
                    pair,
                    variant,
                    Level.INFO,
                    "its zeros are not published, for the market may be closed on " + date
                            + "; figures of any pair of this task will show that it is open");
            case ZEROS_AND_BLANKS -> held(
                    pair,
                    variant,
                    Level.INFO,
                    "its row of zeros and blanks is not published, for it says nothing; a row of figures, or of zeros only, will be");
                // What is known of the day is logged for the task.
            case CONTESTED_DAY, CLOSED_DAY -> OF_ROWS.forEach(kind -> conditions.drop(pair, kind));
        }
    }

    private void held(MarketSector pair, String why, Level level, String detail) {
        conditions.enter(pair, Kind.HELD, why, level, detail);
    }

    private boolean take(MarketSector pair, Instant asked, Reject reject) {
        meters.count(Metric.QUARANTINED, pair, 1);
        outage.problem(pair + ": " + reject.detail());
        emission.reject(pair, asked, reject).ifPresent(handOver::put);
        boolean again = reject.reason() != RejectReason.ALL_BLANK;
        if (again) {
            failed(pair);
        } else {
            parking.blank(pair, asked, reject.detail());
        }
        note(pair, asked, again, new Problem(reject.reason().name(), "unreadable answer: " + reject.detail()));
        return again;
    }

    private boolean take(MarketSector pair, Instant asked, KisError error) {
        outage.problem(pair + ": " + error);
        boolean again = error.errorClass() != ErrorClass.PAIR;
        switch (error.errorClass()) {
            case PAIR -> parking.refused(pair, asked, error.toString());
            case CONFIGURATION -> {
                if (asked.equals(tick)) {
                    failures.refused(pair, error);
                    checkConfiguration();
                }
                failed(pair);
            }
            case PASSING, UNCLEAR -> failed(pair);
            case THROTTLED, TOKEN, TOKEN_TOO_OFTEN -> {}
        }
        if (error.errorClass() != ErrorClass.THROTTLED) {
            // What that is about is the quota's to say, once for all tasks.
            // A token that is refused costs the account's holder a notification, if not a tick.
            boolean passes = again && error.errorClass() != ErrorClass.TOKEN;
            note(pair, asked, passes, new Problem(error.code(), "no answer: " + error));
        }
        return again;
    }

    private void failed(MarketSector pair) {
        probing.failed(pair, clock.nanoTime());
        if (probing.isOn() && probing.failuresInARow() >= OUTAGE) {
            reportOutage();
        }
    }

    /** A pair that is asked for again in its tick may be answered yet. */
    private void note(MarketSector pair, Instant asked, boolean mayPass, Problem problem) {
        if (mayPass && asked.equals(tick)) {
            passing.put(pair, problem);
        } else if (!probing.isOn()) {
            report(pair, problem);
        }
    }

    private void park(Instant newTick) {
        parking.begin(newTick);
        // Parked is what they are now, which has a line of its own; else one that stays so would hide what befalls the
        // others.
        emission.pairs().stream().filter(parking::isParked).forEach(pair -> conditions.drop(pair, Kind.NO_ANSWER));
        meters.parked(parking.parked());
        int pairs = emission.pairs().size();
        if (parking.parked() == pairs && parking.isNoneAnswered()) {
            failure = new PollFailure.AllParked(pairs, parking.example().orElseThrow());
        }
    }
}

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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes of the answers of a task's pairs: a record, a reject, another try, a parked pair, or the end of the task.
 *
 * <p>For the poller's thread, but for {@link #failure}.
 */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final TaskEmission emission;
    private final TradingSessions sessions;
    private final HandOver handOver;
    private final PollMeters meters;
    private final PollClock clock;
    private final TickCount tickCount;
    private final Outage outage;
    private final Failures failures = new Failures();
    private final Conditions conditions = new Conditions();
    private final Parking parking;
    private final Map<MarketSector, String> lastDigests = new HashMap<>();
    private Instant correctedTick;
    private volatile PollFailure failure;

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
    void begin(Instant tick, Collection<MarketSector> expected, boolean inSession, Predicate<MarketSector> isUnderWay) {
        tickCount.begin(tick, expected, inSession, isUnderWay);
        failures.begin(tick);
        park(tick);
    }

    /** The worker wants answers in the tick that has begun. */
    void wanted() {
        tickCount.wanted();
    }

    /** Whether a pair is to be asked for in a tick, parked pairs being left out most of the time. */
    boolean isDue(MarketSector pair, Instant tick) {
        return parking.isDue(pair, tick);
    }

    /** What the worker says just now, with so many requests under way. */
    HandOver.State state(int underWay) {
        HandOver.State state = handOver.state(underWay);
        if (state == HandOver.State.OPEN && sessions.isOpen(clock.instant())) {
            outage.wanted(clock.nanoTime());
        } else {
            outage.notWanted();
        }
        if (outage.isTooLong(clock.nanoTime())) {
            failure = new PollFailure.Outage(outage.allowed(), outage.lastProblem());
        }
        return state;
    }

    /** A pair could not be asked for in its tick. */
    void notAsked(MarketSector pair, String detail) {
        conditions.enter(pair, "not asked for in its tick", detail);
    }

    /** A token was refused; what is wrong has been logged once for all tasks of the worker. */
    void denied(KisError error, Instant tick) {
        outage.problem(error.toString());
        failed(error, tick);
    }

    /** Takes an answer, and says whether the pair is to be asked for again in its tick. */
    boolean take(MarketSector pair, Instant tick, Answer<Snapshot> answer) {
        tickCount.answered(pair, tick, answer instanceof Answer.Good<Snapshot>);
        if (answer instanceof Answer.Good<Snapshot> good) {
            return take(pair, tick, good);
        }
        if (answer instanceof Answer.Unreadable<Snapshot> unreadable) {
            return take(pair, tick, unreadable.reject());
        }
        return take(pair, tick, ((Answer.Failed<Snapshot>) answer).error());
    }

    /** Says whether another answer in the same tick may settle what this one leaves open. */
    private boolean take(MarketSector pair, Instant tick, Answer.Good<Snapshot> good) {
        failures.succeeded();
        outage.answered(clock.nanoTime());
        parking.answered(pair, tick);
        meters.parked(parking.parked());
        String digest = good.value().digest();
        meters.snapshot(pair, !digest.equals(lastDigests.put(pair, digest)));
        Verdict verdict = emission.offer(
                pair,
                tick,
                new Row(good.value(), good.receivedAt(), good.serverTime().orElse(null), good.messageCode()));
        if (verdict instanceof Verdict.Held held) {
            meters.count(Metric.HELD, pair, 1);
            explain(pair, tick, held.why());
            return false;
        }
        if (verdict instanceof Verdict.SameAs same) {
            meters.count(Metric.REGRESSED_HELD, 1);
            conditions.enterCalmly(
                    pair,
                    "the same row as another pair's",
                    "its row is that of " + same.other()
                            + " in the same tick, too; it is asked for again, and published when it comes again");
            return true;
        }
        if (verdict instanceof Verdict.Doubted doubted) {
            meters.count(Metric.REGRESSED_HELD, 1);
            conditions.enter(
                    pair,
                    "doubted",
                    "a row is not published, for " + doubted.reason()
                            + "; lower figures are published when they last, zeros never");
            return doubted.askAgain();
        }
        conditions.leave(pair);
        if (verdict instanceof Verdict.Published published) {
            if (published.correction() != null && !tick.equals(correctedTick)) {
                correctedTick = tick;
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

    private void explain(MarketSector pair, Instant tick, Hold why) {
        LocalDate date = Kst.date(tick);
        switch (why) {
            case OTHER_DATE_BY_SERVER -> conditions.enter(
                    pair,
                    "held: by the server's clock it is not " + date,
                    "its row is not published under " + date
                            + ", for by the server's clock it is another date; set this host's clock, and have it kept by NTP");
            case NOT_PROVED -> conditions.enterCalmly(
                    pair,
                    "held as perhaps not of " + date,
                    "its row is not published, for nothing shows yet that it is of " + date
                            + " and not of an earlier day; once the market has opened, rising figures will");
            case LATE_ZEROS -> conditions.enterCalmly(
                    pair,
                    "held as zeros of " + date,
                    "its zeros are not published, for the market may be closed on " + date
                            + "; figures of any pair of this task will show that it is open");
            case ZEROS_AND_BLANKS -> conditions.enterCalmly(
                    pair,
                    "held as zeros and blanks",
                    "its row of zeros and blanks is not published, for it says nothing; a row of figures, or of zeros only, will be");
                // What is known of the day is logged for the task.
            case CONTESTED_DAY, CLOSED_DAY -> conditions.drop(pair);
        }
    }

    private boolean take(MarketSector pair, Instant tick, Reject reject) {
        meters.count(Metric.QUARANTINED, pair, 1);
        outage.problem(pair + ": " + reject.detail());
        conditions.enter(pair, "unreadable: " + reject.reason(), "unreadable answer: " + reject.detail());
        emission.reject(pair, tick, reject).ifPresent(handOver::put);
        if (reject.reason() == RejectReason.ALL_BLANK) {
            parking.blank(pair, tick, reject.detail());
            return false;
        }
        return true;
    }

    private boolean take(MarketSector pair, Instant tick, KisError error) {
        outage.problem(pair + ": " + error);
        if (error.errorClass() != ErrorClass.THROTTLED) {
            // What that is about is the quota's to say, once for all tasks.
            conditions.enter(pair, "failed: " + error.code(), "no answer: " + error);
        }
        failed(error, tick);
        if (error.errorClass() == ErrorClass.PAIR) {
            parking.refused(pair, tick, error.toString());
            return false;
        }
        return true;
    }

    private void failed(KisError error, Instant tick) {
        failures.failed(error, tick).ifPresent(fatal -> failure = new PollFailure.Refused(fatal));
    }

    private void park(Instant tick) {
        parking.begin(tick);
        meters.parked(parking.parked());
        int pairs = emission.pairs().size();
        if (parking.parked() == pairs && parking.isNoneAnswered()) {
            failure = new PollFailure.AllParked(pairs, parking.example().orElseThrow());
        }
    }
}

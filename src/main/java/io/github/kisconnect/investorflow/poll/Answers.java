package io.github.kisconnect.investorflow.poll;

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
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides what follows from an answer for a task's pair: a record, a reject, a retry, a parked pair, or the task's end.
 *
 * <p>For the poller's thread, except {@link #failure}.
 */
public final class Answers {
    private final TaskEmission emission;
    private final TradingSessions sessions;
    private final HandOver handOver;
    private final PollMeters meters;
    private final PollClock clock;
    private final List<TickCount> tickCounts = new ArrayList<>();
    private final Map<MarketSector, TickCount> ofPairs = new HashMap<>();
    private final Outage outage;
    private final Failures failures = new Failures();
    private final Unanswered unanswered;
    private final RowLog rowLog;
    private final Parking parking;
    private final Map<MarketSector, String> lastDigests = new HashMap<>();
    private volatile PollFailure failure;

    /**
     * For a task that has not started.
     *
     * @param sessions when answers are wanted
     * @param emission decides which rows become records
     * @param everAnswered pairs that were answered before, under an earlier task
     * @param longestOutage how long answers may be missing while they are wanted; zero: forever
     */
    public Answers(
            PollPlan plan,
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
        plan.byInterval().forEach((interval, pairs) -> {
            TickCount count = new TickCount(new Ticks(interval), sessions, meters);
            tickCounts.add(count);
            pairs.forEach(pair -> ofPairs.put(pair, count));
        });
        this.outage = new Outage(longestOutage);
        Conditions conditions = new Conditions(clock::nanoTime);
        Probing probing = new Probing(plan.interval());
        this.unanswered = new Unanswered(conditions, probing, clock, parking::isParked, outage::lastProblem);
        this.rowLog = new RowLog(conditions);
    }

    /** Decides which rows become records. */
    TaskEmission emission() {
        return emission;
    }

    /** Why the task must fail, if it must; for any thread. */
    Optional<PollFailure> failure() {
        return Optional.ofNullable(failure);
    }

    /** Starts a tick of the slowest pairs: every pair was polled since the one before, and the results are judged. */
    void begin() {
        failures.begin()
                .forEach((pair, refusal) ->
                        parking.refused(pair, refusal.asked(), refusal.error().toString()));
        checkConfiguration();
        park();
    }

    /** Starts a rhythm's tick; {@link TickCount#begin} explains the parameters. */
    void begin(
            Rhythm rhythm, Collection<MarketSector> expected, boolean inSession, Predicate<MarketSector> isUnderWay) {
        ofPairs.get(rhythm.pairs().get(0)).begin(rhythm.tick(), expected, inSession, isUnderWay);
        unanswered.over(rhythm.pairs());
    }

    /** This many pairs are due before the next tick of the slowest ones. */
    void dueInRound(int pairs) {
        unanswered.dueInRound(pairs);
        failures.due(pairs);
    }

    /** This many pairs are due before the next tick of the fastest ones. */
    void due(int pairs) {
        unanswered.due(pairs);
    }

    private void checkConfiguration() {
        failures.fatal().ifPresent(error -> failure = new PollFailure.Refused(error));
    }

    /** The worker wants answers in the current tick. */
    void wanted() {
        tickCounts.forEach(TickCount::wanted);
    }

    /** Whether to poll a pair in a tick; parked pairs are left out most of the time. */
    boolean isDue(MarketSector pair, Instant wanted) {
        return parking.isDue(pair, wanted);
    }

    /** Which pairs are not answered, and whether any is. */
    Unanswered unanswered() {
        return unanswered;
    }

    /** Sets what runs when the worker takes records again after it stopped. */
    void whenTakenAgain(Runnable wake) {
        handOver.whenTakenAgain(wake);
    }

    /** Whether the worker takes records now. */
    HandOver.State state() {
        HandOver.State state = handOver.state();
        if (!sessions.isOpen(clock.instant())) {
            outage.closed();
        } else if (state == HandOver.State.OPEN) {
            outage.wanted(clock.nanoTime());
        } else {
            outage.notWanted();
        }
        if (outage.isTooLong()) {
            failure = new PollFailure.Outage(outage.allowed(), outage.lastProblem());
        }
        return state;
    }

    /** A token was denied; the reason has been logged once for all tasks of the worker. */
    void denied(KisError error) {
        outage.problem(error.toString());
        if (error.errorClass() == ErrorClass.CONFIGURATION) {
            failures.denied(error);
            checkConfiguration();
        }
    }

    /** Takes an answer for a tick, which may be over, and returns whether to poll the pair again in it. */
    boolean take(MarketSector pair, Instant asked, boolean isCurrent, Answer<Snapshot> answer) {
        ofPairs.get(pair).answered(pair, asked, answer instanceof Answer.Good<Snapshot>);
        if (answer instanceof Answer.Good<Snapshot> good) {
            return take(pair, asked, isCurrent, good);
        }
        if (answer instanceof Answer.Unreadable<Snapshot> unreadable) {
            return take(pair, asked, isCurrent, unreadable.reject());
        }
        return take(pair, asked, isCurrent, ((Answer.Failed<Snapshot>) answer).error());
    }

    /** Returns whether another answer in the same tick may settle what this one leaves open. */
    private boolean take(MarketSector pair, Instant asked, boolean isCurrent, Answer.Good<Snapshot> good) {
        failures.answered(pair);
        unanswered.answered(pair);
        outage.answered(clock.nanoTime());
        parking.answered(pair, asked, isCurrent);
        meters.parked(parking.parked());
        String digest = good.value().digest();
        meters.snapshot(pair, !digest.equals(lastDigests.put(pair, digest)));
        Verdict verdict = emission.offer(
                pair,
                asked,
                new Row(good.value(), good.receivedAt(), good.serverTime().orElse(null), good.messageCode()));
        if (verdict instanceof Verdict.Held held) {
            meters.count(Metric.HELD, pair, 1);
            rowLog.held(pair, asked, held.why());
            return false;
        }
        if (verdict instanceof Verdict.SameAs same) {
            meters.count(Metric.REGRESSED_HELD, 1);
            rowLog.sameAs(pair, same.other());
            return true;
        }
        if (verdict instanceof Verdict.Doubted doubted) {
            meters.count(Metric.REGRESSED_HELD, 1);
            rowLog.doubted(pair, doubted.reason());
            return doubted.askAgain();
        }
        rowLog.believed(pair);
        if (verdict instanceof Verdict.Published published) {
            if (published.correction() != null) {
                rowLog.corrected(pair, asked, published.correction());
            }
            meters.count(Metric.RECORDS, pair, 1);
            handOver.put(published.emitted());
        } else {
            meters.count(Metric.UNCHANGED, 1);
        }
        return false;
    }

    private boolean take(MarketSector pair, Instant asked, boolean isCurrent, Reject reject) {
        meters.count(Metric.QUARANTINED, pair, 1);
        outage.problem(pair + ": " + reject.detail());
        emission.reject(pair, asked, reject).ifPresent(handOver::put);
        boolean again = reject.reason() != RejectReason.ALL_BLANK;
        failures.otherwise();
        if (again) {
            unanswered.failed(pair);
        } else if (isCurrent) {
            parking.blank(pair, asked, reject.detail());
        }
        unanswered.note(
                pair,
                again && isCurrent,
                new Unanswered.Problem(reject.reason().name(), "unreadable answer: " + reject.detail()));
        return again;
    }

    private boolean take(MarketSector pair, Instant asked, boolean isCurrent, KisError error) {
        outage.problem(pair + ": " + error);
        boolean again = error.errorClass() != ErrorClass.PAIR;
        switch (error.errorClass()) {
            case PAIR -> {
                unanswered.heard();
                if (isCurrent) {
                    parking.refused(pair, asked, error.toString());
                }
            }
            case CONFIGURATION -> {
                if (isCurrent) {
                    failures.refused(pair, asked, error);
                    checkConfiguration();
                }
                unanswered.failed(pair);
            }
            case PASSING, UNCLEAR -> {
                failures.otherwise();
                unanswered.failed(pair);
            }
            case TOKEN -> unanswered.heard();
            case THROTTLED, TOKEN_TOO_OFTEN -> {}
        }
        if (!error.isThrottled()) {
            // The quota logs that, once for all tasks.
            // A refused token costs the account holder a notification, even where it costs no tick.
            boolean passes = again && error.errorClass() != ErrorClass.TOKEN;
            unanswered.note(pair, passes && isCurrent, new Unanswered.Problem(error.code(), "no answer: " + error));
        }
        return again;
    }

    private void park() {
        parking.begin();
        unanswered.parked(emission.pairs().stream().filter(parking::isParked).toList());
        meters.parked(parking.parked());
        int pairs = emission.pairs().size();
        if (parking.parked() == pairs && parking.isNoneAnswered()) {
            failure = new PollFailure.AllParked(pairs, parking.example().orElseThrow());
        }
    }
}

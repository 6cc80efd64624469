package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.Conditions.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.event.Level;

/**
 * Logs which pairs are not answered, and whether any is. For the poller's thread.
 *
 * <p>A failure that a retry makes good in the same tick costs nothing and is not logged.
 */
final class Unanswered {
    /** This many failures in a row are logged at once; fewer may be over before their tick is. */
    private static final int AN_OUTAGE = 10;

    private final Conditions conditions;
    private final Probing probing;
    private final PollClock clock;
    private final Predicate<MarketSector> isParked;
    private final Supplier<String> lastProblem;
    private final Map<MarketSector, Problem> passing = new HashMap<>();

    /** Why a pair has no figures; {@code variant}: a short stable text for it. */
    record Problem(String variant, String detail) {}

    /**
     * Nothing was polled yet.
     *
     * @param isParked which pairs are known not to be answered
     * @param lastProblem what went wrong last, with any pair
     */
    Unanswered(
            Conditions conditions,
            Probing probing,
            PollClock clock,
            Predicate<MarketSector> isParked,
            Supplier<String> lastProblem) {
        this.conditions = conditions;
        this.probing = probing;
        this.clock = clock;
        this.isParked = isParked;
        this.lastProblem = lastProblem;
    }

    /** The ticks of some pairs are over: a pair without an answer gets none any more. */
    void over(Collection<MarketSector> pairs) {
        for (MarketSector pair : pairs) {
            Problem problem = passing.remove(pair);
            if (problem != null && !probing.isOn()) {
                report(pair, problem);
            }
        }
    }

    /** This many pairs are polled before the next tick of the fastest ones. */
    void due(int pairs) {
        if (probing.isOn()) {
            reportOutage();
        }
        probing.begin(pairs);
    }

    /** This many pairs are polled before the next tick of the slowest ones. */
    void dueInRound(int pairs) {
        probing.round(pairs);
    }

    private void reportOutage() {
        conditions.enter(
                Kind.OUTAGE,
                Level.WARN,
                "No answer to the last " + probing.failuresInARow() + " requests; last problem: " + lastProblem.get()
                        + ". Polling one pair at a time until one is answered");
    }

    private void report(MarketSector pair, Problem problem) {
        if (!isParked.test(pair)) {
            conditions.enter(pair, Kind.NO_ANSWER, problem.variant(), Level.WARN, problem.detail());
        }
    }

    /** A pair was answered with figures. */
    void answered(MarketSector pair) {
        probing.answered();
        passing.remove(pair);
        conditions.leave(Kind.OUTAGE);
        conditions.leave(pair, Kind.NO_ANSWER);
        conditions.leave(pair, Kind.NOT_ASKED);
    }

    /** The API gave an answer that can be read, though without figures. */
    void heard() {
        probing.answered();
    }

    /** A request for a pair has failed in a way that says nothing about that pair. */
    void failed(MarketSector pair) {
        probing.failed(pair, clock.nanoTime());
        if (probing.isOn() && probing.failuresInARow() >= AN_OUTAGE) {
            reportOutage();
        }
    }

    /** Notes why a pair has no figures; {@code mayPass}: it is polled again in the same tick. */
    void note(MarketSector pair, boolean mayPass, Problem problem) {
        if (mayPass) {
            passing.put(pair, problem);
        } else if (!probing.isOn()) {
            report(pair, problem);
        }
    }

    /** Pairs are parked: that has its own log line, and a parked pair must not hide what happens to the others. */
    void parked(Collection<MarketSector> pairs) {
        pairs.forEach(pair -> Kind.OF_PAIRS.forEach(kind -> conditions.drop(pair, kind)));
    }

    /** Pairs were not polled in a tick that is over; {@code full}: the worker takes nothing. */
    void leftOut(Collection<MarketSector> pairs, boolean full) {
        String detail = full
                ? "not polled, because the worker takes no records; check that it can reach its broker and registry"
                : "not polled, because the tick was too short; lengthen poll.interval.ms, or the pair's own interval, or raise"
                        + " kis.max.in.flight or kis.requests.per.second";
        pairs.forEach(pair -> conditions.enter(
                pair,
                Kind.NOT_ASKED,
                full ? "the worker took no records" : "the tick was too short",
                Level.WARN,
                detail));
    }

    /** When a pair may be polled in its turn, with so many in flight; empty: not before an answer or the next tick. */
    Optional<Instant> mayAsk(Instant turn, Instant now, int underWay) {
        return probing.beforeNext(underWay, clock.nanoTime())
                .map(wait -> wait.isZero() || turn.isAfter(now.plus(wait)) ? turn : now.plus(wait));
    }

    /** A request for a pair goes out. */
    void asked() {
        probing.asked();
    }

    /** Whether no pair has been answered for a while. */
    boolean isOutage() {
        return probing.isOn();
    }
}

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
 * Says which pairs are not answered, and whether any is. A failure that is made good in its tick costs nothing, and is not worth a line. For the poller's
 * thread.
 */
final class Unanswered {
    /** So many failures in a row are told at once; fewer may be over before their tick is. */
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
     * Before anything was asked.
     *
     * @param isParked of whom it is known that they are not answered
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

    /** The ticks of some pairs are over: who had no answer will have none. */
    void over(Collection<MarketSector> pairs) {
        for (MarketSector pair : pairs) {
            Problem problem = passing.remove(pair);
            if (problem != null && !probing.isOn()) {
                report(pair, problem);
            }
        }
    }

    /** So many pairs are asked for before the next tick of the fastest ones. */
    void due(int pairs) {
        if (probing.isOn()) {
            reportOutage();
        }
        probing.begin(pairs);
    }

    /** So many pairs are asked for before the next tick of the slowest ones. */
    void dueInRound(int pairs) {
        probing.round(pairs);
    }

    private void reportOutage() {
        conditions.enter(
                Kind.OUTAGE,
                Level.WARN,
                "No answer to the last " + probing.failuresInARow() + " requests, the last one: " + lastProblem.get()
                        + ". One pair at a time is asked for until one is answered");
    }

    private void report(MarketSector pair, Problem problem) {
        if (!isParked.test(pair)) {
            conditions.enter(pair, Kind.NO_ANSWER, problem.variant(), Level.WARN, problem.detail());
        }
    }

    /** A pair has figures. */
    void answered(MarketSector pair) {
        probing.answered();
        passing.remove(pair);
        conditions.leave(Kind.OUTAGE);
        conditions.leave(pair, Kind.NO_ANSWER);
        conditions.leave(pair, Kind.NOT_ASKED);
    }

    /** The API has given an answer that can be read, if not with figures. */
    void heard() {
        probing.answered();
    }

    /** A request for a pair has failed in a way that says nothing of that pair. */
    void failed(MarketSector pair) {
        probing.failed(pair, clock.nanoTime());
        if (probing.isOn() && probing.failuresInARow() >= AN_OUTAGE) {
            reportOutage();
        }
    }

    /** Notes why a pair has no figures; {@code mayPass}: it is asked for again in the tick that it was asked for in. */
    void note(MarketSector pair, boolean mayPass, Problem problem) {
        if (mayPass) {
            passing.put(pair, problem);
        } else if (!probing.isOn()) {
            report(pair, problem);
        }
    }

    /** Pairs are parked: that has a line of its own, and one that stays so must not hide what befalls the others. */
    void parked(Collection<MarketSector> pairs) {
        pairs.forEach(pair -> Kind.OF_PAIRS.forEach(kind -> conditions.drop(pair, kind)));
    }

    /** Pairs could not be asked for in a tick that is over; {@code full}: the worker takes nothing. */
    void leftOut(Collection<MarketSector> pairs, boolean full) {
        String detail = full
                ? "not asked for, because the worker takes no records; see whether it can reach its broker and registry"
                : "not asked for, because the tick was over before; lengthen poll.interval.ms, or the pair's own interval, or raise kis.max.in.flight"
                        + " or kis.requests.per.second";
        pairs.forEach(pair -> conditions.enter(pair, Kind.NOT_ASKED, full ? "full" : "late", Level.WARN, detail));
    }

    /** When a request may go for a pair whose turn comes or has come at an instant, with so many under way; empty: not before an answer, or the next tick. */
    Optional<Instant> mayAsk(Instant turn, Instant now, int underWay) {
        return probing.beforeNext(underWay, clock.nanoTime())
                .map(wait -> wait.isZero() || turn.isAfter(now.plus(wait)) ? turn : now.plus(wait));
    }

    /** A request for a pair goes out. */
    void asked() {
        probing.asked();
    }

    /** Whether nobody has been answered for a while. */
    boolean isOutage() {
        return probing.isOn();
    }
}

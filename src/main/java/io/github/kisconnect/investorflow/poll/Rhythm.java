package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The ticks of one interval, and the pairs of a task that are polled in each of them. For the poller's thread. */
final class Rhythm {
    private final Ticks ticks;
    private final List<MarketSector> pairs;
    /** How long after the tick each pair is due at the earliest. */
    private final Map<MarketSector, Duration> due;

    private Instant tick = Instant.MIN;
    private boolean isWhole;
    private boolean wasWhole;

    private Rhythm(Ticks ticks, List<MarketSector> pairs, Map<MarketSector, Duration> due) {
        this.ticks = ticks;
        this.pairs = List.copyOf(pairs);
        this.due = due;
    }

    /** The rhythms of a task, the fastest first. */
    static List<Rhythm> of(PollPlan plan) {
        Map<MarketSector, Duration> due = plan.pairs().stream()
                .collect(Collectors.toMap(
                        NumberedPair::pair, pair -> plan.timetable().due(pair.number())));
        return plan.byInterval().entrySet().stream()
                .map(entry -> new Rhythm(new Ticks(entry.getKey()), entry.getValue(), due))
                .toList();
    }

    /** Moves on to an instant; true when a new tick begins. A clock set back by less than an interval catches up. */
    boolean begin(Instant now) {
        Instant current = ticks.current(now);
        boolean setBack = current.isBefore(tick) && !ticks.next(current).isBefore(tick);
        if (current.equals(tick) || setBack) {
            return false;
        }
        tick = current;
        wasWhole = isWhole;
        isWhole = true;
        return true;
    }

    /** The tick after the current one. */
    Instant next() {
        return ticks.next(tick);
    }

    List<MarketSector> pairs() {
        return pairs;
    }

    /** The current tick. */
    Instant tick() {
        return tick;
    }

    /** The current tick's number, counted from the start of the epoch's day in Korea. */
    long number() {
        return ticks.number(tick);
    }

    /** A pair's turn in the current tick. */
    Sweep.Turn turn(MarketSector pair) {
        return new Sweep.Turn(pair, tick, tick.plus(due.get(pair)));
    }

    /** The pairs that were not polled in the current tick or a later one. */
    List<MarketSector> notPolled(Map<MarketSector, Instant> lastPolled) {
        return pairs.stream()
                .filter(pair -> lastPolled.getOrDefault(pair, Instant.MIN).isBefore(tick))
                .toList();
    }

    /** Notes whether the part of the tick that is over could be used in full. */
    void used(boolean whole) {
        isWhole &= whole;
    }

    /** Whether the tick before could be used in full. */
    boolean wasWhole() {
        return wasWhole;
    }

    /** Forgets polls in ticks beyond the next one: the clock was ahead then. */
    void forgetAhead(Map<MarketSector, Instant> lastPolled, Instant now) {
        Instant next = ticks.next(ticks.current(now));
        pairs.forEach(pair -> lastPolled.computeIfPresent(pair, (key, polled) -> polled.isAfter(next) ? null : polled));
    }
}

package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The ticks of one interval, and the pairs of a task that are asked for in each of them. For the poller's thread. */
final class Rhythm {
    private final Ticks ticks;
    private final List<MarketSector> pairs;
    private Instant tick = Instant.MIN;
    private boolean isWhole;

    private Rhythm(Ticks ticks, List<MarketSector> pairs) {
        this.ticks = ticks;
        this.pairs = List.copyOf(pairs);
    }

    /** Those of a task, the fastest first. */
    static List<Rhythm> of(PollPlan plan) {
        return plan.byInterval().entrySet().stream()
                .map(entry -> new Rhythm(new Ticks(entry.getKey()), entry.getValue()))
                .toList();
    }

    /** Goes on to an instant, and says whether another tick is current than before. */
    boolean begin(Instant now) {
        Instant current = ticks.current(now);
        if (current.equals(tick)) {
            return false;
        }
        tick = current;
        return true;
    }

    Duration interval() {
        return ticks.interval();
    }

    List<MarketSector> pairs() {
        return pairs;
    }

    /** The current one. */
    Instant tick() {
        return tick;
    }

    /** Whether every slot of the tick could be used so far. */
    boolean isWhole() {
        return isWhole;
    }

    void whole(boolean whole) {
        isWhole = whole;
    }

    /** What was polled in a tick that is ahead of the next one is forgotten, for the clock was ahead. */
    void forgetAhead(Map<MarketSector, Instant> lastPolled, Instant now) {
        Instant next = ticks.next(ticks.current(now));
        pairs.forEach(pair -> lastPolled.computeIfPresent(pair, (key, polled) -> polled.isAfter(next) ? null : polled));
    }
}

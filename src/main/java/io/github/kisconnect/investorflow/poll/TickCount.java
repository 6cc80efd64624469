package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Counts for each pair the ticks in which it was to be asked for, and those that are over and got no snapshot.
 *
 * <p>A tick in which the worker wanted nothing from beginning to end counts as neither. An answer may come after its tick is over: until then
 * the tick is undecided.
 */
final class TickCount {
    private final PollMeters meters;
    private final Set<MarketSector> open = new HashSet<>();
    private final Map<MarketSector, Instant> late = new HashMap<>();
    private Instant tick = Instant.EPOCH;
    private boolean wanted;

    TickCount(PollMeters meters) {
        this.meters = meters;
    }

    /**
     * Goes on to a tick.
     *
     * @param skipped ticks in between that never began, because the machine stood still
     * @param expected the pairs that have no snapshot of the new tick yet
     * @param isUnderWay whether an answer for a pair is still to come
     */
    void begin(Instant newTick, long skipped, Collection<MarketSector> expected, Predicate<MarketSector> isUnderWay) {
        for (MarketSector pair : open) {
            // What is under way may be for a tick before this one.
            if (isUnderWay.test(pair) && !late.containsKey(pair)) {
                late.put(pair, tick);
            } else if (wanted) {
                meters.missed(pair, 1);
            }
        }
        if (wanted) {
            meters.expected(skipped * expected.size());
            expected.forEach(pair -> meters.missed(pair, skipped));
        }
        tick = newTick;
        wanted = false;
        open.clear();
        open.addAll(expected);
    }

    /** The worker wants answers in this tick. */
    void wanted() {
        if (!wanted) {
            wanted = true;
            meters.expected(open.size());
        }
    }

    /** The answer to a request of a tick has come; {@code good}: it was a snapshot. */
    void answered(MarketSector pair, Instant asked, boolean good) {
        if (asked.equals(tick)) {
            if (good) {
                open.remove(pair);
            }
        } else if (asked.equals(late.get(pair))) {
            late.remove(pair);
            if (!good) {
                meters.missed(pair, 1);
            }
        }
    }
}

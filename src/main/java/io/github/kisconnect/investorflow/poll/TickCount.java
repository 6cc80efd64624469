package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Counts for each pair the ticks in which it is expected to be polled, and those that ended without a snapshot.
 *
 * <p>A tick out of session, or in which the worker wanted nothing from beginning to end, counts as neither. An answer
 * may come after its tick has ended; until then the tick is undecided.
 */
final class TickCount {
    private static final Instant NONE = Instant.MIN;

    private final Ticks ticks;
    private final TradingSessions sessions;
    private final PollMeters meters;
    private final Set<MarketSector> open = new HashSet<>();
    private final Map<MarketSector, Instant> late = new HashMap<>();
    private Instant tick = NONE;
    private int pairs;
    private boolean wanted;

    TickCount(Ticks ticks, TradingSessions sessions, PollMeters meters) {
        this.ticks = ticks;
        this.sessions = sessions;
        this.meters = meters;
    }

    /**
     * Starts a tick.
     *
     * @param expected the pairs without a snapshot of the new tick; they have none of the ticks in between either
     * @param inSession whether the new tick is in a session
     * @param isUnderWay whether an answer for a pair is still to come
     */
    void begin(
            Instant newTick, Collection<MarketSector> expected, boolean inSession, Predicate<MarketSector> isUnderWay) {
        if (wanted) {
            settle(isUnderWay);
            // Ticks in between never began, because the machine stood still.
            long skipped = ticks.skipped(tick, newTick).filter(sessions::isOpen).count();
            meters.count(Metric.EXPECTED_TICKS, skipped * expected.size());
            expected.forEach(pair -> meters.count(Metric.MISSED_TICKS, pair, skipped));
        }
        tick = newTick;
        wanted = false;
        pairs = inSession ? expected.size() : 0;
        open.clear();
        if (inSession) {
            open.addAll(expected);
        }
    }

    private void settle(Predicate<MarketSector> isUnderWay) {
        for (MarketSector pair : open) {
            // The request in flight may be for an earlier tick.
            if (isUnderWay.test(pair) && !late.containsKey(pair)) {
                late.put(pair, tick);
            } else {
                meters.count(Metric.MISSED_TICKS, pair, 1);
            }
        }
    }

    /** The worker wants answers in this tick. */
    void wanted() {
        if (!wanted && !tick.equals(NONE)) {
            wanted = true;
            meters.count(Metric.EXPECTED_TICKS, pairs);
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
                meters.count(Metric.MISSED_TICKS, pair, 1);
            }
        }
    }
}

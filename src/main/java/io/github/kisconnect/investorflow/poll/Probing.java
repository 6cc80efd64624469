package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.account.Pause;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether the API answers at all. When requests for ten pairs, or for all where there are fewer, have failed with no answer between them, one pair at a time
 * is asked for, ever later within a tick, until one is answered: what is out of order need not be asked by each pair. For the poller's thread.
 *
 * <p>Refusals over the quota, for want of a token or of one pair are no failures here: they have rules of their own, and no more requests come of them.
 */
final class Probing {
    private static final int PAIRS = 10;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int WAITS_PER_TICK = 4;
    /** In a long tick the longest wait is such a part of it. */
    private static final int PROBES_OF_A_LONG_TICK = 8;

    private static final int MOST_DOUBLINGS = 30;

    private final int enough;
    private final Duration firstWait;
    private final Duration longestWait;
    private final Set<MarketSector> failed = new HashSet<>();
    private int failuresInARow;
    private int probesInTick;
    private Pause pause;

    /** {@code pairs}: of the task; {@code interval}: from tick to tick. */
    Probing(int pairs, Duration interval) {
        this.enough = Math.min(PAIRS, pairs);
        this.firstWait = min(SHORTEST_WAIT, interval.dividedBy(WAITS_PER_TICK));
        this.longestWait = max(LONGEST_WAIT, interval.dividedBy(PROBES_OF_A_LONG_TICK));
    }

    /** A tick begins: it has a probe at its beginning, whatever was before. */
    void begin() {
        probesInTick = 0;
        pause = null;
    }

    /** Whether one pair at a time is asked for. */
    boolean isOn() {
        return failed.size() >= enough;
    }

    /** Whether a request for a pair may go now, with so many under way. */
    boolean mayAsk(int underWay, long nanos) {
        return !isOn() || underWay == 0 && Pause.isOver(pause, nanos);
    }

    /** A pair has figures. */
    void answered() {
        failed.clear();
        failuresInARow = 0;
        begin();
    }

    int failuresInARow() {
        return failuresInARow;
    }

    /** A request for a pair came to nothing. */
    void failed(MarketSector pair, long nanos) {
        failed.add(pair);
        failuresInARow++;
        if (isOn()) {
            Duration wait = firstWait.multipliedBy(1L << Math.min(probesInTick, MOST_DOUBLINGS));
            pause = new Pause(nanos, min(wait, longestWait));
            probesInTick++;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}

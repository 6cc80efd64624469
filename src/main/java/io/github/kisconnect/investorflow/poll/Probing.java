package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.account.Pause;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether the API answers at all. For the poller's thread.
 *
 * <p>When requests for ten pairs, or for all pairs of a tick with fewer, have failed with no answer in between, one
 * pair at a time is polled, at growing intervals within a tick, until one is answered: an API that is down need not be
 * tried with every pair.
 *
 * <p>Meanwhile a tick has at most as many requests as pairs. The tick in which this begins has a few more, so that a
 * brief fault costs nothing. Refusals over the quota, a missing token or a single pair do not count as failures here:
 * they have rules of their own and cause no extra requests.
 */
final class Probing {
    private static final int PAIRS = 10;
    private static final int MORE_AT_THE_BEGIN = 3;
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int WAITS_PER_TICK = 4;
    /** In a long tick the longest wait is the tick divided by this. */
    private static final int PROBES_OF_A_LONG_TICK = 8;

    private static final int MOST_DOUBLINGS = 30;

    private final Duration interval;
    private final Duration firstWait;
    private final Duration longestWait;
    private final Set<MarketSector> failed = new HashSet<>();
    private int failuresInARow;
    private int pairs;
    private int requests;
    private int mostRequests;
    private int probesInTick;
    /** Spreads the few requests of a few pairs over the tick. */
    private Duration leastWait = Duration.ZERO;

    private boolean isOn;
    private Pause pause;

    /** {@code interval}: from tick to tick. */
    Probing(Duration interval) {
        this.interval = interval;
        this.firstWait = Collections.min(List.of(SHORTEST_WAIT, interval.dividedBy(WAITS_PER_TICK)));
        this.longestWait = Collections.max(List.of(LONGEST_WAIT, interval.dividedBy(PROBES_OF_A_LONG_TICK)));
    }

    /** So many pairs are polled in a round: if that many fail, or ten, the API answers no pair. */
    void round(int newPairs) {
        pairs = newPairs;
    }

    /** A tick begins that polls this many pairs: it may probe at once, whatever came before, unless no pair is due. */
    void begin(int newPairs) {
        if (newPairs == 0) {
            return;
        }
        requests = 0;
        mostRequests = newPairs;
        probesInTick = 0;
        pause = null;
        leastWait = isOn ? interval.dividedBy(newPairs) : Duration.ZERO;
    }

    /** Whether one pair at a time is polled. */
    boolean isOn() {
        return isOn;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    /** How long until a pair may be polled, with so many in flight; empty: not before an answer or the next tick. */
    Optional<Duration> beforeNext(int underWay, long nanos) {
        if (!isOn) {
            return Optional.of(Duration.ZERO);
        }
        boolean isSpent = requests > 0 && requests >= mostRequests;
        return underWay > 0 || isSpent ? Optional.empty() : Optional.of(Pause.left(pause, nanos));
    }

    /** A request for a pair goes out. */
    void asked() {
        requests++;
    }

    /** The API itself has answered a request, with figures or without. */
    void answered() {
        failed.clear();
        failuresInARow = 0;
        isOn = false;
    }

    /** A request for a pair failed. */
    void failed(MarketSector pair, long nanos) {
        failed.add(pair);
        failuresInARow++;
        if (!isOn && failed.size() >= Math.min(PAIRS, pairs)) {
            isOn = true;
            mostRequests = Math.max(pairs, requests) + MORE_AT_THE_BEGIN;
            probesInTick = 0;
        }
        if (isOn) {
            Duration doubled = firstWait.multipliedBy(1L << Math.min(probesInTick, MOST_DOUBLINGS));
            Duration wait = Collections.min(List.of(doubled, longestWait));
            pause = new Pause(nanos, Collections.max(List.of(leastWait, wait)));
            probesInTick++;
        }
    }
}

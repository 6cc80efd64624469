package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pairs that the current tick still has to ask for: first each in the order of the sweep, then those that failed, again.
 *
 * <p>A pair has at most one request under way, so its answers come in the order of their ticks.
 */
final class Sweep {
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(1);
    private static final int BACKOFFS_PER_TICK = 4;
    private static final int MOST_DOUBLINGS = 5;

    private final Duration interval;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<MarketSector, Integer> attempts = new HashMap<>();
    private final Set<MarketSector> inFlight = new HashSet<>();
    private Instant tick = Instant.EPOCH;

    private record Waiting(MarketSector pair, Instant notBefore) {}

    Sweep(Duration interval) {
        this.interval = interval;
    }

    /** The tick that is being asked for. */
    Instant tick() {
        return tick;
    }

    /**
     * Goes on to a tick; the pairs for which the tick before had no slot left come first, so that none is left out for ever.
     *
     * @return those pairs
     */
    List<MarketSector> begin(Instant newTick, List<MarketSector> pairs) {
        List<MarketSector> leftOut = waiting.stream()
                .map(Waiting::pair)
                .filter(pair -> !attempts.containsKey(pair) && !inFlight.contains(pair))
                .toList();
        tick = newTick;
        waiting.clear();
        attempts.clear();
        Stream.concat(leftOut.stream().filter(pairs::contains), pairs.stream())
                .distinct()
                .forEach(pair -> waiting.add(new Waiting(pair, newTick)));
        return leftOut;
    }

    /** The rest of the tick asks for no others. */
    void keepOnly(Collection<MarketSector> pairs) {
        waiting.removeIf(one -> !pairs.contains(one.pair()));
    }

    /** The pairs that wait to be asked for. */
    List<MarketSector> waiting() {
        return waiting.stream().map(Waiting::pair).toList();
    }

    int inFlight() {
        return inFlight.size();
    }

    boolean isInFlight(MarketSector pair) {
        return inFlight.contains(pair);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** How long until a pair's turn comes; empty when those that wait have requests under way. */
    Optional<Duration> beforeNext(Instant now) {
        return waiting.stream()
                .filter(one -> !inFlight.contains(one.pair()))
                .map(Waiting::notBefore)
                .min(Comparator.naturalOrder())
                .map(due -> due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO);
    }

    /** The pair whose turn it is; it stays in its place until it is {@link #sent}. */
    Optional<MarketSector> next(Instant now) {
        return waiting.stream()
                .filter(one -> !now.isBefore(one.notBefore()) && !inFlight.contains(one.pair()))
                .map(Waiting::pair)
                .findFirst();
    }

    /** A request for a pair goes out; the answer says which one of this tick it is, from 1. */
    int sent(MarketSector pair) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            if (all.next().pair().equals(pair)) {
                all.remove();
                break;
            }
        }
        inFlight.add(pair);
        return attempts.merge(pair, 1, Integer::sum);
    }

    /** The answer to a request of a tick is here, whatever it says. */
    void answered(MarketSector pair) {
        inFlight.remove(pair);
    }

    /** A pair of the current tick is asked again, behind all that wait, after a backoff that doubles. */
    void retry(MarketSector pair, Instant now) {
        int doublings = Math.min(attempts.getOrDefault(pair, 1) - 1, MOST_DOUBLINGS);
        Duration first = min(SHORTEST_BACKOFF, interval.dividedBy(BACKOFFS_PER_TICK));
        waiting.add(new Waiting(pair, now.plus(min(first.multipliedBy(1L << doublings), LONGEST_BACKOFF))));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

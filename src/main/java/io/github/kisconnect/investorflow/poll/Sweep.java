package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pairs still to be polled in their current ticks: each in its own slot, then those that failed, again.
 *
 * <p>A pair has at most one request in flight, so its answers come in the order of their ticks.
 */
final class Sweep {
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration SHORTEST_BACKOFF = Duration.ofSeconds(1);
    private static final int BACKOFFS_PER_TICK = 4;
    private static final int MOST_DOUBLINGS = 5;

    private final Map<MarketSector, Duration> intervals;
    private final Map<MarketSector, Waiting> waiting = new HashMap<>();
    private final NavigableSet<Waiting> inOrder = new TreeSet<>();
    private final Map<MarketSector, Integer> attempts = new HashMap<>();
    private final Map<MarketSector, Instant> ticks = new HashMap<>();
    private final Set<MarketSector> inFlight = new HashSet<>();
    private long arrived;

    /**
     * A pair's turn in a tick of its own.
     *
     * @param due when the frame begins that its slot is in
     */
    record Turn(MarketSector pair, Instant tick, Instant due) {}

    /** {@code isOverdue}: it was left out in the tick before; {@code number}: in the order of arrival. */
    private record Waiting(MarketSector pair, Instant notBefore, boolean isOverdue, long number)
            implements Comparable<Waiting> {
        private static final Comparator<Waiting> ORDER = Comparator.comparing(Waiting::isOverdue)
                .reversed()
                .thenComparing(Waiting::notBefore)
                .thenComparing(Waiting::number);

        @Override
        public int compareTo(Waiting other) {
            return ORDER.compare(this, other);
        }

        boolean isDue(Instant now) {
            return !now.isBefore(notBefore);
        }
    }

    /** {@code intervals}: from tick to tick of each pair. */
    Sweep(Map<MarketSector, Duration> intervals) {
        this.intervals = Map.copyOf(intervals);
    }

    /** The tick in which a pair is polled now; empty before its first one. */
    Optional<Instant> tick(MarketSector pair) {
        return Optional.ofNullable(ticks.get(pair));
    }

    /**
     * Starts the ticks of some pairs; those that got no slot in the tick before come first: none is left out forever.
     *
     * @param ending the pairs whose previous ticks are over
     * @param turns the turns of those among them that are polled
     * @return the pairs that were left out
     */
    List<MarketSector> begin(Collection<MarketSector> ending, List<Turn> turns) {
        List<MarketSector> leftOut = ending.stream()
                .filter(pair -> waiting.containsKey(pair) && !attempts.containsKey(pair) && !inFlight.contains(pair))
                .sorted(Comparator.comparing(waiting::get))
                .toList();
        Map<MarketSector, Integer> overdue = new HashMap<>();
        leftOut.forEach(pair -> overdue.put(pair, overdue.size()));
        ending.forEach(pair -> {
            remove(pair);
            attempts.remove(pair);
            ticks.remove(pair);
        });
        List<Turn> ordered = new ArrayList<>(turns);
        ordered.sort(Comparator.comparing(turn -> overdue.getOrDefault(turn.pair(), Integer.MAX_VALUE)));
        for (Turn turn : ordered) {
            ticks.put(turn.pair(), turn.tick());
            add(turn.pair(), turn.due(), overdue.containsKey(turn.pair()));
        }
        return leftOut;
    }

    private void add(MarketSector pair, Instant notBefore, boolean isOverdue) {
        // After the clock was set back, the answer to an old request may come when the pair already waits.
        remove(pair);
        Waiting one = new Waiting(pair, notBefore, isOverdue, arrived++);
        waiting.put(pair, one);
        inOrder.add(one);
    }

    private void remove(MarketSector pair) {
        Waiting one = waiting.remove(pair);
        if (one != null) {
            inOrder.remove(one);
        }
    }

    /** Polls no other pairs for the rest of their ticks. */
    void keepOnly(Collection<MarketSector> pairs) {
        List.copyOf(waiting.keySet()).stream()
                .filter(pair -> !pairs.contains(pair))
                .forEach(this::remove);
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

    /** When the next turn comes, or came; empty when all waiting pairs have requests in flight. */
    Optional<Instant> nextTurn(Instant now) {
        Instant earliest = null;
        for (Waiting one : inOrder) {
            if (inFlight.contains(one.pair())) {
                continue;
            }
            if (earliest == null || one.notBefore().isBefore(earliest)) {
                earliest = one.notBefore();
            }
            if (!one.isOverdue() || !earliest.isAfter(now)) {
                break;
            }
        }
        return Optional.ofNullable(earliest);
    }

    /** How many waiting pairs were not polled yet in their ticks and have their places between two instants. */
    int due(Instant from, Instant to) {
        return (int) waiting.values().stream()
                .filter(one ->
                        !one.notBefore().isBefore(from) && one.notBefore().isBefore(to))
                .filter(one -> !attempts.containsKey(one.pair()))
                .count();
    }

    /** The pair whose turn it is in a slot with this owner, if any; it keeps its place until it is {@link #sent}. */
    Optional<MarketSector> next(Instant now, Optional<MarketSector> owner) {
        Optional<Waiting> first = inOrder.stream()
                .filter(one -> one.isDue(now) && !inFlight.contains(one.pair()))
                .findFirst();
        if (first.filter(Waiting::isOverdue).isPresent()) {
            return first.map(Waiting::pair);
        }
        return owner.filter(pair -> waiting.containsKey(pair) && !inFlight.contains(pair))
                .filter(pair -> waiting.get(pair).isDue(now))
                .or(() -> first.map(Waiting::pair));
    }

    /** A request for a pair goes out; returns its number in the pair's tick, from 1. */
    int sent(MarketSector pair) {
        remove(pair);
        inFlight.add(pair);
        return attempts.merge(pair, 1, Integer::sum);
    }

    /** The answer to a pair's request has come, whatever it says. */
    void answered(MarketSector pair) {
        inFlight.remove(pair);
    }

    /** Polls a pair again in its current tick, behind all that wait, after a backoff that doubles. */
    void retry(MarketSector pair, Instant now) {
        int doublings = Math.min(attempts.getOrDefault(pair, 1) - 1, MOST_DOUBLINGS);
        Duration first =
                Collections.min(List.of(SHORTEST_BACKOFF, intervals.get(pair).dividedBy(BACKOFFS_PER_TICK)));
        Duration backoff = Collections.min(List.of(LONGEST_BACKOFF, first.multipliedBy(1L << doublings)));
        add(pair, now.plus(backoff), false);
    }
}

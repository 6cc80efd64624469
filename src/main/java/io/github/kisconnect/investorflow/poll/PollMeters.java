package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Counter;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.metrics.PairCounter;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** Counts what a task polls and what becomes of it. Written by the poller's thread, read by any. */
public final class PollMeters {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PollClock clock;
    private final Map<Metric, PairCounter> ofPairs = new EnumMap<>(Metric.class);
    private final Map<Metric, Counter> ofTask = new EnumMap<>(Metric.class);
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<String, Since> lastSnapshot;
    private final Map<String, Since> lastChange;

    /** The instant of the monotonic clock at which something last happened. */
    private static final class Since {
        private volatile long nanos;

        Since(long nanos) {
            this.nanos = nanos;
        }
    }

    /** Meters of a task with these pairs; {@code pace}: the current one, in requests a second. */
    public PollMeters(Meters meters, Collection<MarketSector> pairs, PollClock clock, DoubleSupplier pace) {
        List<String> names = pairs.stream().map(MarketSector::toString).toList();
        this.clock = clock;
        for (Metric metric : Metric.countedByPoll()) {
            if (metric.tag() == Metric.Tag.MARKET_SECTOR) {
                ofPairs.put(metric, new PairCounter(meters, metric, names));
            } else {
                ofTask.put(metric, meters.counter(metric, Meters.ALL));
            }
        }
        meters.show(Metric.PARKED_PAIRS, Meters.ALL, parked::get);
        meters.show(Metric.IN_FLIGHT, Meters.ALL, inFlight::get);
        meters.show(Metric.QUOTA_PACE, Meters.ALL, pace);
        this.lastSnapshot = since(meters, Metric.SINCE_LAST_SNAPSHOT, names);
        this.lastChange = since(meters, Metric.SINCE_LAST_CHANGE, names);
    }

    /** One for each pair, and one for all pairs, which is set whenever any of them is. */
    private Map<String, Since> since(Meters meters, Metric metric, List<String> pairs) {
        long now = clock.nanoTime();
        Map<String, Since> all = pairs.stream()
                .collect(Collectors.toMap(pair -> pair, pair -> new Since(now), (a, b) -> a, ConcurrentHashMap::new));
        all.put(Meters.ALL, new Since(now));
        all.forEach(
                (pair, since) -> meters.show(metric, pair, () -> (clock.nanoTime() - since.nanos) / NANOS_PER_SECOND));
        return all;
    }

    void snapshot(MarketSector pair, boolean changed) {
        count(Metric.SNAPSHOTS, pair, 1);
        happened(lastSnapshot, pair);
        if (changed) {
            happened(lastChange, pair);
        }
    }

    private void happened(Map<String, Since> since, MarketSector pair) {
        long now = clock.nanoTime();
        since.get(Meters.ALL).nanos = now;
        since.get(pair.toString()).nanos = now;
    }

    /** Counts something for the task as a whole. */
    void count(Metric metric, long more) {
        known(ofTask, metric).add(more);
    }

    /** Counts something for a pair, and so for the task. */
    void count(Metric metric, MarketSector pair, long more) {
        known(ofPairs, metric).add(pair.toString(), more);
    }

    private static <T> T known(Map<Metric, T> counters, Metric metric) {
        T counter = counters.get(metric);
        if (counter == null) {
            throw new IllegalArgumentException(
                    metric + " is not counted this way; see Metric.countedByPoll and its tag");
        }
        return counter;
    }

    void parked(int pairs) {
        parked.set(pairs);
    }

    void inFlight(int requests) {
        inFlight.set(requests);
    }
}

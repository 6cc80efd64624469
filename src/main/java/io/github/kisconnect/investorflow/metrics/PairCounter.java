package io.github.kisconnect.investorflow.metrics;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** A running total of the whole task and of each of its pairs. */
public final class PairCounter {
    private final Counter all;
    private final Map<String, Counter> byPair;

    /** {@code pairs}: as in the tag, {@code KSP:0001}. */
    public PairCounter(Meters meters, Metric metric, Collection<String> pairs) {
        this.all = meters.counter(metric, Meters.ALL);
        this.byPair = pairs.stream().collect(Collectors.toMap(pair -> pair, pair -> meters.counter(metric, pair)));
    }

    public void add(String pair, long more) {
        all.add(more);
        byPair.get(pair).add(more);
    }
}

package io.github.kisconnect.investorflow.metrics;

import java.util.concurrent.atomic.LongAdder;

/** A running total. */
public final class Counter {
    private final LongAdder total = new LongAdder();

    Counter() {}

    public void increment() {
        total.increment();
    }

    public void add(long more) {
        total.add(more);
    }

    public long total() {
        return total.sum();
    }
}

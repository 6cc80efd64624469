package io.github.kisconnect.investorflow.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long records took, in whole milliseconds. */
final class Latencies {
    private static final int LONGEST = 60_000;

    private final AtomicLongArray counts = new AtomicLongArray(LONGEST + 1);

    /** A negative one, by clocks that were set meanwhile, counts as 0. */
    void add(long millis) {
        counts.incrementAndGet((int) Math.max(0, Math.min(millis, LONGEST)));
    }

    long size() {
        return upTo(LONGEST);
    }

    private long upTo(int millis) {
        long sum = 0;
        for (int i = 0; i <= millis; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /** The least that such a part of all did not exceed; 0 of none. */
    int percentile(double part) {
        double wanted = part * size();
        long sum = 0;
        for (int i = 0; i <= LONGEST; i++) {
            sum += counts.get(i);
            if (sum >= wanted) {
                return i;
            }
        }
        return LONGEST;
    }
}

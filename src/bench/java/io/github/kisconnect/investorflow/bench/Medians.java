package io.github.kisconnect.investorflow.bench;

import java.util.stream.DoubleStream;

/** The middle of measured values. */
final class Medians {
    private Medians() {}

    /** Of an even number the mean of the two in the middle; of none 0. */
    static double of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return 0;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

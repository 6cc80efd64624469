package io.github.kisconnect.investorflow.metrics;

import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/** Where the metrics of one task go. The task's thread shows them; any thread may count and read. */
public interface Meters extends AutoCloseable {
    /** The tag value of the series for the whole task. */
    String ALL = "";

    /**
     * Shows a value that is read whenever somebody looks.
     *
     * @param tagValue tells the series apart; {@link #ALL} for the one without the tag
     * @param value called on any thread
     */
    void show(Metric metric, String tagValue, DoubleSupplier value);

    /** Takes the milliseconds of each request, and shows their average, maximum and 99th percentile. */
    DoubleConsumer latency();

    /** A running total that starts at 0 and is shown from now on. */
    default Counter counter(Metric metric, String tagValue) {
        Counter counter = new Counter();
        show(metric, tagValue, counter::total);
        return counter;
    }

    /**
     * Shows what could not be shown so far, because a predecessor did not stop in time and the worker has not removed
     * its metrics yet. To be called now and then.
     */
    default void showPending() {}

    /** Stops showing anything. */
    @Override
    void close();
}

package io.github.kisconnect.investorflow.metrics;

import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/** Where the metrics of one task go. Safe for use by several threads. */
public interface Meters extends AutoCloseable {
    /** The tag's value of the series that stands for all of the task. */
    String ALL = "";

    /**
     * Shows a value, read whenever somebody looks.
     *
     * @param tagValue tells the series apart; {@link #ALL} for the one without the tag
     * @param value asked for on any thread
     */
    void show(Metric metric, String tagValue, DoubleSupplier value);

    /** Takes the milliseconds of one request after the other, and shows their average, maximum and 99th percentile. */
    DoubleConsumer latency();

    /** A running total that is shown from now on, from 0. */
    default Counter counter(Metric metric, String tagValue) {
        Counter counter = new Counter();
        show(metric, tagValue, counter::total);
        return counter;
    }

    /** Shows nothing any more. */
    @Override
    void close();
}

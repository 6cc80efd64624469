package io.github.kisconnect.investorflow.metrics;

import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/** Where the metrics of one task go: shown by the task's thread, counted and read by any. */
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

    /**
     * Shows what could not be shown so far, because a worker that waited in vain for a predecessor's end has not taken its metrics away yet.
     * To be called now and then.
     */
    default void showPending() {}

    /** Shows nothing any more. */
    @Override
    void close();
}

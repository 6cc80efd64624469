package io.github.kisconnect.investorflow.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/** Metrics that a test reads. */
public final class MemoryMeters implements Meters {
    private final Map<Series, DoubleSupplier> shown = new ConcurrentHashMap<>();
    private final Queue<Double> latencies = new ConcurrentLinkedQueue<>();

    private record Series(Metric metric, String tagValue) {}

    @Override
    public void show(Metric metric, String tagValue, DoubleSupplier value) {
        assertThat(shown.putIfAbsent(new Series(metric, tagValue), value))
                .as("%s %s shown twice", metric, tagValue)
                .isNull();
    }

    @Override
    public DoubleConsumer latency() {
        return latencies::add;
    }

    @Override
    public void close() {
        shown.clear();
    }

    /** The value of the whole task. */
    public double value(Metric metric) {
        return value(metric, ALL);
    }

    public double value(Metric metric, Object tagValue) {
        return shown.get(new Series(metric, tagValue.toString())).getAsDouble();
    }

    public List<Double> latencies() {
        return List.copyOf(latencies);
    }
}

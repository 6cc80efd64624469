package io.github.kisconnect.investorflow.metrics;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Percentile;
import org.apache.kafka.common.metrics.stats.Percentiles;

/** Metrics in Kafka's own registries, with Kafka's own statistics. */
public final class KafkaMeters implements Meters {
    private static final int PERCENTILE_BYTES = 4000;
    private static final double LONGEST_REQUEST_MILLIS = 20_000;
    private static final double PERCENT = 99;

    private final Registry registry;

    /** One of Kafka's registries: the worker's (KIP-877), or one of our own where the worker has none for plugins. */
    interface Registry extends AutoCloseable {
        MetricName name(String name, String description, Map<String, String> tags);

        void add(MetricName name, Gauge<Double> value);

        Sensor sensor(String name);

        @Override
        void close();
    }

    KafkaMeters(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void show(Metric metric, String tagValue, DoubleSupplier value) {
        registry.add(name(metric, tagValue), (config, now) -> value.getAsDouble());
    }

    @Override
    public DoubleConsumer latency() {
        List<MetricName> names =
                Metric.latency().stream().map(metric -> name(metric, ALL)).toList();
        Sensor sensor = registry.sensor("request-latency-ms");
        sensor.add(names.get(0), new Avg());
        sensor.add(names.get(1), new Max());
        sensor.add(new Percentiles(
                PERCENTILE_BYTES,
                LONGEST_REQUEST_MILLIS,
                Percentiles.BucketSizing.LINEAR,
                new Percentile(names.get(2), PERCENT)));
        return sensor::record;
    }

    private MetricName name(Metric metric, String tagValue) {
        Map<String, String> tags =
                tagValue.equals(ALL) ? Map.of() : Map.of(metric.tag().key(), tagValue);
        return registry.name(metric.metricName(), metric.description(), tags);
    }

    @Override
    public void close() {
        registry.close();
    }
}

package io.github.kisconnect.investorflow.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Percentile;
import org.apache.kafka.common.metrics.stats.Percentiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metrics in Kafka's own registries, with Kafka's own statistics. */
final class KafkaMeters implements Meters {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaMeters.class);
    /** Some 6,000 steps of growing width, 7 ms at 600 ms: as fine as 1,000 steps up to 20 s. */
    private static final int PERCENTILE_BYTES = 24_000;
    /** The greatest {@code kis.request.timeout.ms}. */
    private static final double LONGEST_REQUEST_MILLIS = 600_000;

    private static final double PERCENT = 99;

    private final Registry registry;
    /** Metrics that the registry refused, because another task still has their name. */
    private final List<Runnable> pending = new ArrayList<>();

    private final Set<MetricName> named = new HashSet<>();

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
        MetricName name = name(metric, tagValue);
        showNowOrLater(() -> registry.add(name, (config, now) -> value.getAsDouble()));
    }

    @Override
    public DoubleConsumer latency() {
        List<MetricName> names =
                Metric.latency().stream().map(metric -> name(metric, ALL)).toList();
        Sensor sensor = registry.sensor("request-latency-ms");
        showNowOrLater(() -> {
            // While the names are taken, the first one throws, so that none is added twice.
            sensor.add(names.get(0), new Avg());
            sensor.add(names.get(1), new Max());
            sensor.add(new Percentiles(
                    PERCENTILE_BYTES,
                    LONGEST_REQUEST_MILLIS,
                    Percentiles.BucketSizing.LINEAR,
                    new Percentile(names.get(2), PERCENT)));
        });
        return sensor::record;
    }

    private void showNowOrLater(Runnable show) {
        if (!isShown(show)) {
            if (pending.isEmpty()) {
                LOG.warn(
                        "The task that this one replaces has not ended yet: until it does, its metrics are shown, not this one's");
            }
            pending.add(show);
        }
    }

    @Override
    public void showPending() {
        if (!pending.isEmpty() && pending.removeIf(KafkaMeters::isShown) && pending.isEmpty()) {
            LOG.info("The metrics of this task are shown now");
        }
    }

    private static boolean isShown(Runnable show) {
        try {
            show.run();
            return true;
        } catch (IllegalArgumentException e) {
            // The name is taken, which is no reason to fail a task.
            return false;
        }
    }

    private MetricName name(Metric metric, String tagValue) {
        Map<String, String> tags =
                tagValue.equals(ALL) ? Map.of() : Map.of(metric.tag().key(), tagValue);
        MetricName name = registry.name(metric.metricName(), metric.description(), tags);
        if (!named.add(name)) {
            throw new IllegalStateException(name + " is shown already");
        }
        return name;
    }

    @Override
    public void close() {
        registry.close();
    }
}

package io.github.kisconnect.investorflow.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * The registry that a worker has for its plugins (KIP-877), from Kafka 4.1 on.
 *
 * <p>To be loaded on such workers only: an older one lacks the type of its field, so it cannot load the class. The
 * worker closes it with the task.
 */
public final class PluginRegistry implements KafkaMeters.Registry {
    private final PluginMetrics metrics;

    private PluginRegistry(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    /** The metrics of a task, in all of the worker's reporters, beside the worker's own. */
    public static Meters meters(SourceTaskContext context) {
        return new KafkaMeters(new PluginRegistry(context.pluginMetrics()));
    }

    @Override
    public MetricName name(String name, String description, Map<String, String> tags) {
        return metrics.metricName(name, description, new LinkedHashMap<>(tags));
    }

    @Override
    public void add(MetricName name, Gauge<Double> value) {
        metrics.addMetric(name, value);
    }

    @Override
    public Sensor sensor(String name) {
        // A worker's plugins share one namespace of sensors, and the first to end would remove the others' sensors.
        return metrics.addSensor(name + "-" + UUID.randomUUID());
    }

    @Override
    public void close() {
        // The worker removes what a task has added, after the task has stopped.
    }
}

package io.github.kisconnect.investorflow.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * A registry of our own on workers that have none for plugins: the same MBeans, under the same names as those of newer workers, so that
 * a dashboard serves both.
 */
public final class JmxRegistry implements KafkaMeters.Registry {
    private static final String DOMAIN = "kafka.connect";
    private static final String GROUP = "plugins";
    private final Metrics metrics = new Metrics();
    private final Map<String, String> taskTags;

    private JmxRegistry(String connector, int task) {
        this.taskTags = Map.of("connector", connector, "task", Integer.toString(task));
        // Every registry counts its metrics under the same name: ours would take the worker's away when it is closed.
        metrics.removeMetric(metrics.metricName("count", "kafka-metrics-count"));
        JmxReporter reporter = new JmxReporter();
        reporter.contextChange(new KafkaMetricsContext(DOMAIN));
        metrics.addReporter(reporter);
    }

    /** The metrics of a task of a connector. */
    public static Meters meters(String connector, int task) {
        return new KafkaMeters(new JmxRegistry(connector, task));
    }

    @Override
    public MetricName name(String name, String description, Map<String, String> tags) {
        Map<String, String> all = new LinkedHashMap<>();
        // In the order of newer workers.
        all.put("connector", taskTags.get("connector"));
        all.put("task", taskTags.get("task"));
        all.putAll(tags);
        return metrics.metricName(name, GROUP, description, all);
    }

    @Override
    public void add(MetricName name, Gauge<Double> value) {
        metrics.addMetric(name, value);
    }

    @Override
    public Sensor sensor(String name) {
        return metrics.sensor(name);
    }

    @Override
    public void close() {
        metrics.close();
    }
}

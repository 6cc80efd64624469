package io.github.kisconnect.investorflow.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * A registry of our own for workers that have none for plugins: the same MBeans, under the same names, as on newer
 * workers, so that one dashboard serves both.
 *
 * <p>A task that does not stop in time is replaced anyway, and stops later. Its successor takes over the names at once.
 */
public final class JmxRegistry implements KafkaMeters.Registry {
    private static final String DOMAIN = "kafka.connect";
    private static final String GROUP = "plugins";

    /** The registry that holds the names of a task, by the task's tags. */
    private static final ConcurrentMap<Map<String, String>, JmxRegistry> SHOWN = new ConcurrentHashMap<>();

    private final Metrics metrics = new Metrics();
    private final JmxReporter reporter = new JmxReporter();
    private final Map<String, String> taskTags;

    private JmxRegistry(String connector, int task) {
        this.taskTags = Map.of("connector", connector, "task", Integer.toString(task));
        // Kafka's own count of metrics has the same name as the worker's, and would remove that one when it closes.
        Set.copyOf(metrics.metrics().keySet()).forEach(metrics::removeMetric);
        reporter.contextChange(new KafkaMetricsContext(DOMAIN));
        metrics.addReporter(reporter);
    }

    /** The metrics of a connector's task; those of an earlier start of it are closed. */
    public static Meters meters(String connector, int task) {
        JmxRegistry registry = new JmxRegistry(connector, task);
        JmxRegistry predecessor = SHOWN.put(registry.taskTags, registry);
        if (predecessor != null) {
            predecessor.close();
        }
        return new KafkaMeters(registry);
    }

    @Override
    public MetricName name(String name, String description, Map<String, String> tags) {
        Map<String, String> all = new LinkedHashMap<>();
        // In the same order as on newer workers.
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
        SHOWN.remove(taskTags, this);
        // Acts only once, unlike closing all metrics: it removes MBeans by name, and later they may be a successor's.
        metrics.removeReporter(reporter);
    }
}

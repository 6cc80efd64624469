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
 * A registry of our own on workers that have none for plugins: the same MBeans, under the same names as those of newer workers, so that
 * a dashboard serves both.
 *
 * <p>A task that does not end in time is replaced all the same, and ends later: the names are its successor's from the start.
 */
public final class JmxRegistry implements KafkaMeters.Registry {
    private static final String DOMAIN = "kafka.connect";
    private static final String GROUP = "plugins";

    /** The registry that has the names of a task, by the task's tags. */
    private static final ConcurrentMap<Map<String, String>, JmxRegistry> SHOWN = new ConcurrentHashMap<>();

    private final Metrics metrics = new Metrics();
    private final JmxReporter reporter = new JmxReporter();
    private final Map<String, String> taskTags;

    private JmxRegistry(String connector, int task) {
        this.taskTags = Map.of("connector", connector, "task", Integer.toString(task));
        // Its own count of metrics has the name of the worker's, and would take that away when it ends.
        Set.copyOf(metrics.metrics().keySet()).forEach(metrics::removeMetric);
        reporter.contextChange(new KafkaMetricsContext(DOMAIN));
        metrics.addReporter(reporter);
    }

    /** The metrics of a task of a connector; those that it had before show nothing any more. */
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
        SHOWN.remove(taskTags, this);
        // Once, unlike the end of all metrics: it takes MBeans away by name, and that may be a successor's.
        metrics.removeReporter(reporter);
    }
}

package io.github.kisconnect.investorflow;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What a worker gives to a task: stored offsets, and a registry for its metrics. */
final class TaskContexts {
    private TaskContexts() {}

    static SourceTaskContext of(Map<Map<String, ?>, Map<String, Object>> stored, Metrics metrics) {
        return of(stored, new PluginMetricsImpl(metrics, tags()));
    }

    /** What the metrics of the task have for tags. */
    static Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", "flows");
        tags.put("task", "0");
        return tags;
    }

    static SourceTaskContext of(Map<Map<String, ?>, Map<String, Object>> stored, PluginMetrics metrics) {
        OffsetStorageReader reader = new OffsetStorageReader() {
            @Override
            public <T> Map<String, Object> offset(Map<String, T> partition) {
                return stored.get(partition);
            }

            @Override
            public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
                partitions.forEach(partition -> offsets.put(partition, stored.get(partition)));
                return offsets;
            }
        };
        return (SourceTaskContext) Proxy.newProxyInstance(
                TaskContexts.class.getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "offsetStorageReader" -> reader;
                    case "pluginMetrics" -> metrics;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

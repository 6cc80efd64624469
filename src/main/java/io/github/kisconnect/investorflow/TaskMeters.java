package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.InvestorFlowTaskConfig;
import io.github.kisconnect.investorflow.metrics.JmxRegistry;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.PluginRegistry;
import java.util.Arrays;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Chooses where a task's metrics go: to the worker's registry if it takes plugin metrics (KIP-877, Kafka 4.1), else to
 * JMX.
 */
final class TaskMeters {
    private static final String SINCE_KAFKA_4_1 = "pluginMetrics";

    private TaskMeters() {}

    static Meters of(SourceTaskContext context, InvestorFlowTaskConfig config) {
        boolean worker = Arrays.stream(SourceTaskContext.class.getMethods())
                .anyMatch(method -> method.getName().equals(SINCE_KAFKA_4_1));
        return worker ? PluginRegistry.meters(context) : JmxRegistry.meters(config.connectorName(), config.taskId());
    }
}

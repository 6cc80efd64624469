package io.github.kisconnect.investorflow.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A registry of our own beside an old worker's")
class JmxRegistryHostTest {
    private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();

    @Test
    @DisplayName("leaves the worker's count of metrics as it is, also when it is closed, and nothing of its own behind")
    void leavesTheWorkersAlone() throws Exception {
        ObjectName count = new ObjectName("kafka.connect:type=kafka-metrics-count");
        ObjectName ours = new ObjectName("kafka.connect:type=plugins,connector=beside,task=0");
        try (Metrics worker = new Metrics()) {
            JmxReporter reporter = new JmxReporter();
            reporter.contextChange(new KafkaMetricsContext("kafka.connect"));
            worker.addReporter(reporter);
            Meters meters = JmxRegistry.meters("beside", 0);
            meters.counter(Metric.REQUESTS, Meters.ALL).add(3);
            meters.counter(Metric.RETRIES, Meters.ALL);
            assertThat(MBEANS.getAttribute(count, "count")).isEqualTo(1.0);
            assertThat(MBEANS.getAttribute(ours, "requests-total")).isEqualTo(3.0);

            meters.close();
            assertThat(MBEANS.getAttribute(count, "count")).isEqualTo(1.0);
            assertThat(MBEANS.queryNames(new ObjectName("kafka.connect:type=plugins,connector=beside,*"), null))
                    .isEqualTo(Set.of());
        }
    }
}

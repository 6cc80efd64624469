package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Connectors with one app key on one worker")
class ConnectorsOfOneKeyTest {
    private final Credentials credentials = Clients.newCredentials();
    private final List<SourceTask> tasks = new ArrayList<>();

    @AfterEach
    void stop() {
        tasks.forEach(SourceTask::stop);
    }

    @Test
    @DisplayName("are warned of once when their rates together exceed 18, however many tasks they have")
    void tooMuch() {
        try (LogCapture log = LogCapture.begin()) {
            start("morning", 10);
            assertThat(warnings(log)).isEmpty();
            start("evening", 8.5);
            assertThat(warnings(log))
                    .singleElement()
                    .asString()
                    .contains("[evening, morning]", "18.5", "kis.requests.per.second");
        }
    }

    @Test
    @DisplayName("are fine with 18 together, also when one of them is stopped and another takes its part")
    void fine() {
        try (LogCapture log = LogCapture.begin()) {
            start("morning", 9);
            start("noon", 9);
            stop();
            tasks.clear();
            start("evening", 9);
            start("night", 9);
            assertThat(warnings(log)).isEmpty();
        }
    }

    @Test
    @DisplayName("do not count one whose start failed halfway")
    void failedStart() {
        try (LogCapture log = LogCapture.begin()) {
            assertThatThrownBy(() -> start("morning", 10, FailingLate::new)).isInstanceOf(IllegalStateException.class);
            start("evening", 10);
            assertThat(warnings(log)).isEmpty();
        }
    }

    /** Fails when the connector has been counted already. */
    private static final class FailingLate extends PluginMetricsImpl {
        FailingLate() {
            super(new Metrics(), TaskContexts.tags());
        }

        @Override
        public void addMetric(MetricName name, MetricValueProvider<?> value) {
            if (name.name().equals(Metric.QUOTA_PACE.metricName())) {
                throw new IllegalStateException("closed");
            }
            super.addMetric(name, value);
        }
    }

    private static List<String> warnings(LogCapture log) {
        return log.ours(Level.WARN).stream()
                .filter(line -> line.contains("one app key"))
                .toList();
    }

    /** A connector with three tasks, none of which the worker polls. */
    private void start(String name, double rate) {
        start(name, rate, () -> new PluginMetricsImpl(new Metrics(), TaskContexts.tags()));
    }

    private void start(String name, double rate, Supplier<PluginMetrics> metrics) {
        InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
        connector.start(TaskProperties.of(
                credentials,
                "http://127.0.0.1:1",
                Map.of(
                        "name",
                        name,
                        "kis.requests.per.second",
                        Double.toString(rate),
                        "market.sectors",
                        "KSP:0001,KSP:0002,KSP:0003")));
        for (Map<String, String> config : connector.taskConfigs(3)) {
            SourceTask task = new InvestorFlowSourceTask();
            tasks.add(task);
            task.initialize(TaskContexts.of(Map.of(), metrics.get()));
            task.start(config);
        }
    }
}

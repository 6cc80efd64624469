package io.github.kisconnect.investorflow.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The metrics of a task in JMX")
class KafkaMetersTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final String connector = "flows-" + UUID.randomUUID();
    private final Metrics workersOwn = worker();

    @AfterEach
    void close() {
        workersOwn.close();
    }

    @Test
    @DisplayName("have the same MBeans and values in a worker's own registry and in ours for older workers")
    void sameInBoth() throws JMException {
        Map<String, Object> inWorker;
        try (Meters meters = PluginRegistry.meters(context())) {
            use(meters);
            inWorker = beans();
        }
        workersOwn.close();
        try (Meters meters = JmxRegistry.meters(connector, 0)) {
            use(meters);
            assertThat(beans()).isEqualTo(inWorker);
        }
        assertThat(inWorker)
                .containsEntry(bean() + " requests-total", 2.0)
                .containsEntry(bean() + " snapshots-total", 5.0)
                .containsEntry(bean() + ",market_sector=\"KSP:0001\" snapshots-total", 2.0)
                .containsEntry(bean() + ",market_sector=\"KSQ:1001\" snapshots-total", 3.0)
                .containsEntry(bean() + ",class=passing errors-total", 0.0)
                .containsEntry(bean() + " in-flight", 7.0)
                .containsEntry(bean() + " request-latency-ms-avg", 20.0)
                .containsEntry(bean() + " request-latency-ms-max", 30.0)
                .hasEntrySatisfying(bean() + " request-latency-ms-p99", p99 -> assertThat((double) p99)
                        .isBetween(20.0, 130.0));
    }

    @Test
    @DisplayName(
            "show a 99th percentile of as long as a request may take, and a short one not much coarser than it was")
    void percentile() throws JMException {
        for (double millis : new double[] {50, 900, 15_000, 300_000, 590_000}) {
            try (Meters meters = JmxRegistry.meters(connector, 0)) {
                DoubleConsumer latency = meters.latency();
                for (int i = 0; i < 100; i++) {
                    latency.accept(millis);
                }
                assertThat((double) beans().get(bean() + " request-latency-ms-p99"))
                        .isBetween(millis * 0.93, millis * 1.07);
            }
        }
    }

    @Test
    @DisplayName("are gone when the task has closed them, and leave the worker's own untouched")
    void gone() throws JMException {
        ObjectName workersCount = new ObjectName("kafka.connect:type=kafka-metrics-count");
        Object before = SERVER.getAttribute(workersCount, "count");
        try (Meters meters = JmxRegistry.meters(connector, 0)) {
            use(meters);
            assertThat(SERVER.getAttribute(workersCount, "count")).isEqualTo(before);
        }
        assertThat(beans()).isEmpty();
        assertThat(SERVER.getAttribute(workersCount, "count")).isEqualTo(before);
    }

    @Test
    @DisplayName("are its successor's from the start, whatever a task that was replaced still does, to its late end")
    void replaced() throws JMException {
        Meters orphan = JmxRegistry.meters(connector, 0);
        orphan.show(Metric.IN_FLIGHT, Meters.ALL, () -> 1);
        orphan.show(Metric.PARKED_PAIRS, Meters.ALL, () -> 1);
        try (Meters successor = JmxRegistry.meters(connector, 0)) {
            assertThat(beans()).isEmpty();
            successor.show(Metric.IN_FLIGHT, Meters.ALL, () -> 2);
            orphan.show(Metric.RETRIES, Meters.ALL, () -> 1);
            orphan.latency().accept(1);
            assertThat(beans()).isEqualTo(Map.of(bean() + " in-flight", 2.0));
            orphan.close();
            orphan.close();
            assertThat(beans()).isEqualTo(Map.of(bean() + " in-flight", 2.0));
        }
        assertThat(beans()).isEmpty();
    }

    @Test
    @DisplayName(
            "wait in a worker's own registry for the end of a task that was replaced, and do not fail its successor")
    void pending() throws Exception {
        PluginMetricsImpl orphans = new PluginMetricsImpl(workersOwn, taskTags());
        use(PluginRegistry.meters(context(orphans)));
        Map<String, Object> before = beans();

        Meters successor = PluginRegistry.meters(context());
        successor.show(Metric.IN_FLIGHT, Meters.ALL, () -> 8);
        successor.show(Metric.PARKED_PAIRS, Meters.ALL, () -> 1);
        DoubleConsumer latency = successor.latency();
        latency.accept(50);
        successor.showPending();
        assertThat(beans()).hasSize(before.size() + 1).containsAllEntriesOf(before);

        orphans.close();
        successor.showPending();
        successor.showPending();
        latency.accept(70);
        assertThat(beans())
                .hasSize(5)
                .containsEntry(bean() + " in-flight", 8.0)
                .containsEntry(bean() + " parked-pairs", 1.0)
                .containsEntry(bean() + " request-latency-ms-max", 70.0);
    }

    @Test
    @DisplayName("of two tasks of a connector are apart, and a name with odd letters is quoted")
    void apart() throws JMException {
        try (Meters first = JmxRegistry.meters(connector, 0);
                Meters second = JmxRegistry.meters(connector, 1);
                Meters odd = JmxRegistry.meters(connector + " *=,:\"", 0)) {
            first.show(Metric.IN_FLIGHT, Meters.ALL, () -> 1);
            second.show(Metric.IN_FLIGHT, Meters.ALL, () -> 2);
            odd.show(Metric.IN_FLIGHT, Meters.ALL, () -> 3);
            assertThat(beans()).containsValues(1.0, 2.0);
            assertThat(SERVER.queryNames(new ObjectName("kafka.connect:type=plugins,*"), null))
                    .anyMatch(name -> name.getKeyProperty("connector").equals(ObjectName.quote(connector + " *=,:\"")));
        }
    }

    @Test
    @DisplayName("of tasks in one worker's registry measure apart, and stay when another task's are removed")
    void sensorsApart() throws Exception {
        PluginMetricsImpl ending = new PluginMetricsImpl(workersOwn, Map.of("connector", connector, "task", "9"));
        PluginRegistry.meters(context(ending)).latency().accept(900);
        PluginRegistry.meters(context()).latency().accept(100);
        ending.close();
        assertThat(beans())
                .containsEntry(bean() + " request-latency-ms-avg", 100.0)
                .noneSatisfy((name, value) -> assertThat(name).contains("task=9"));
    }

    @Test
    @DisplayName("have names that are unique, in the letters of Kafka's own, each with a sentence")
    void names() {
        List<String> names =
                Arrays.stream(Metric.values()).map(Metric::metricName).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z0-9-]+"));
        assertThat(Metric.values())
                .extracting(Metric::description)
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }

    private static void use(Meters meters) {
        Counter requests = meters.counter(Metric.REQUESTS, Meters.ALL);
        requests.increment();
        requests.increment();
        PairCounter snapshots = new PairCounter(meters, Metric.SNAPSHOTS, Set.of("KSP:0001", "KSQ:1001"));
        snapshots.add("KSP:0001", 2);
        snapshots.add("KSQ:1001", 3);
        meters.counter(Metric.ERRORS, "passing");
        meters.show(Metric.IN_FLIGHT, Meters.ALL, () -> 7);
        DoubleConsumer latency = meters.latency();
        latency.accept(10);
        latency.accept(30);
    }

    private String bean() {
        return "kafka.connect:type=plugins,connector=" + connector + ",task=0";
    }

    /** Every attribute of every MBean of the connector. */
    private Map<String, Object> beans() throws JMException {
        Map<String, Object> values = new TreeMap<>();
        for (ObjectName name : new TreeSet<>(
                SERVER.queryNames(new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",*"), null))) {
            for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(name).getAttributes()) {
                values.put(name + " " + attribute.getName(), SERVER.getAttribute(name, attribute.getName()));
            }
        }
        return values;
    }

    private static Metrics worker() {
        Metrics metrics = new Metrics();
        JmxReporter reporter = new JmxReporter();
        reporter.contextChange(new KafkaMetricsContext("kafka.connect"));
        metrics.addReporter(reporter);
        return metrics;
    }

    private static SourceTaskContext context(PluginMetricsImpl metrics) {
        return (SourceTaskContext) Proxy.newProxyInstance(
                KafkaMetersTest.class.getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (proxy, method, arguments) -> metrics);
    }

    private SourceTaskContext context() {
        return context(new PluginMetricsImpl(workersOwn, taskTags()));
    }

    private Map<String, String> taskTags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", connector);
        tags.put("task", "0");
        return tags;
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.config.InvestorFlowTaskConfig;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.ConnectorThreads;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

@DisplayName("The life cycle")
@Timeout(120)
class LifeCycleTest {
    private final Credentials credentials = Clients.newCredentials();
    private final KisSimulator simulator = Simulators.unlimited(credentials);
    private final Map<String, String> properties =
            TaskProperties.of(credentials, simulator.url(), Map.of("market.sectors", "KSP:0001,KSQ:1001"));
    private final Map<Map<String, ?>, Map<String, Object>> stored = new HashMap<>();
    private final InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
    private final InvestorFlowSourceTask task = new InvestorFlowSourceTask();

    @AfterEach
    void stop() {
        task.stop();
        simulator.close();
    }

    @Test
    @DisplayName("of a connector may begin with stop, and end with it twice")
    void connectorStops() {
        connector.stop();
        connector.start(properties);
        assertThat(connector.taskConfigs(4)).hasSize(2);
        connector.stop();
        connector.stop();
        connector.start(properties);
        assertThat(connector.taskConfigs(1)).hasSize(1);
    }

    @Test
    @DisplayName("of a connector stands a setting that is null, and hands it on")
    void nullSetting() {
        properties.put("transforms", null);
        properties.put("topic", null);
        connector.start(properties);
        assertThat(connector.taskConfigs(1)).singleElement().satisfies(config -> {
            assertThat(config).containsEntry("transforms", null);
            assertThat(new InvestorFlowTaskConfig(config).topic()).isEqualTo("kis.investor-flow");
        });
    }

    @Test
    @DisplayName("has a version, a task class and exactly-once support")
    void facts() {
        assertThat(connector.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*").isEqualTo(task.version());
        assertThat(connector.taskClass()).isEqualTo(InvestorFlowSourceTask.class);
        assertThat(connector.exactlyOnceSupport(properties)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.config().names()).contains("kis.app.key").doesNotContain("task.id");
    }

    @Test
    @DisplayName("of a task may begin with stop and poll")
    void taskStopsFirst() throws InterruptedException {
        task.stop();
        task.stop();
        assertThat(task.poll()).isNull();
        task.commitRecord(null, null);
    }

    @Test
    @DisplayName("of a task gives records of both pairs, with offsets that rise")
    void records() throws Exception {
        start();
        List<SourceRecord> records = poll(6);
        assertThat(records).extracting(SourceRecord::key).contains("KSP:0001", "KSQ:1001");
        assertThat(records).allSatisfy(one -> assertThat(one.topic()).isEqualTo("kis.investor-flow"));
        for (String pair : List.of("KSP:0001", "KSQ:1001")) {
            List<Long> ticks = records.stream()
                    .filter(one -> one.key().equals(pair))
                    .map(one -> (Long) one.sourceOffset().get("timestamp"))
                    .toList();
            assertThat(ticks).isSorted().doesNotHaveDuplicates().allMatch(tick -> tick % 1000 == 0);
        }
        assertThat(simulator.tokenIssues()).isEqualTo(1);
        task.stop();
        task.stop();
    }

    @Test
    @DisplayName("of a task gives null from poll, and does not wait for long, when nothing arrives")
    void nothingArrives() throws Exception {
        simulator.inject(Fault.Wire.HANG);
        start();
        FutureTask<List<SourceRecord>> poll = new FutureTask<>(task::poll);
        new Thread(poll).start();
        assertThat(within(poll)).isNull();
    }

    @Test
    @DisplayName("of a task ends with stop while the API hangs, and leaves no thread of its own behind")
    void stopsWhileHanging() throws Exception {
        simulator.inject(Fault.Wire.HANG);
        start();
        while (simulator.requests(Endpoint.INVESTOR_FLOW) == 0) {
            task.poll();
        }
        List<Thread> own = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kis-investor-flow-flows-0-"))
                .toList();
        assertThat(own).isNotEmpty().allMatch(Thread::isDaemon);
        FutureTask<Boolean> stop = new FutureTask<>(task::stop, true);
        new Thread(stop).start();
        assertThat(within(stop)).isTrue();
        for (Thread thread : own) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        assertThat(task.poll()).isNull();
    }

    @Test
    @DisplayName("of a task makes no request before its first poll")
    void noRequestBeforePoll() throws Exception {
        start();
        simulator.inject(Fault.Reply.HTML_ERROR);
        assertThat(simulator.requests(Endpoint.TOKEN)).isZero();
        poll(0);
    }

    @Test
    @DisplayName("of a task fails with the setting's name and the API's words for a wrong secret")
    void wrongSecret() {
        properties.put("kis.app.secret", "another-secret");
        start();
        assertThatThrownBy(() -> {
                    while (true) {
                        task.poll();
                    }
                })
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("EGW00105")
                .hasMessageContaining("AppSecret")
                .hasMessageContaining("kis.app.secret")
                .hasMessageNotContaining("another-secret");
    }

    @Test
    @DisplayName("of a task passes over a stored offset from far in the future, and says so")
    void futureOffset() throws Exception {
        long future = System.currentTimeMillis() + Duration.ofDays(300).toMillis();
        stored.put(Map.of("market_sector", "KSP:0001"), Map.of("timestamp", future));
        stored.put(Map.of("market_sector", "KSQ:1001"), Map.of("timestamp", future + 1));
        try (LogCapture log = LogCapture.begin()) {
            start();
            assertThat(log.ours(Level.WARN).stream().filter(line -> line.contains("ahead of this host's clock")))
                    .singleElement()
                    .asString()
                    .contains("2 pairs", "KSP:0001");
        }
        assertThat(poll(6)).extracting(SourceRecord::key).contains("KSP:0001", "KSQ:1001");
    }

    @Test
    @DisplayName("of a task goes on after the stored offsets")
    void storedOffset() throws Exception {
        long tick = System.currentTimeMillis() / 1000 * 1000;
        for (String pair : List.of("KSP:0001", "KSQ:1001")) {
            stored.put(Map.of("market_sector", pair), Map.of("timestamp", tick, "digest", "v1:0"));
        }
        start();
        assertThat(poll(4))
                .allSatisfy(one ->
                        assertThat((Long) one.sourceOffset().get("timestamp")).isGreaterThan(tick));
    }

    @Test
    @DisplayName("of a task that a worker waits for in vain ends its asking when its successor is started")
    void replaced() throws Exception {
        start();
        poll(2);
        InvestorFlowSourceTask successor = new InvestorFlowSourceTask();
        try (LogCapture log = LogCapture.begin()) {
            successor.initialize(TaskContexts.of(stored, new Metrics()));
            successor.start(connector.taskConfigs(1).get(0));
            assertThat(log.ours(Level.INFO)).first().asString().contains("Polling has ended");

            MarketSector pair = new MarketSector("KSP", "0001");
            int before = simulator.ledger().served(pair).size();
            while (simulator.ledger().served(pair).size() < before + 6) {
                successor.poll();
                task.poll();
            }
            // The first may be of the tick before.
            List<Instant> answers = simulator.ledger().served(pair).stream()
                    .skip(before + 1)
                    .map(LedgerEntry::answeredAt)
                    .toList();
            assertThat(Duration.between(answers.get(0), answers.get(4)))
                    .as("from the first to the fifth, of one that asks each second: two need two seconds")
                    .isGreaterThan(Duration.ofSeconds(3));

            task.stop();
            successor.stop();
            assertThat(log.ours(Level.INFO))
                    .filteredOn(line -> line.contains("Polling has ended"))
                    .hasSize(2);
        }
    }

    @ParameterizedTest(name = "fails: {0}")
    @DisplayName(
            "of a task whose start a later one has overtaken asks for nothing and takes nothing away, whether it ends well or not")
    @ValueSource(booleans = {false, true})
    void overtaken(boolean fails) throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        connector.start(properties);
        task.initialize(TaskContexts.of(
                new HashMap<>() {
                    @Override
                    public Map<String, Object> get(Object partition) {
                        reading.countDown();
                        try {
                            goOn.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        if (fails) {
                            throw new ConnectException("the offsets cannot be read");
                        }
                        return null;
                    }
                },
                new Metrics()));
        FutureTask<Throwable> late = new FutureTask<>(() -> {
            try {
                task.start(connector.taskConfigs(1).get(0));
                return null;
            } catch (ConnectException e) {
                return e;
            }
        });
        new Thread(late).start();
        reading.await();

        InvestorFlowSourceTask successor = new InvestorFlowSourceTask();
        successor.initialize(TaskContexts.of(stored, new Metrics()));
        successor.start(connector.taskConfigs(1).get(0));
        goOn.countDown();
        assertThat(within(late) != null).isEqualTo(fails);
        assertThat(task.poll()).isNull();
        while (successor.poll() == null) {
            assertThat(task.poll()).isNull();
        }
        task.stop();

        InvestorFlowSourceTask third = new InvestorFlowSourceTask();
        third.initialize(TaskContexts.of(stored, new Metrics()));
        try (LogCapture log = LogCapture.begin()) {
            third.start(connector.taskConfigs(1).get(0));
            assertThat(log.ours(Level.INFO))
                    .as("the successor's")
                    .filteredOn("Polling has ended"::equals)
                    .hasSize(1);
        }
        third.stop();
        successor.stop();
    }

    @Test
    @DisplayName("of a task refuses a configuration that no connector made")
    void connectorsConfiguration() {
        task.initialize(TaskContexts.of(stored, new Metrics()));
        assertThatThrownBy(() -> task.start(properties)).isInstanceOf(ConfigException.class);
        task.stop();
    }

    @Test
    @DisplayName("of a task puts the logging context of the worker's thread on its own threads")
    void loggingContext() throws Exception {
        MDC.put("connector.context", "[flows|task-0] ");
        try {
            ConnectorThreads threads = new ConnectorThreads("x");
            List<String> seen = new ArrayList<>();
            Thread thread = threads.newThread(() -> seen.add(MDC.get("connector.context")));
            MDC.clear();
            thread.start();
            thread.join();
            assertThat(seen).containsExactly("[flows|task-0] ");
        } finally {
            MDC.clear();
        }
    }

    private void start() {
        connector.start(properties);
        task.initialize(TaskContexts.of(stored, new Metrics()));
        task.start(connector.taskConfigs(1).get(0));
    }

    private List<SourceRecord> poll(int count) throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>();
        while (records.size() < count) {
            List<SourceRecord> batch = task.poll();
            if (batch != null) {
                assertThat(batch).isNotEmpty();
                records.addAll(batch);
                batch.forEach(one -> task.commitRecord(one, null));
            }
        }
        return records;
    }

    /** A bound for a test that hangs, not for the time it takes. */
    private static <T> T within(FutureTask<T> work) throws InterruptedException, ExecutionException, TimeoutException {
        return work.get(60, TimeUnit.SECONDS);
    }
}

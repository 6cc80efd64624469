package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A task")
@Timeout(30)
class TaskBoundsTest {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
    private static final String OWN_THREADS = "kis-investor-flow-";
    private static final int IN_FLIGHT = 4;
    private static final int RESTARTS = 100;
    /** As many as may be at work at the same time. */
    private static final int LIBRARY_THREADS_MORE = 2;

    /** Sooner than the half minute for which the HTTP client keeps idle connections and threads. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    private final Credentials credentials = Clients.newCredentials();
    private final KisSimulator simulator = Simulators.unlimited(credentials);
    private final Map<String, String> properties = TaskProperties.of(
            credentials,
            simulator.url(),
            Map.of("market.sectors", "KSP:*", "kis.max.in.flight", Integer.toString(IN_FLIGHT)));
    private InvestorFlowSourceTask task = new InvestorFlowSourceTask();

    @AfterEach
    void stop() {
        task.stop();
        simulator.close();
    }

    @Test
    @DisplayName("stops within two seconds while every request that it may make at once hangs")
    void figuresHang() throws Exception {
        simulator.inject(Fault.Wire.HANG);
        start();
        pollUntil(() -> simulator.requests(Endpoint.INVESTOR_FLOW) == IN_FLIGHT);
        assertStopsInTime();
        awaitNoOwnThreads();
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(IN_FLIGHT);
    }

    @Test
    @DisplayName("stops within two seconds while the token endpoint hangs")
    void tokenHangs() throws Exception {
        simulator.inject(Injection.of(Fault.Wire.HANG).at(Endpoint.TOKEN));
        start();
        pollUntil(() -> simulator.requests(Endpoint.TOKEN) == 1);
        assertStopsInTime();
        simulator.clear();
        awaitNoOwnThreads();
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }

    @Test
    @DisplayName("stops within two seconds while the token file's folder hangs, and asks for nothing when that is over")
    void fileHangs(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("tokens.json");
        // Whoever opens a pipe to write waits for somebody who reads.
        Path pipe = pipe(folder.resolve("tokens.json.lock"));
        properties.put("kis.token.file", file.toString());
        start();
        pollUntil(TaskBoundsTest::isAtFile);
        try {
            assertStopsInTime();
        } finally {
            Files.newInputStream(pipe).close();
        }
        awaitNoOwnThreads();
        assertThat(simulator.requests(Endpoint.TOKEN)).isZero();
    }

    @Test
    @DisplayName("stops within two seconds while another process keeps the token file locked")
    void fileLocked(@TempDir Path folder) throws Exception {
        properties.put("kis.token.file", folder.resolve("tokens.json").toString());
        try (FileChannel other = FileChannel.open(
                folder.resolve("tokens.json.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            start();
            Thread worker = new Thread(() -> {
                try {
                    while (true) {
                        task.poll();
                    }
                } catch (InterruptedException e) {
                    // The test has seen enough.
                }
            });
            worker.setDaemon(true);
            worker.start();
            Await.until("task that waits for the lock", AT_ONCE, TaskBoundsTest::isAtFile);
            worker.interrupt();
            worker.join();
            assertStopsInTime();
            awaitNoOwnThreads();
        }
    }

    @Test
    @DisplayName(
            "leaves nothing behind, nor do the HTTP library's own threads grow in number, over 100 starts and stops")
    void restarts() throws Exception {
        restart(RESTARTS / 10);
        long before = libraryThreads();
        restart(RESTARTS);
        awaitNoOwnThreads();
        assertThat(libraryThreads()).isLessThanOrEqualTo(before + LIBRARY_THREADS_MORE);
        assertThat(simulator.connections()).isGreaterThanOrEqualTo(RESTARTS);
        Await.until("end of all connections", AT_ONCE, () -> simulator.openConnections() == 0);
    }

    private void restart(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            start();
            List<SourceRecord> records;
            do {
                records = task.poll();
            } while (records == null);
            task.stop();
        }
    }

    private void start() {
        InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
        connector.start(properties);
        task = new InvestorFlowSourceTask();
        task.initialize(TaskContexts.of(Map.of(), new Metrics()));
        task.start(connector.taskConfigs(1).get(0));
    }

    private void pollUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            task.poll();
        }
    }

    private void assertStopsInTime() {
        long begin = System.nanoTime();
        task.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_STOP);
    }

    private static boolean isAtFile() {
        return ownThreads().anyMatch(thread -> Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith("AccountFile")));
    }

    private static Path pipe(Path path) throws IOException, InterruptedException {
        boolean made;
        try {
            made = new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            made = false;
        }
        assumeThat(made).as("there are pipes with names").isTrue();
        return path;
    }

    private static void awaitNoOwnThreads() {
        Await.until("end of the task's threads", AT_ONCE, () -> ownThreads()
                .findAny()
                .isEmpty());
    }

    private static Stream<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(OWN_THREADS));
    }

    private static long libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("OkHttp") || name.startsWith("Okio"))
                .count();
    }
}

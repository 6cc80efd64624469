package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("containers")
@DisplayName("docker compose up")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
class ComposeIT {
    private static final Ports PORTS = new Ports();
    private static final String CONNECTOR = "kis-investor-flow";
    private static final Set<String> PAIRS = Set.of(
            "KSP:0001", "KSP:0013", "KSP:0021", "KSQ:1001", "K2I:F001", "K2I:OC01", "K2I:OP01", "999:S001", "ETF:T000");
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final int brokerPort = PORTS.any();
    private final int registryPort = PORTS.any();
    private final int workerPort = PORTS.any();
    private final Compose compose = new Compose(
            "kis-compose-it",
            Map.of(
                    "KAFKA_VERSION", System.getProperty("kafka.version"),
                    "BROKER_PORT", Integer.toString(brokerPort),
                    "REGISTRY_PORT", Integer.toString(registryPort),
                    "WORKER_PORT", Integer.toString(workerPort),
                    "SIMULATOR_PORT", Integer.toString(PORTS.any())));
    private TopicReader reader;

    /** What the worker says is gone when the test is over. */
    @RegisterExtension
    final AfterTestExecutionCallback show = test -> test.getExecutionException()
            .ifPresent(failure -> System.out.println("The worker's log:\n" + compose.logs("worker")));

    @BeforeAll
    void clean() {
        compose.close();
    }

    @AfterAll
    void stop() {
        if (reader != null) {
            reader.close();
        }
        compose.close();
        assertThat(compose.leftovers()).as("what is left of the project").isEmpty();
    }

    @Test
    @Order(1)
    @DisplayName("has a worker that tries again until there is a broker, if it was first")
    void order() {
        compose.run("up", "--detach", "--no-deps", "worker");
        Await.until(
                () -> "a worker that was started again: " + compose.inspect("worker", "{{.RestartCount}}"),
                LIMIT,
                () -> Integer.parseInt(compose.inspect("worker", "{{.RestartCount}}")) > 0);
        assertThat(compose.logs("worker")).contains("No resolvable bootstrap urls");

        compose.run("up", "--detach", "--no-deps", "broker", "registry", "simulator");
        Await.until(() -> "a worker that is well: " + compose.logs("worker"), LIMIT, () -> compose.inspect(
                        "worker", "{{.State.Health.Status}}")
                .equals("healthy"));
    }

    @Test
    @Order(2)
    @DisplayName("ends with records of each pair in the topic, shown by the service that posted the connector")
    void records() {
        compose.run("up", "--detach", "init");
        Await.until(() -> "the end of init: " + compose.logs("init"), LIMIT, () -> compose.inspect(
                        "init", "{{.State.Status}}")
                .equals("exited"));
        assertThat(compose.inspect("init", "{{.State.ExitCode}}"))
                .as(compose.logs("init"))
                .isEqualTo("0");
        assertThat(compose.logs("init"))
                .containsPattern("\\d+ records of 9 pairs are in kis.investor-flow, and more will come");
        reader = new TopicReader(
                "127.0.0.1:" + brokerPort, "http://127.0.0.1:" + registryPort, Pattern.compile("kis\\.investor-flow"));
        awaitRecords(Instant.EPOCH);
        assertAccounted();
    }

    @Test
    @Order(3)
    @DisplayName("has no secret in a configuration, an image or a container's environment, and no port but on loopback")
    void secrets() {
        ConnectRest connect = new ConnectRest("http://127.0.0.1:" + workerPort);
        assertThat(connect.config(CONNECTOR))
                .containsEntry(ConfigKeys.APP_SECRET, "${file:/run/kis/kis.properties:app.secret}");
        List<String> secrets = compose.docker("exec", compose.container("simulator"), "cat", "/run/kis/kis.properties")
                .lines()
                .filter(line -> line.startsWith("app."))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .toList();
        assertThat(secrets).hasSize(2).allMatch(secret -> secret.length() > 20);
        for (String service : List.of("broker", "registry", "simulator", "worker", "init")) {
            assertThat(compose.docker("inspect", compose.container(service)))
                    .as(service)
                    .doesNotContain(secrets);
            assertThat(compose.logs(service)).as(service).doesNotContain(secrets);
            assertThat(compose.inspect(
                            service,
                            "{{range $p, $all := .NetworkSettings.Ports}}{{range $all}}{{.HostIp}} {{end}}{{end}}"))
                    .as("addresses at which the ports of " + service + " are open")
                    .matches("(127\\.0\\.0\\.1 ?)*");
        }
    }

    @Test
    @Order(4)
    @DisplayName("is of images whose layers and variables name no key, no secret and no password")
    void images() {
        for (String image : List.of(
                "kis-investor-flow-worker", "kis-investor-flow-plugin", "apicurio-converter", "kis-simulator")) {
            assertThat(compose.docker("image", "inspect", "--format", "{{json .Config.Env}}", image)
                            + compose.docker("history", "--no-trunc", "--format", "{{.CreatedBy}}", image))
                    .as(image)
                    .doesNotContainPattern("(?i)(app.?key|secret|password)=");
        }
    }

    @Test
    @Order(4)
    @DisplayName("runs nothing as root, and what is ours on file systems that are read-only")
    void confined() {
        for (String service : List.of("broker", "registry", "simulator", "worker", "init")) {
            assertThat(compose.inspect(service, "{{.Config.User}}"))
                    .as("user of " + service)
                    .isNotIn("", "0", "root");
        }
        for (String service : List.of("registry", "simulator", "worker", "init")) {
            assertThat(compose.inspect(service, "{{.HostConfig.ReadonlyRootfs}}"))
                    .as(service)
                    .isEqualTo("true");
        }
    }

    @Test
    @Order(5)
    @DisplayName("goes on with a new worker in the place of one that was killed, and tells the ticks between")
    void replaced() {
        String killed = compose.container("worker");
        compose.docker("rm", "--force", "--volumes", killed);
        Instant gone = Instant.now();
        compose.run("up", "--detach", "--no-deps", "worker");
        assertThat(compose.container("worker")).isNotEqualTo(killed);
        awaitRecords(gone);
        assertAccounted();
        assertThat(missedSince(gone)).as("ticks that were missed").isPositive();
    }

    @Test
    @Order(6)
    @DisplayName("goes on when the worker's cable was pulled for longer than its session, and tells the ticks between")
    void unplugged() {
        String network =
                compose.inspect("worker", "{{range $name, $net := .NetworkSettings.Networks}}{{$name}}{{end}}");
        String worker = compose.container("worker");
        Instant pulled = Instant.now();
        compose.docker("network", "disconnect", network, worker);
        readFor(Duration.ofSeconds(15));
        compose.docker("network", "connect", "--alias", "worker", network, worker);
        // As somebody has to where exactly-once is enabled.
        FailedTasks failed = new FailedTasks(() -> List.of("http://127.0.0.1:" + workerPort), List.of(CONNECTOR));
        try {
            awaitRecords(Instant.now());
        } finally {
            failed.close();
        }
        assertAccounted();
        assertThat(missedSince(pulled)).as("ticks that were missed").isPositive();
    }

    private void readFor(Duration time) {
        Instant end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            reader.next();
        }
    }

    private void awaitRecords(Instant after) {
        reader.readUntil("record of each pair after " + after, LIMIT, all -> all.stream()
                .filter(record -> record.timestamp().isAfter(after))
                .map(FlowRecord::key)
                .collect(Collectors.toSet())
                .equals(PAIRS));
    }

    private long missedSince(Instant instant) {
        return reader.all().stream()
                .filter(record -> record.timestamp().isAfter(instant))
                .mapToLong(record -> record.value().getMissedTicks())
                .sum();
    }

    /** Each pair's records follow each other: each tells the one before it, and no more missed ticks than lie between them. */
    private void assertAccounted() {
        Map<String, FlowRecord> last = new TreeMap<>();
        for (FlowRecord record : reader.all()) {
            FlowRecord before = last.put(record.key(), record);
            if (before == null
                    || !before.value().getTradeDate().equals(record.value().getTradeDate())) {
                continue;
            }
            String what = record.key() + " at " + record.position();
            Instant tick = record.value().getTickAt();
            assertThat(tick).as("the tick of " + what).isAfter(before.value().getTickAt());
            assertThat(record.value().getPreviousTickAt())
                    .as("the tick before it of " + what)
                    .isEqualTo(before.value().getTickAt());
            assertThat(record.value().getMissedTicks())
                    .as("missed ticks of " + what)
                    .isLessThan((int)
                            Duration.between(before.value().getTickAt(), tick).dividedBy(INTERVAL));
        }
    }
}

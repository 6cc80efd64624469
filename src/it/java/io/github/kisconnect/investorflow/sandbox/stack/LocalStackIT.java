package io.github.kisconnect.investorflow.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

@DisplayName("The local stack")
@Timeout(180)
@TestMethodOrder(OrderAnnotation.class)
class LocalStackIT {

    private static final String CLASS = CountingConnector.class.getName();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path WORK =
            Path.of("target", "local-stack-it", "kafka-" + System.getProperty("kafka.version"));

    private static final List<String> STARTED = new ArrayList<>();
    private static LocalStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = LocalStack.start(StackOptions.in(WORK)
                .archive(TestPlugin.archive(Files.createDirectories(WORK).resolveSibling("counting-1.0.0.zip")))
                .workers(2)
                .exactlyOnce()
                .workerEnvironment("COUNTING_SECRET", "from the environment")
                .progress((name, address, took) ->
                        STARTED.add(name + " at " + address + " in " + took.toMillis() + " ms"))
                .build());
        Files.write(WORK.resolve("started.txt"), STARTED);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    @DisplayName("reports each part once it serves, the workers last")
    void reportsProgress() {
        assertThat(STARTED).hasSize(4).allMatch(line -> line.contains("127.0.0.1:"));
        assertThat(STARTED.subList(2, 4)).allMatch(line -> line.startsWith("worker-"));
    }

    @Test
    @Order(2)
    @DisplayName("lists the unpacked archive and the Avro converter under service_load")
    void listsPlugins() {
        assertThat(stack.connect().plugins())
                .extracting(ConnectRest.Plugin::className)
                .containsOnlyOnce(CLASS, AvroLibraries.present().converterClass());
    }

    @Test
    @Order(3)
    @DisplayName("says what is wrong with a configuration")
    void validates() {
        assertThat(stack.connect().validate(CLASS, Map.of("name", "counting", "topic", "counts")))
                .containsOnlyKeys("secret")
                .extractingByKey("secret")
                .asString()
                .contains("Missing required configuration");
        assertThatThrownBy(() -> stack.connect().putConnector("counting", Map.of("connector.class", CLASS)))
                .isInstanceOfSatisfying(
                        ConnectRestException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining("\"topic\"");
    }

    @Test
    @Order(4)
    @DisplayName("publishes in Confluent's wire format, with the schema in the registry")
    void publishes() throws Exception {
        ConnectRest connect = stack.connect();
        connect.putConnector("counting", config("${env:COUNTING_SECRET}"));

        connect.waitUntilRunning("counting", 1, SOON);
        ConsumerRecord<String, byte[]> record = firstRecord();

        assertThat(record.key()).isEqualTo("one");
        ByteBuffer value = ByteBuffer.wrap(record.value());
        assertThat(value.get()).isZero();
        assertThat(registry("/schemas/ids/" + value.getInt()).path("schema").asText())
                .contains("\"Count\"")
                .doesNotContain("\"connect.");
        assertThat(new String(record.value())).contains("from the environment");
        assertThat(registry("/subjects").toString()).isEqualTo("[\"counts-value\"]");
        assertThat(connect.taskConfigs("counting").get(0)).containsEntry("secret", "${env:COUNTING_SECRET}");
    }

    @Test
    @Order(5)
    @DisplayName("lets offsets be read and altered once the connector is stopped")
    void altersOffsets() {
        ConnectRest connect = stack.connect();
        connect.pause("counting");
        connect.waitUntil("counting", "pause", SOON, status -> status.tasks().stream()
                .allMatch(task -> task.state().equals("PAUSED")));
        connect.resume("counting");
        connect.restart("counting");
        connect.waitUntilRunning("counting", 1, SOON);
        connect.stop("counting");
        connect.waitUntilStopped("counting", SOON);

        var offsets = List.of(new ConnectRest.SourceOffset(Map.of("counter", "one"), Map.of("number", 7)));
        assertThat(connect.offsets("counting")).hasSize(1);
        assertThat(connect.alterOffsets("counting", offsets)).contains("altered");
        assertThat(connect.offsets("counting")).isEqualTo(offsets);
        assertThat(connect.resetOffsets("counting")).contains("reset");
        assertThat(connect.offsets("counting")).isEmpty();
    }

    @Test
    @Order(6)
    @DisplayName("tells at once, with the trace, that a task has failed")
    void tellsFailure() {
        ConnectRest connect = stack.connect();
        connect.putConnector("failing", config("wrong"));

        assertThatThrownBy(() -> connect.waitUntilRunning("failing", 1, SOON))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("the secret is wrong");

        connect.delete("failing");
        assertThat(connect.connectors()).containsExactly("counting");
    }

    @Test
    @Tag("once")
    @Order(7)
    @DisplayName("moves the tasks of a killed worker to the other, and takes the worker back")
    void survivesKilledWorker() {
        stack.connect().resume("counting");
        String owner = ownerOfTask();
        Service worker = stack.workers().stream()
                .filter(candidate -> candidate.address().endsWith(owner))
                .findFirst()
                .orElseThrow();

        worker.kill();

        stack.connect()
                .waitUntil(
                        "counting",
                        "move",
                        SOON,
                        status -> status.running(1)
                                && !status.tasks().get(0).workerId().equals(owner));
        worker.restart();
        assertThat(stack.connect(worker).connectors()).containsExactly("counting");
    }

    private static String ownerOfTask() {
        return stack.connect()
                .waitUntilRunning("counting", 1, SOON)
                .tasks()
                .get(0)
                .workerId();
    }

    @Test
    @Tag("once")
    @Order(8)
    @DisplayName("takes a killed broker back under its address, with its data")
    void survivesKilledBroker() {
        stack.broker().kill();

        stack.broker().start();

        stack.connect().waitUntilRunning("counting", 1, SOON);
        assertThat(firstRecord().key()).isEqualTo("one");
    }

    @Test
    @Tag("once")
    @Order(9)
    @DisplayName("takes a killed registry back under its address, with its schemas under their ids")
    void survivesKilledRegistry() throws Exception {
        String schemaOfRecord =
                "/schemas/ids/" + ByteBuffer.wrap(firstRecord().value(), 1, 4).getInt();
        JsonNode before = registry(schemaOfRecord);
        int last = new JsonHttp(stack.registryUrl())
                .post(Map.of("schema", "\"long\""), "subjects", "last-value", "versions")
                .path("id")
                .intValue();

        stack.registry().kill();
        stack.registry().start();

        assertThat(registry(schemaOfRecord)).isEqualTo(before);
        assertThat(registry("/schemas/ids/" + last).path("schema").asText()).isEqualTo("\"long\"");
        assertThat(registry("/subjects").toString()).isEqualTo("[\"counts-value\",\"last-value\"]");
    }

    @Test
    @Order(10)
    @DisplayName("logs what a connector does under its name")
    void logs() {
        assertThat(stack.workers().stream().map(Service::log))
                .anySatisfy(log -> assertThat(log).content().contains("[counting|task-0] "));
    }

    @Test
    @Order(11)
    @DisplayName("leaves no process and no open port behind")
    void leavesNothing() {
        List<Service> parts = Stream.concat(Stream.of(stack.broker(), stack.registry()), stack.workers().stream())
                .toList();

        stack.close();

        for (Service part : parts) {
            assertThat(ProcessHandle.of(part.pid()).filter(ProcessHandle::isAlive))
                    .as(part.name())
                    .isEmpty();
            int port = Integer.parseInt(part.address().replaceFirst(".*:", ""));
            assertThat(Ports.isFree(port)).as(part.toString()).isTrue();
            assertThat(part.log()).isNotEmptyFile();
        }
    }

    @Test
    @Tag("once")
    @Order(12)
    @DisplayName("stops what runs when a part cannot be started, and shows that part's log")
    void failsAsAWhole() {
        StackOptions options = StackOptions.in(WORK.resolveSibling("failing-" + System.getProperty("kafka.version")))
                .workerProperty("offset.storage.replication.factor", "none")
                .build();
        // Another test's stack may run beside this one.
        List<ProcessHandle> others = ProcessHandle.current().children().toList();

        assertThatThrownBy(() -> LocalStack.start(options))
                .isInstanceOf(StackException.class)
                .hasMessageContainingAll("worker-1 ended with exit code", "worker-1.log", "replication.factor");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isSubsetOf(others);
    }

    private static Map<String, String> config(String secret) {
        return Map.of("connector.class", CLASS, "tasks.max", "1", "topic", "counts", "secret", secret);
    }

    private static ConsumerRecord<String, byte[]> firstRecord() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", stack.bootstrapServers(),
                "group.id", "reader",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("counts"));
            long deadline = System.nanoTime() + SOON.toNanos();
            while (System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    return record;
                }
            }
            throw new AssertionError("no record within " + SOON);
        }
    }

    private static JsonNode registry(String path) throws Exception {
        try (InputStream answer = URI.create(stack.registryUrl() + path).toURL().openStream()) {
            return new JsonMapper().readTree(answer);
        }
    }
}

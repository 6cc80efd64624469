package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.PairSelection;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On workers that have nothing but the sample properties, with the converter as it was downloaded. */
@DisplayName("The sample configurations")
class SampleFilesIT {
    private static final Path WORK =
            Path.of("target", "sample-files-it", "kafka-" + System.getProperty("kafka.version"));
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final MarketSector REJECTED = new MarketSector("KSP", "0001");

    private static SampleFiles files;
    private static LocalStack stack;
    private static Admin admin;

    private KisSimulator simulator;

    @BeforeAll
    static void start() {
        files = SampleFiles.in(WORK);
        stack = LocalStack.start(StackOptions.in(WORK.resolve("stack"))
                .archive(Path.of(System.getProperty("archive.file")))
                .bareWorkers(files.worker("connect-distributed.properties"))
                .build());
        admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        if (admin != null) {
            admin.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @BeforeEach
    void startSimulator() {
        simulator = KisSimulator.start(SimulatorOptions.builder()
                .account(ConnectorRun.APP_KEY, ConnectorRun.APP_SECRET)
                .movement(Movement.ALWAYS_MOVING)
                .build());
    }

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"first-try", "production", "all-pairs", "fast-totals", "rows", "corporate"})
    @DisplayName("are taken by a distributed worker, bring a record of each pair, and a reject where that is asked for")
    void run(String sample) throws ExecutionException, InterruptedException {
        ObjectNode connector = files.connector(sample, stack, simulator);
        Map<String, String> config = itsOwn(connector, sample);
        String name = connector.path("name").asText();
        boolean quarantined = config.containsKey(ConfigKeys.QUARANTINE_TOPIC);
        Set<MarketSector> pairs = new HashSet<>(pairs(config));
        if (quarantined) {
            simulator.answerWith(REJECTED, 200, "no JSON");
            pairs.remove(REJECTED);
        }
        SampleFiles.prepareTopic(stack, config.get(ConfigKeys.TOPIC), config.get(ConfigKeys.RECORD_LAYOUT));
        stack.connect().postConnector(connector);
        try (TopicReader reader = reader(config)) {
            stack.connect().waitUntilRunning(name, Integer.parseInt(config.get("tasks.max")), SOON);
            awaitAll(pairs, reader);
            Config topic = topic(config.get(ConfigKeys.TOPIC));
            if (quarantined) {
                awaitReject(config.get(ConfigKeys.QUARANTINE_TOPIC));
                assertThat(topic.get("cleanup.policy").value()).isEqualTo("delete");
                assertThat(topic.get("retention.ms").value()).isEqualTo("-1");
                assertThat(topic.get("min.insync.replicas").value())
                        .isEqualTo(config.get("topic.creation.default.min.insync.replicas"));
                assertThat(topic(config.get(ConfigKeys.QUARANTINE_TOPIC))
                                .get("retention.ms")
                                .value())
                        .isEqualTo(config.get("topic.creation.rejects.retention.ms"));
            }
            if (sample.equals("all-pairs") || sample.equals("rows")) {
                List<FlowRecord> all = reader.readUntilQuiet(Duration.ofSeconds(1));
                printSize(sample, config.get(ConfigKeys.TOPIC), all.size());
            }
        } finally {
            stack.connect().delete(name);
        }
    }

    @Test
    @DisplayName("are taken by a standalone worker, too")
    void standalone() throws IOException {
        ObjectNode connector = files.connector("first-try", stack, simulator);
        Map<String, String> config = itsOwn(connector, "standalone");
        Path file = WORK.resolve("first-try.json");
        new JsonMapper().writeValue(file.toFile(), connector);
        Map<String, String> settings = files.worker("connect-standalone.properties");
        try (Service worker = stack.standaloneWorker(settings, file);
                TopicReader reader = reader(config)) {
            worker.start();
            awaitAll(Set.copyOf(pairs(config)), reader);
            Await.until(
                    "stored offsets", SOON, () -> Files.exists(Path.of(settings.get("offset.storage.file.filename"))));
        }
    }

    /** So that each test looks at topics that it made, and goes on from no offset of another one's. */
    private static Map<String, String> itsOwn(ObjectNode connector, String test) {
        connector.put("name", connector.path("name").asText() + "-" + test);
        ObjectNode config = (ObjectNode) connector.path("config");
        for (String key : List.of(
                ConfigKeys.TOPIC,
                ConfigKeys.QUARANTINE_TOPIC,
                ConfigKeys.TOKEN_FILE,
                "topic.creation.rejects.include")) {
            if (config.has(key)) {
                config.put(key, config.path(key).asText() + "-" + test);
            }
        }
        return SampleFiles.texts(config);
    }

    private static List<MarketSector> pairs(Map<String, String> config) {
        List<String> terms = List.of(config.get(ConfigKeys.MARKET_SECTORS).split(","));
        return PairSelection.of(terms, Catalogue.bundled(), false).pairs();
    }

    private static TopicReader reader(Map<String, String> config) {
        return new TopicReader(
                stack.bootstrapServers(),
                stack.registry().address(),
                Pattern.compile(Pattern.quote(config.get(ConfigKeys.TOPIC))));
    }

    private static void awaitAll(Set<MarketSector> pairs, TopicReader reader) {
        reader.readUntil("record of each of " + pairs.size() + " pairs", SOON, read -> read.stream()
                .map(FlowRecord::pair)
                .collect(Collectors.toSet())
                .equals(pairs));
    }

    private static void awaitReject(String topic) {
        try (RejectReader rejects =
                new RejectReader(stack.bootstrapServers(), stack.registry().address(), topic)) {
            rejects.readUntil("reject", SOON, read -> !read.isEmpty());
        }
    }

    private static Config topic(String topic) throws ExecutionException, InterruptedException {
        assertThat(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions())
                .hasSize(1);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }

    /** What docs/deploy.md says of the bytes a day comes from here. */
    private static void printSize(String sample, String topic, int snapshots)
            throws ExecutionException, InterruptedException {
        long size = admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1).values().stream()
                .map(folder -> folder.replicaInfos().get(new TopicPartition(topic, 0)))
                .mapToLong(replica -> replica.size())
                .sum();
        System.out.printf(
                "%s: %d snapshots take %d bytes of the broker's log, %d each%n",
                sample, snapshots, size, size / snapshots);
        assertThat(size / snapshots).as("bytes a snapshot").isBetween(200L, 2000L);
    }
}

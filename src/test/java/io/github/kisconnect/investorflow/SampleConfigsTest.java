package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.config.ConfigValidation;
import io.github.kisconnect.investorflow.config.InvestorFlowConfig;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sample configurations")
class SampleConfigsTest {
    private static final Path FOLDER = Path.of("connect-config");
    private static final String CONVERTER = "value.converter";
    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"first-try", "production", "all-pairs", "fast-totals", "rows", "corporate"})
    @DisplayName("say the same for both converters, in all but the converter")
    void converters(String sample) throws IOException {
        Map<String, String> apicurio = json("apicurio", sample);
        Map<String, String> confluent = json("confluent", sample);
        assertThat(confluent)
                .containsEntry(CONVERTER, "io.confluent.connect.avro.AvroConverter")
                .containsKey(CONVERTER + ".schema.registry.url")
                .containsEntry(CONVERTER + ".connect.meta.data", "false");
        assertThat(without(confluent, CONVERTER)).isEqualTo(without(apicurio, CONVERTER));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"production", "all-pairs", "fast-totals", "rows", "corporate"})
    @DisplayName("for production keep what cannot be fetched again: exactly once, three replicas, for ever")
    void production(String sample) throws IOException {
        assertThat(json("apicurio", sample))
                .containsEntry("exactly.once.support", "required")
                .containsEntry("topic.creation.default.replication.factor", "3")
                .containsEntry("topic.creation.default.min.insync.replicas", "2")
                .containsEntry("topic.creation.default.cleanup.policy", "delete")
                .containsEntry("topic.creation.default.retention.ms", "-1")
                .containsEntry("errors.retry.timeout", "600000")
                .containsEntry("producer.override.linger.ms", "0")
                .containsKey(ConfigKeys.QUARANTINE_TOPIC)
                .doesNotContainKey("errors.tolerance")
                .hasEntrySatisfying(
                        ConfigKeys.APP_SECRET, secret -> assertThat(secret).startsWith("${file:"));
    }

    @Test
    @DisplayName("for the totals every five seconds have the settings of all-pairs.json beside, and leave slots free")
    void fastTotals() throws IOException {
        Map<String, String> fast = json("apicurio", "fast-totals");
        assertThat(ConfigValidation.warnings(config(fast)))
                .as("but for what every sample with single-stock futures has")
                .singleElement()
                .asString()
                .contains("single-stock futures");
        assertThat(config(fast).timetable().load()).isLessThan(0.5);
        assertThat(fast.remove(ConfigKeys.POLL_INTERVAL_OVERRIDES))
                .contains("KSP:0001=5000", "KSQ:1001=5000", "K2I:F001=5000");
        assertThat(fast.remove(ConfigKeys.REQUEST_TIMEOUT_MS)).isEqualTo("4000");
        assertThat(fast.remove(ConfigKeys.CONNECT_TIMEOUT_MS)).isEqualTo("2000");
        assertThat(fast).isEqualTo(json("apicurio", "all-pairs"));
    }

    @Test
    @DisplayName("for rows have the settings of all-pairs.json beside, and one partition and compression on the topic")
    void rows() throws IOException {
        Map<String, String> rows = json("apicurio", "rows");
        assertThat(rows.remove(ConfigKeys.RECORD_LAYOUT)).isEqualTo("rows");
        assertThat(rows.remove("topic.creation.default.compression.type")).isEqualTo("zstd");
        assertThat(rows)
                .containsEntry("topic.creation.default.partitions", "1")
                .doesNotContainKey("producer.override.compression.type");
        assertThat(rows.put(ConfigKeys.TOPIC, "kis.investor-flow")).isEqualTo("kis.investor-flow.rows");
        assertThat(rows).isEqualTo(json("apicurio", "all-pairs"));
    }

    private static InvestorFlowConfig config(Map<String, String> sample) {
        Map<String, String> resolved = new LinkedHashMap<>(sample);
        resolved.put(ConfigKeys.APP_KEY, "key");
        resolved.put(ConfigKeys.APP_SECRET, "secret");
        return ConfigValidation.require(resolved);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "kafka-connect, connect.KafkaConnect",
        "kafka-connect-image-volumes, connect.KafkaConnect",
        "kafka-connector, connector.KafkaConnector"
    })
    @DisplayName("for Strimzi hold nothing that Strimzi's own model does not know")
    void strimzi(String sample, String model) throws IOException, ReflectiveOperationException {
        // By name, because its annotations are not on Maven Central, and the compiler would warn.
        Class<?> type = Class.forName("io.strimzi.api.kafka.model." + model);
        Object resource = YAML.readValue(strimziFile(sample).toFile(), type);
        assertThat(unknown(resource)).isEmpty();
        assertThat(type.getMethod("getSpec").invoke(resource)).isNotNull();
        assertThat(YAML.readTree(strimziFile(sample).toFile())
                        .path("apiVersion")
                        .asText())
                .isEqualTo("kafka.strimzi.io/v1");
    }

    @Test
    @DisplayName("for Strimzi have the connector of production.json, but for the files on the workers")
    void strimziConnector() throws IOException {
        JsonNode spec = spec("kafka-connector");
        Map<String, String> said = texts(spec.path("config"));
        said.put("connector.class", spec.path("class").asText());
        said.put("tasks.max", spec.path("tasksMax").asText());

        Map<String, String> production = json("apicurio", "production");
        assertThat(production.remove(ConfigKeys.TOKEN_FILE)).isNotNull();
        production.put(ConfigKeys.APP_KEY, "${env:KIS_APP_KEY}");
        production.put(ConfigKeys.APP_SECRET, "${env:KIS_APP_SECRET}");
        assertThat(said).isEqualTo(production);
        assertThat(spec.at("/autoRestart/enabled").asBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"kafka-connect", "kafka-connect-image-volumes"})
    @DisplayName(
            "for Strimzi have the workers of connect-distributed.properties, but for folders, addresses and secrets")
    void strimziWorkers(String sample) throws IOException {
        JsonNode spec = spec(sample);
        Map<String, String> said = without(texts(spec.path("config")), "config.providers");
        said.put("group.id", spec.path("groupId").asText());
        said.put("config.storage.topic", spec.path("configStorageTopic").asText());
        said.put("offset.storage.topic", spec.path("offsetStorageTopic").asText());
        said.put("status.storage.topic", spec.path("statusStorageTopic").asText());

        Map<String, String> properties = without(properties("connect-distributed.properties"), "config.providers");
        List.of("bootstrap.servers", "plugin.path", "listeners")
                .forEach(own -> assertThat(properties.remove(own)).as(own).isNotNull());
        assertThat(said).isEqualTo(properties);
        assertThat(texts(spec.path("config")).keySet())
                .as("settings that Strimzi sets itself, and refuses")
                .noneMatch(key -> forbiddenByStrimzi().anyMatch(key::startsWith));
        assertThat(spec.at("/template/connectContainer/env").findValuesAsText("name"))
                .contains("KIS_APP_KEY", "KIS_APP_SECRET");
    }

    private static Stream<String> forbiddenByStrimzi() {
        try {
            Class<?> spec = Class.forName("io.strimzi.api.kafka.model.connect.KafkaConnectSpec");
            return Stream.of(
                    spec.getField("FORBIDDEN_PREFIXES").get(null).toString().split(", *"));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode spec(String sample) throws IOException {
        return YAML.readTree(strimziFile(sample).toFile()).path("spec");
    }

    private static Path strimziFile(String sample) {
        return FOLDER.resolve(Path.of("strimzi", sample + ".yaml"));
    }

    /** The names that the model took though it has no place for them, wherever they stand. */
    private static List<String> unknown(Object part) throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        if (part instanceof Collection<?> parts) {
            for (Object one : parts) {
                names.addAll(unknown(one));
            }
        } else if (part != null && part.getClass().getName().startsWith("io.strimzi.api.")) {
            for (Method method : part.getClass().getMethods()) {
                boolean getter = method.getName().startsWith("get") && method.getParameterCount() == 0;
                if (method.getName().equals("getAdditionalProperties")) {
                    ((Map<?, ?>) method.invoke(part)).keySet().forEach(name -> names.add(name.toString()));
                } else if (getter) {
                    names.addAll(unknown(method.invoke(part)));
                }
            }
        }
        return names;
    }

    private static Map<String, String> json(String converter, String sample) throws IOException {
        return texts(JSON.readTree(
                        FOLDER.resolve(Path.of(converter, sample + ".json")).toFile())
                .path("config"));
    }

    private static Map<String, String> texts(JsonNode settings) {
        Map<String, String> texts = new TreeMap<>();
        settings.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static Map<String, String> properties(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve(Path.of("worker", file)))) {
            properties.load(reader);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((key, value) -> texts.put(key.toString(), value.toString()));
        return texts;
    }

    private static Map<String, String> without(Map<String, String> settings, String prefix) {
        Map<String, String> others = new TreeMap<>(settings);
        others.keySet().removeIf(key -> key.startsWith(prefix));
        return others;
    }
}

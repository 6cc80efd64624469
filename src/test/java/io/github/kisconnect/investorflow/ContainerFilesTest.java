package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The files under docker/")
class ContainerFilesTest {
    private static final Path FOLDER = Path.of("docker");
    private static final String CONVERTER = "value.converter";

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "kafka.version, Dockerfile, 'KAFKA_VERSION=([0-9.]+)'",
        "kafka.version, compose.yaml, 'KAFKA_VERSION:-([0-9.]+)'",
        "kafka.version, build-images, 'kafka=..1:-([0-9.]+)'",
        "kafka.version, offline/make-images, '@:-([0-9.]+)'",
        "apicurio.version, compose.yaml, 'apicurio-registry-mem:(\\S+)'",
        "apicurio.version, offline/make-images, 'apicurio-registry-mem:(\\S+)'",
        "apicurio.version, ../connect-config/strimzi/kafka-connect.yaml, 'version: (\\S+)'",
        "apicurio.version, ../connect-config/strimzi/kafka-connect-image-volumes.yaml, 'apicurio-converter:(\\S+)'"
    })
    @DisplayName("name the versions of the build, which are pinned in the pom")
    void versions(String property, String file, String pattern) throws IOException {
        List<String> named = all(pattern, Files.readString(FOLDER.resolve(file)));
        assertThat(named)
                .isNotEmpty()
                .containsOnly(all("<" + property + ">([^<]+)", Files.readString(Path.of("pom.xml")))
                        .get(0));
    }

    @Test
    @DisplayName("take Java from one image: a newer one is to be named in all of them")
    void javaBase() throws IOException {
        Set<String> images = new TreeSet<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                images.addAll(all("eclipse-temurin:(\\S+)", Files.readString(file)));
            }
        }
        assertThat(images).hasSize(1);
    }

    private static List<String> all(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }

    @Test
    @DisplayName(
            "have the connector of the quickstart, but for the converter of first-try.json, the addresses and the secrets")
    void connector() throws IOException {
        Map<String, String> connector = config(FOLDER.resolve("connector.json"));
        Map<String, String> wanted = config(Path.of("connect-config", "quickstart.json"));
        config(Path.of("connect-config", "apicurio", "first-try.json")).forEach((key, value) -> {
            if (key.startsWith(CONVERTER) || key.startsWith("key.converter")) {
                wanted.put(key, value);
            }
        });
        wanted.put(CONVERTER + ".apicurio.registry.url", "http://registry:8080/apis/registry/v2");
        wanted.put("topic.creation.default.partitions", "1");
        wanted.put("topic.creation.default.replication.factor", "1");
        wanted.put("producer.override.transaction.timeout.ms", "10000");
        wanted.put(ConfigKeys.BASE_URL, "http://simulator:8080");
        wanted.put(ConfigKeys.APP_KEY, "${file:/run/kis/kis.properties:app.key}");
        wanted.put(ConfigKeys.APP_SECRET, "${file:/run/kis/kis.properties:app.secret}");
        assertThat(connector).isEqualTo(wanted);
    }

    private static Map<String, String> config(Path file) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        JsonNode config = new JsonMapper().readTree(file.toFile()).path("config");
        config.properties()
                .forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }

    @Test
    @DisplayName("have a worker like connect-distributed.properties, but for one broker, its names and its folders")
    void worker() throws IOException {
        Map<String, String> image = properties(FOLDER.resolve(Path.of("worker", "worker.properties")));
        Map<String, String> sample = properties(Path.of("connect-config", "worker", "connect-distributed.properties"));
        assertThat(image.remove("plugin.discovery")).isEqualTo("service_load");
        assertThat(image.keySet()).isEqualTo(sample.keySet());
        List.of("bootstrap.servers", "group.id", "plugin.path", "listeners").forEach(image::remove);
        image.keySet().removeIf(key -> key.matches(".*storage.*|.*allowed.paths"));
        assertThat(sample).containsAllEntriesOf(image);
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((key, value) -> texts.put(key.toString(), value.toString()));
        return texts;
    }

    @Test
    @DisplayName("open ports on loopback only")
    void ports() throws IOException {
        JsonNode compose =
                new YAMLMapper().readTree(FOLDER.resolve("compose.yaml").toFile());
        List<String> ports = compose.path("services").findValues("ports").stream()
                .flatMap(list -> list.valueStream().map(JsonNode::asText))
                .toList();
        assertThat(ports).hasSize(4).allMatch(port -> port.startsWith("127.0.0.1:"));
    }
}

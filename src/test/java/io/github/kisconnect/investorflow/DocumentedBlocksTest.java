package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.kisconnect.investorflow.Markdown.Block;
import io.github.kisconnect.investorflow.Markdown.Kind;
import io.github.kisconnect.investorflow.config.ConfigValidationFixture;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("The pages' code blocks")
class DocumentedBlocksTest extends ConfigValidationFixture {
    private static final List<Block> BLOCKS = Markdown.allBlocks();

    /** How a command begins, and why it is not run by a test. */
    private static final Map<String, String> NOT_RUN = Map.ofEntries(
            Map.entry("mvn -Pquickstart", ".ci/run runs it, for half a minute"),
            Map.entry("mvn -Pbench", "it takes hours; .ci/run runs its short form"),
            Map.entry("mvn verify", "it is what runs the tests"),
            Map.entry("mvn test", "it is a part of what runs the tests"),
            Map.entry("mvn spotless:apply", "it writes sources; the build fails where it would"),
            Map.entry("mvn test -Pgenerate", "it writes files; the tests that it runs fail where it would"),
            Map.entry("docker/build-images", "it needs a Docker engine; .ci/containers runs it"),
            Map.entry("docker compose", "it needs a Docker engine; ComposeIT does the same"),
            Map.entry("docker run", "it needs a Docker engine; ContainersIT starts the image"),
            Map.entry("kubectl", "it needs a Kubernetes cluster; SampleConfigsTest reads the files as Strimzi does"),
            Map.entry(
                    "$KAFKA/bin/connect-",
                    "Kafka's scripts are not on Maven Central; SampleFilesIT starts workers with the files"),
            Map.entry("$KAFKA/bin/kafka-jmx.sh", "the same; MetricsIT reads the metrics over JMX"),
            Map.entry("$KAFKA/bin/kafka-console-consumer.sh", "the same; all delivery tests read the topic"),
            Map.entry(
                    "GET /uapi/", "it is a request, not a command; KisClientWireTest and HolidaysOnTheWireTest see it"),
            Map.entry("InvestorFlowSourceTask ->", "it is a picture; ArchitectureTest holds it"));

    /** Files of the repository; {@code etc} is the copy of {@code connect-config} in the archive. */
    private static final Pattern FILE = Pattern.compile("(?:^|[\\s@])((?:etc|connect-config|docker)/[\\w./-]+)");

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest(name = "{0}")
    @FieldSource("BLOCKS")
    @DisplayName("are each held against a file, parsed, tried on the local stack, or on the list of what cannot be")
    void treated(Block block) throws IOException {
        switch (block.kind()) {
            case JSON -> shownFile(block);
            case PROPERTIES -> assertSettings(block);
            case YAML -> assertParses(block, new YAMLMapper());
            case OTHER -> assertKnown(block);
        }
    }

    private static void assertParses(Block block, ObjectMapper mapper) {
        assertThatCode(() -> mapper.readTree(block.text()))
                .as("%s can be parsed", block)
                .doesNotThrowAnyException();
    }

    /** The file that a block shows, with parts left out or not; other JSON would age unseen. */
    private static Path shownFile(Block block) throws IOException {
        for (String folder : List.of("schemas", "connect-config", "docker")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".json")).toList()) {
                    if (shows(block.text(), Files.readString(file))) {
                        assertThatCode(() -> JSON.readTree(file.toFile()))
                                .as("%s can be parsed", file)
                                .doesNotThrowAnyException();
                        return file;
                    }
                }
            }
        }
        return fail(
                "%s is no JSON file of schemas/, connect-config/ or docker/, nor one with parts left out: correct it, or put it"
                        + " there, where tests read it",
                block);
    }

    private static boolean shows(String block, String file) {
        String parts = Stream.of(block.strip().split(Pattern.quote(Markdown.LEFT_OUT)))
                .map(Pattern::quote)
                .collect(Collectors.joining(".+"));
        return Pattern.compile(parts, Pattern.DOTALL).matcher(file.strip()).matches();
    }

    /** A worker's settings are those of the samples, with which {@code SampleFilesIT} starts workers. */
    private void assertSettings(Block block) throws IOException {
        Properties worker = new Properties();
        for (String sample : List.of("connect-standalone.properties", "connect-distributed.properties")) {
            try (Reader reader = Files.newBufferedReader(Path.of("connect-config", "worker", sample))) {
                worker.load(reader);
            }
        }
        Properties shown = new Properties();
        shown.load(new StringReader(block.text()));
        shown.forEach((key, value) -> {
            if (!connector.config().names().contains(key)) {
                assertThat(worker)
                        .as("%s: %s is no setting of the connector, so look into connect-config/worker/", block, key)
                        .containsEntry(key, value);
            }
        });
    }

    private static void assertKnown(Block block) {
        if (!isLive(block)) {
            assertThat(commands(block))
                    .as("%s: have DocumentedCommandsIT run it (LiveBlock), or say in NOT_RUN why it cannot", block)
                    .allMatch(command -> NOT_RUN.keySet().stream().anyMatch(command::startsWith));
        }
        FILE.matcher(block.text())
                .results()
                .map(result -> result.group(1).replaceFirst("^etc/", "connect-config/"))
                .forEach(file ->
                        assertThat(Path.of(file)).as("%s names it", block).exists());
    }

    private static boolean isLive(Block block) {
        return Stream.of(LiveBlock.values()).anyMatch(live -> live.is(block));
    }

    /** A request is one with its headers; a line that ends with a backslash goes on in the next. */
    private static List<String> commands(Block block) {
        return block.text().startsWith("GET ")
                ? List.of(block.text())
                : block.text()
                        .replaceAll("\\\\\n", "")
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
    }

    @Test
    @DisplayName("have on the list of what cannot be run nothing that no page has")
    void listed() {
        List<String> stale = new ArrayList<>(NOT_RUN.keySet());
        BLOCKS.stream()
                .filter(block -> block.kind() == Kind.OTHER && !isLive(block))
                .flatMap(block -> commands(block).stream())
                .forEach(command -> stale.removeIf(command::startsWith));
        assertThat(stale).as("take these out of NOT_RUN").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("have each one that is tried on the local stack once")
    void live(LiveBlock live) {
        assertThat(live.block().kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    @DisplayName(
            "show in the README the beginning of a record and a whole configuration, in which the connector finds nothing wrong")
    void readme() throws IOException {
        List<Path> shown = new ArrayList<>();
        for (Block block : BLOCKS) {
            if (block.kind() == Kind.JSON && block.file().equals(Path.of("README.md"))) {
                shown.add(shownFile(block));
            }
        }
        Path config = Path.of("connect-config", "apicurio", "first-try.json");
        assertThat(shown).containsExactly(ReleasedSchemas.newest("InvestorFlow.sample.json"), config);

        JsonNode posted = JSON.readTree(config.toFile());
        Map<String, String> settings = JSON.convertValue(posted.path("config"), new TypeReference<>() {});
        settings.put("name", posted.path("name").asText());
        assertThat(errors(settings).keySet())
                .as("placeholders, which Connect resolves before it asks the connector")
                .containsExactlyInAnyOrder("kis.app.key", "kis.app.secret");
        List.of("kis.app.key", "kis.app.secret").forEach(key -> settings.put(key, properties.get(key)));
        assertThat(errors(settings)).isEmpty();
    }

    @Test
    @DisplayName("name profiles of Maven that there are, as the text around them does")
    void profiles() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        StringBuilder pages = new StringBuilder();
        for (Markdown page : Markdown.pages()) {
            pages.append(Files.readString(page.file()));
        }
        Set<String> profiles = Pattern.compile("[\\s`]-P([a-z]+)")
                .matcher(pages)
                .results()
                .map(result -> "<id>" + result.group(1) + "</id>")
                .collect(Collectors.toSet());
        assertThat(profiles).hasSizeGreaterThan(2).allMatch(pom::contains);
    }
}

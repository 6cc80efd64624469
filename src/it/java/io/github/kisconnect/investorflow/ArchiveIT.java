package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
@DisplayName("The Confluent Hub zip")
class ArchiveIT {
    private static final String FOLDER = "kisconnect-kafka-connect-kis-investor-flow-" + Version.current() + "/";

    @Test
    @DisplayName("has only what a worker lacks in lib/, each in its pinned version")
    void lib() throws IOException {
        assertThat(entries().stream().filter(name -> name.startsWith(FOLDER + "lib/") && !name.endsWith("/")))
                .containsExactlyInAnyOrder(
                        FOLDER + "lib/kafka-connect-kis-investor-flow-" + Version.current() + ".jar",
                        FOLDER + "lib/okhttp-jvm-5.5.1.jar",
                        FOLDER + "lib/okio-jvm-3.18.1.jar",
                        FOLDER + "lib/kotlin-stdlib-2.2.21.jar",
                        FOLDER + "lib/annotations-13.0.jar",
                        FOLDER + "lib/jackson-core-2.22.4.jar",
                        FOLDER + "lib/jackson-databind-2.22.4.jar",
                        FOLDER + "lib/jackson-annotations-2.22.jar");
    }

    @Test
    @DisplayName("has a manifest that names the component and its version")
    void manifest() throws IOException {
        try (ZipFile zip = archive()) {
            JsonNode manifest = new JsonMapper().readTree(zip.getInputStream(zip.getEntry(FOLDER + "manifest.json")));
            assertThat(manifest.path("name").asText()).isEqualTo("kafka-connect-kis-investor-flow");
            assertThat(manifest.path("version").asText()).isEqualTo(Version.current());
            assertThat(manifest.path("component_types").get(0).asText()).isEqualTo("source");
        }
    }

    @Test
    @DisplayName("has nothing of tests, sandbox or generated classes in the plugin's jar")
    void jar() throws IOException {
        String jar = "kafka-connect-kis-investor-flow-" + Version.current() + ".jar";
        try (ZipFile zip = new ZipFile(Path.of("target", jar).toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("META-INF/services/org.apache.kafka.connect.source.SourceConnector")
                    .noneMatch(name -> name.contains("sandbox"))
                    .doesNotContain("io/github/kisconnect/investorflow/InvestorFlow.class");
        }
    }

    @Test
    @DisplayName(
            "carries the same time on every entry, the plugin's jar too, so that the same commit gives the same bytes")
    void times() throws IOException {
        try (ZipFile zip = archive()) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
        try (ZipFile zip = new ZipFile(unpackedJar().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }

    /** The plugin's jar as it is in the archive. */
    private static Path unpackedJar() throws IOException {
        Path jar = Files.createTempFile("plugin", ".jar");
        try (ZipFile zip = archive();
                InputStream stream = zip.getInputStream(
                        zip.getEntry(FOLDER + "lib/kafka-connect-kis-investor-flow-" + Version.current() + ".jar"))) {
            Files.copy(stream, jar, StandardCopyOption.REPLACE_EXISTING);
        }
        jar.toFile().deleteOnExit();
        return jar;
    }

    private static List<String> entries() throws IOException {
        try (ZipFile zip = archive()) {
            return zip.stream().map(ZipEntry::getName).toList();
        }
    }

    private static ZipFile archive() throws IOException {
        return new ZipFile(Path.of(System.getProperty("archive.file")).toFile());
    }
}

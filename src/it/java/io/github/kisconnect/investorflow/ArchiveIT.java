package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.config.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    @DisplayName(
            "has the licence, a notice that names every shipped library, and what these say of themselves, in doc/")
    void licences() throws IOException {
        assertThat(text("doc/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
        assertThat(text("doc/NOTICE"))
                .isEqualTo(Files.readString(Path.of("NOTICE")))
                .contains(
                        "OkHttp",
                        "Okio",
                        "Kotlin standard library",
                        "JetBrains annotations",
                        "Jackson's core, databind and annotations");
        assertThat(text("doc/licenses/jackson-core-jar/META-INF/NOTICE")).contains("Tatu Saloranta");
        assertThat(text("doc/licenses/jackson-core-jar/META-INF/FastDoubleParser-LICENSE"))
                .contains("MIT License");
        try (ZipFile zip = archive()) {
            // A library that is new here, or says something new of itself, is to be looked at, and the notice with it.
            assertThat(zip.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.startsWith(FOLDER + "doc/licenses/") && !name.endsWith("/"))
                            .map(name -> name.substring((FOLDER + "doc/licenses/").length())
                                    .replace("/META-INF/", " ")))
                    .containsExactlyInAnyOrder(
                            "jackson-annotations-jar LICENSE",
                            "jackson-annotations-jar NOTICE",
                            "jackson-core-jar FastDoubleParser-LICENSE",
                            "jackson-core-jar FastDoubleParser-ThirdParty-LICENSE",
                            "jackson-core-jar LICENSE",
                            "jackson-core-jar NOTICE",
                            "jackson-core-jar Schubfach-LICENSE",
                            "jackson-databind-jar LICENSE",
                            "jackson-databind-jar NOTICE",
                            "kotlin-stdlib/ThreeTenBP-LICENSE");
        }
    }

    @Test
    @DisplayName("has the sample configurations in etc/, and the README in doc/")
    void samples() throws IOException {
        Path folder = Path.of("connect-config");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(text("etc/" + folder.relativize(file))).isEqualTo(Files.readString(file));
            }
        }
        assertThat(text("doc/README.md")).isEqualTo(Files.readString(Path.of("README.md")));
    }

    @Test
    @DisplayName(
            "has a bill of materials beside it, of just the libraries in lib/, each with its digest and its licence")
    void billOfMaterials() throws IOException {
        Path zip = Path.of(System.getProperty("archive.file"));
        JsonNode bill = new JsonMapper()
                .readTree(zip.resolveSibling(zip.getFileName().toString().replace(".zip", ".cdx.json"))
                        .toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/version").asText()).isEqualTo(Version.current());
        Map<String, String> told = new HashMap<>();
        for (JsonNode component : bill.path("components")) {
            assertThat(component.path("licenses").toString()).contains("Apache-2.0");
            component
                    .path("hashes")
                    .forEach(hash -> told.merge(
                            component.path("name").asText() + "-"
                                    + component.path("version").asText() + ".jar",
                            hash.path("alg").asText().equals("SHA-256")
                                    ? hash.path("content").asText()
                                    : "",
                            String::concat));
        }
        assertThat(told).isEqualTo(digests());
    }

    /** SHA-256 of each library in lib/, the plugin's own jar not among them, by file name. */
    private static Map<String, String> digests() throws IOException {
        Map<String, String> digests = new HashMap<>();
        for (String name : entries()) {
            if (name.startsWith(FOLDER + "lib/") && name.endsWith(".jar") && !name.contains("/kafka-connect-kis-")) {
                digests.put(name.substring((FOLDER + "lib/").length()), sha256(bytes(name)));
            }
        }
        return digests;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String file) throws IOException {
        return new String(bytes(FOLDER + file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (ZipFile zip = archive()) {
            ZipEntry entry = zip.getEntry(name);
            assertThat(entry).as(name).isNotNull();
            return zip.getInputStream(entry).readAllBytes();
        }
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

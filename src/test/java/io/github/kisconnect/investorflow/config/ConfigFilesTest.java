package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The validation of a file that a setting names")
class ConfigFilesTest extends ConfigValidationFixture {
    private static final String TOKEN = "kis.token.file";
    private static final String TRUST = "kis.ssl.truststore.location";
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Of a file that nobody should read into memory; it takes no place on the disk. */
    private static final long HUGE = 8L << 30;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("refuses what is no path of a file, with a sentence")
    @CsvSource({
        "kis.token.file, /, is a folder",
        "kis.token.file, //, is a folder",
        "kis.token.file, FOLDER, is a folder",
        "kis.token.file, FOLDER/, is a folder",
        "kis.token.file, FOLDER/none/, is a folder",
        "kis.token.file, ., is a folder",
        "kis.token.file, .., is a folder",
        "kis.token.file, /dev/null, not a regular file",
        "kis.token.file, '\"/tmp/token.json\"', is in quotes",
        "kis.token.file, FOLDER/file/token.json, cannot be read",
        "kis.ssl.truststore.location, /, is a folder",
        "kis.ssl.truststore.location, FOLDER, is a folder",
        "kis.ssl.truststore.location, FOLDER/, is a folder",
        "kis.ssl.truststore.location, ., is a folder",
        "kis.ssl.truststore.location, /dev/zero, not a regular file",
        "kis.ssl.truststore.location, /dev/random, not a regular file",
        "kis.ssl.truststore.location, \"'/tmp/trust.p12'\", is in quotes",
        "kis.ssl.truststore.location, FOLDER/none, does not exist",
        "kis.ssl.truststore.location, FOLDER/file, another type",
        "kis.ssl.truststore.location, FOLDER/file/trust.p12, cannot be read"
    })
    void noFile(String key, String path, String words) throws IOException {
        Files.createFile(folder.resolve("file"));
        assertRefused(key, path.replace("FOLDER", folder.toString()), words);
    }

    @ParameterizedTest
    @DisplayName("refuses a path with a NUL in it, wherever that stands")
    @ValueSource(strings = {TOKEN, TRUST})
    void nul(String key) {
        for (String path : List.of("\0", "/tmp/a\0b", "/tmp/a\0", "\0/tmp/a", " \0 ")) {
            assertRefused(key, path, "NUL");
            assertThat(errors().get(key).get(0)).doesNotContain("\0");
        }
    }

    @ParameterizedTest
    @DisplayName("does not wait for a pipe that nobody writes to")
    @ValueSource(strings = {TOKEN, TRUST})
    void pipe(String key) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertRefused(key, pipe.toString(), "a pipe");
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        assertRefused(key, link.toString(), key.equals(TOKEN) ? "is a link" : "a pipe");
    }

    @Test
    @DisplayName("does not read more of a trust store than any has")
    void huge() throws IOException {
        Path file = folder.resolve("huge.p12");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(HUGE);
        }
        assertRefused(TRUST, file.toString(), "more than");
    }

    @Test
    @DisplayName("follows a link to a trust store, as a mounted secret is one, and takes no password but its own")
    void trustStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("one", new HeldCertificate.Builder().build().certificate());
        Path file = folder.resolve("trust.p12");
        try (OutputStream stream = Files.newOutputStream(file)) {
            store.store(stream, "hidden".toCharArray());
        }
        properties.put("kis.ssl.truststore.password", "hidden");
        for (Path path : List.of(file, Files.createSymbolicLink(folder.resolve("link"), file))) {
            properties.put(TRUST, path.toString());
            assertThat(errors()).isEmpty();
        }
        properties.put("kis.ssl.truststore.password", "'hidden'");
        assertRefused(TRUST, file.toString(), "another password");
        assertThat(errors().get(TRUST).get(0)).contains("is in quotes").doesNotContain("hidden");
        properties.remove("kis.ssl.truststore.password");
        assertRefused(TRUST, file.toString(), "no certificate that can be read");
    }

    @Test
    @DisplayName("takes a token file that is there, or is still to be made, also where no folder is yet, but no link")
    void tokenFile() throws IOException {
        Path file = Files.createFile(folder.resolve("token.json"));
        for (Path path :
                List.of(file, folder.resolve("new.json"), folder.resolve("none").resolve("new.json"))) {
            properties.put(TOKEN, path.toString());
            assertThat(errors()).isEmpty();
        }
        assertRefused(
                TOKEN, Files.createSymbolicLink(folder.resolve("link"), file).toString(), "is a link");
        assertRefused(
                TOKEN,
                Files.createSymbolicLink(folder.resolve("broken"), Path.of("none"))
                        .toString(),
                "is a link");
    }

    @Test
    @DisplayName("takes a relative path of a token file from the worker's folder, whole, for beside it more is written")
    void relative() {
        properties.put(TOKEN, "token.json");
        assertThat(errors()).isEmpty();
        assertThat(new InvestorFlowConfig(properties).kis().tokenFile())
                .contains(Path.of("").toAbsolutePath().resolve("token.json"));
    }

    /** By validation and at the start, both soon. */
    private void assertRefused(String key, String path, String words) {
        properties.put(key, path);
        Map<String, List<String>> errors = assertTimeoutPreemptively(SOON, () -> errors());
        assertOnlyError(errors, key).contains(key, words);
        assertTimeoutPreemptively(SOON, () -> assertThatThrownBy(() -> connector.start(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(words));
    }
}

package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.InvestorFlowSourceTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A secret that a config provider was to give")
class ConfigPlaceholdersTest extends ConfigValidationFixture {
    private static final List<String> HEADERS = List.of(
            "kis.app.key",
            "kis.app.secret",
            "kis.personal.seckey",
            "kis.phone.number",
            "kis.ip.address",
            "kis.mac.address");

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        String secrets = "app.key=" + KEY + "\napp.secret=" + SECRET + " \nquoted=\"" + KEY + "\"\nblank=\n";
        for (String name : List.of("allowed", "elsewhere")) {
            Files.writeString(Files.createDirectory(folder.resolve(name)).resolve("kis.properties"), secrets);
        }
    }

    @Test
    @DisplayName("is taken as Connect has resolved it, which it does first")
    void resolved() {
        properties.put("kis.app.key", "${file:" + folder + "/allowed/kis.properties:app.key}");
        properties.put("kis.app.secret", "${file:" + folder + "/allowed/kis.properties:app.secret}");
        Map<String, String> seen = asConnectDoes(properties);
        assertThat(errors(seen)).isEmpty();
        connector.start(seen);
        assertThat(new InvestorFlowTaskConfig(connector.taskConfigs(1).get(0))
                        .kis()
                        .credentials()
                        .appSecret())
                .isEqualTo(SECRET);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName(
            "is refused by the validation, at the start and by a task where Connect could not resolve it, with a sentence that does not quote it")
    @CsvSource({
        "no such provider, ${vault:FOLDER/allowed/kis.properties:app.key}",
        "outside allowed.paths, ${file:FOLDER/elsewhere/kis.properties:app.key}",
        "no such key, ${file:FOLDER/allowed/kis.properties:appkey}",
        "no file, ${file:app.key}",
        "no colon, ${app.key}",
        "nothing in it, ${}",
        "blanks around it, ' ${vault:app.key} '",
        "two of them, ${vault:app.key}-${vault:worker}"
    })
    void unresolved(String what, String placeholder) {
        properties.put("kis.app.key", placeholder.replace("FOLDER", folder.toString()));
        Map<String, String> seen = asConnectDoes(properties);
        assertOnlyError(errors(seen), "kis.app.key")
                .contains("kis.app.key is a placeholder", "config.providers", "allowed.paths", "spelt")
                .doesNotContain("vault", "app.key}", folder.toString());
        assertThatThrownBy(() -> connector.start(seen))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kis.app.key is a placeholder");
        Map<String, String> ofTask = new HashMap<>(seen);
        ofTask.putAll(Map.of("task.id", "0", "task.pairs", "0=KSP:0001", "task.total.pairs", "1"));
        InvestorFlowSourceTask task = new InvestorFlowSourceTask();
        assertThatThrownBy(() -> task.start(ofTask))
                .as("on another worker than the connector")
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kis.app.key is a placeholder");
    }

    @ParameterizedTest
    @DisplayName("is told from its placeholder wherever a secret, a name or a path is to stand")
    @ValueSource(
            strings = {
                "kis.app.key",
                "kis.app.secret",
                "kis.base.url",
                "kis.personal.seckey",
                "kis.phone.number",
                "kis.ip.address",
                "kis.mac.address",
                "kis.seq.no",
                "kis.token.file",
                "kis.proxy.url",
                "kis.proxy.username",
                "kis.proxy.password",
                "kis.ssl.truststore.location",
                "kis.ssl.truststore.password"
            })
    void everywhere(String key) {
        properties.put(key, "${env:HIDDEN}");
        assertOnlyError(key).contains(key + " is a placeholder").doesNotContain("HIDDEN");
    }

    @Test
    @DisplayName("is refused with the quotes of the provider's file around it, and not quoted")
    void quotedInFile() {
        properties.put("kis.app.key", "${file:" + folder + "/allowed/kis.properties:quoted}");
        Map<String, String> seen = asConnectDoes(properties);
        assertOnlyError(errors(seen), "kis.app.key")
                .contains("kis.app.key is in quotes", "without them", "file")
                .doesNotContain(KEY);
        assertThatThrownBy(() -> connector.start(seen))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("is in quotes");
    }

    @ParameterizedTest
    @DisplayName("never stands in a pair of equal quotes where it goes into a header of the API")
    @ValueSource(
            strings = {
                "\"hidden\"",
                "'hidden'",
                "`hidden`",
                " 'hidden' ",
                "\"\"",
                "''",
                "'hid'den'",
                "\"${vault:hidden}\"",
                "'hid den'"
            })
    void quoted(String value) {
        for (String key : HEADERS) {
            Map<String, String> quoted = new HashMap<>(properties);
            quoted.put(key, value);
            assertOnlyError(errors(quoted), key).contains(key + " is in quotes").doesNotContain("hid");
        }
        properties.put("kis.seq.no", value);
        assertThat(errors()).containsOnlyKeys("kis.seq.no");
    }

    @ParameterizedTest
    @DisplayName("may have such characters in it")
    @ValueSource(
            strings = {
                "ab${c:d}",
                "${c:d}ab",
                "a${b}c",
                "$",
                "${",
                "{ab}",
                "$ab}",
                "\"",
                "'",
                "\"ab",
                "ab'",
                "'ab\"",
                "a'b'c",
                "a\"\"b"
            })
    void inside(String value) {
        HEADERS.forEach(key -> properties.put(key, value));
        properties.put("kis.seq.no", value);
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("may have any characters as the proxy's password, quotes around it included")
    @ValueSource(strings = {"'ab'", "\"ab\"", "a b", "비밀", "ab${c:d}"})
    void password(String value) {
        properties.putAll(Map.of(
                "kis.base.url",
                "https://openapi.koreainvestment.com:9443",
                "kis.proxy.url",
                "http://proxy.example.test:3128",
                "kis.proxy.username",
                value,
                "kis.proxy.password",
                value));
        assertThat(errors()).isEmpty();
    }

    @Test
    @DisplayName("is not needed to alter offsets")
    void offsets() {
        properties.putAll(Map.of(
                "kis.app.key", "${vault:app.key}",
                "kis.app.secret", "'${vault:app.secret}'",
                "kis.token.file", "${vault:token}",
                "poll.interval.ms", "${vault:interval}"));
        assertThat(connector.alterOffsets(
                        properties, Map.of(Map.of("market_sector", "KSP:0001"), Map.of("timestamp", 0L))))
                .isTrue();
    }

    /** Resolves placeholders with Connect's own class, and what it offers for files. */
    private Map<String, String> asConnectDoes(Map<String, String> written) {
        try (FileConfigProvider provider = new FileConfigProvider()) {
            provider.configure(Map.of("allowed.paths", folder.resolve("allowed").toString()));
            return new ConfigTransformer(Map.of("file", provider))
                    .transform(written)
                    .data();
        }
    }
}

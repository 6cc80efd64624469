package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The validation of a configuration")
class ConfigValidationTest {
    private static final String HOSTS = "io.github.kisconnect.allowed.hosts";
    private static final String KEY = "PSkey-that-must-not-show";
    private static final String SECRET = "secret/that+must=not==show";

    private final InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
    private final Map<String, String> properties = new LinkedHashMap<>(Map.of(
            "name", "flows",
            "connector.class", InvestorFlowSourceConnector.class.getName(),
            "tasks.max", "2",
            "topic.creation.default.partitions", "1",
            "kis.app.key", KEY,
            "kis.app.secret", SECRET,
            "market.sectors", "KSP:0001,K2I:F001",
            "session.gate", "always"));

    @AfterEach
    void forgetHosts() {
        System.clearProperty(HOSTS);
    }

    @Test
    @DisplayName("finds nothing wrong with the least that is needed")
    void minimal() {
        assertThat(errors()).isEmpty();
    }

    @Test
    @DisplayName("finds nothing wrong with every setting of this version given")
    void full() {
        properties.putAll(Map.of(
                "kis.customer.type", "B",
                "kis.personal.seckey", "personal",
                "kis.phone.number", "01011112222",
                "kis.ip.address", "192.0.2.1",
                "kis.mac.address", "0A1B2C3D4E5F",
                "kis.seq.no", "001",
                "kis.requests.per.second", "0.5",
                "kis.max.in.flight", "1",
                "topic", "kis.${market}.flow"));
        properties.putAll(Map.of(
                "poll.interval.ms", "86400000", "emit.mode", "all", "emit.max.silence.ms", "0", "market.sectors", "*"));
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("names each setting that is missing")
    @ValueSource(strings = {"kis.app.key", "kis.app.secret", "market.sectors"})
    void missing(String key) {
        properties.remove(key);
        assertThat(errors()).containsOnlyKeys(key);
    }

    @Test
    @DisplayName("has one message for each wrong setting, not only for the first")
    void several() {
        properties.put("poll.interval.ms", "7");
        properties.put("emit.mode", "some");
        properties.put("market.sectors", "KSP:9999");
        properties.remove("kis.app.key");
        assertThat(errors()).containsOnlyKeys("poll.interval.ms", "emit.mode", "market.sectors", "kis.app.key");
    }

    static Stream<List<String>> wrongValues() {
        return Stream.of(
                List.of("poll.interval.ms", "999", "1000", "86400000"),
                List.of("poll.interval.ms", "0", "1000"),
                List.of("poll.interval.ms", "-60000", "1000"),
                List.of("poll.interval.ms", "61000", "divisor of 24 h"),
                List.of("poll.interval.ms", "86400001", "nearest: 86400000"),
                List.of("poll.interval.ms", "43200001", "nearest: 43200000"),
                List.of("poll.interval.ms", "60001", "nearest: 60000"),
                List.of("poll.interval.ms", "9223372036854775807", "nearest: 86400000"),
                List.of("poll.interval.ms", "minute", "LONG"),
                List.of("poll.interval.ms", "", "LONG"),
                List.of("kis.requests.per.second", "0", "above 0", "18"),
                List.of("kis.requests.per.second", "-1", "above 0"),
                List.of("kis.requests.per.second", "NaN", "above 0"),
                List.of("kis.requests.per.second", "Infinity", "above 0"),
                List.of("kis.requests.per.second", "many", "DOUBLE"),
                List.of("kis.max.in.flight", "0", "at least 1"),
                List.of("kis.max.in.flight", "1001", "1000"),
                List.of("kis.connect.timeout.ms", "0", "at least 1"),
                List.of("kis.request.timeout.ms", "0", "at least 1"),
                List.of("kis.request.timeout.ms", "600001", "600000"),
                List.of("kis.customer.type", "X", "P", "B"),
                List.of("kis.customer.type", "p", "P", "B"),
                List.of("kis.seq.no", "0 1", "printable ASCII"),
                List.of("kis.seq.no", "", "printable ASCII"),
                List.of("emit.mode", "some", "changes", "all"),
                List.of("emit.mode", "ALL", "changes", "all"),
                List.of("emit.max.silence.ms", "-1", "at least 0"),
                List.of("session.gate", "never", "krx", "always"),
                List.of("topic", "", "letters, digits"),
                List.of("topic", "kis flow", "letters, digits"),
                List.of("topic", "kis/flow", "letters, digits"),
                List.of("topic", "kis.${sector}", "${market}"),
                List.of("topic", ".", "letters, digits"),
                List.of("topic", "..", "letters, digits"),
                List.of("topic", "t".repeat(250), "249"),
                List.of("market.sectors", "", "names no pair|selects no pair|empty"),
                List.of("market.sectors", "KSP:9999", "nearest: KSP:0001|nearest: ", "market.sectors.allow.unknown"),
                List.of("market.sectors", "ksp:0001", "nearest: KSP:0001", "MARKET:SECTOR"),
                List.of("market.sectors", "KSP:0001,,K2I:F001", "is not a pair"),
                List.of("market.sectors", "!KSP:0001", "no pair"),
                List.of("market.sectors", "NEW:*", "KSP:*"),
                List.of("market.sectors.allow.unknown", "perhaps", "true"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongValues")
    @DisplayName("has one message on the wrong setting, which names it and what is allowed")
    void wrong(List<String> keyValueWords) {
        String key = keyValueWords.get(0);
        properties.put(key, keyValueWords.get(1));
        Map<String, List<String>> errors = errors();
        assertThat(errors).containsOnlyKeys(key);
        assertThat(errors.get(key)).singleElement().asString().contains(key);
        for (String words : keyValueWords.subList(2, keyValueWords.size())) {
            assertThat(errors.get(key).get(0)).containsPattern(alternatives(words));
        }
    }

    private static String alternatives(String words) {
        return Stream.of(words.split("\\|"))
                .map(java.util.regex.Pattern::quote)
                .collect(java.util.stream.Collectors.joining("|"));
    }

    @Test
    @DisplayName("names at most ten wrong terms of a list, and how many more there are")
    void manyWrongTerms() {
        properties.put(
                "market.sectors",
                String.join(
                        ",",
                        Stream.iterate(100, code -> code + 1)
                                .limit(30)
                                .map(code -> "XYZ:" + code)
                                .toList()));
        assertThat(errors().get("market.sectors"))
                .singleElement()
                .asString()
                .contains("'XYZ:109'", "20 more")
                .doesNotContain("'XYZ:110'");
    }

    @ParameterizedTest
    @DisplayName("refuses a secret that cannot go into a header, and does not quote it")
    @ValueSource(
            strings = {
                "kis.app.key",
                "kis.app.secret",
                "kis.personal.seckey",
                "kis.phone.number",
                "kis.ip.address",
                "kis.mac.address"
            })
    void secrets(String key) {
        for (String wrong : List.of("", " ", "hid den", "hidden\r\nx: y", "hiddén", "숨김", "hidden\u0000x")) {
            properties.put(key, wrong);
            assertThat(errors()).containsOnlyKeys(key);
            assertThat(errors().get(key))
                    .singleElement()
                    .asString()
                    .contains(key)
                    .doesNotContain("hid den", "hidden", "hiddén", "숨김");
        }
    }

    @Test
    @DisplayName("shows no secret in any value or message")
    void secretsInResult() {
        properties.put("kis.personal.seckey", "personal-that-must-not-show");
        properties.put("poll.interval.ms", "7");
        assertThat(connector.validate(properties).configValues()).allSatisfy(value -> assertThat(value.toString())
                .doesNotContain(KEY, SECRET, "personal-that-must-not-show"));
    }

    @ParameterizedTest
    @DisplayName("takes the brokerage's host over TLS, and loopback")
    @ValueSource(
            strings = {
                "https://openapi.koreainvestment.com:9443",
                "https://openapi.koreainvestment.com:9443/",
                "HTTPS://OPENAPI.KOREAINVESTMENT.COM:9443",
                "https://openapi.koreainvestment.com",
                "http://127.0.0.1:8080",
                "http://localhost:8080",
                "https://localhost",
                "http://[::1]:8080"
            })
    void goodUrls(String url) {
        properties.put("kis.base.url", url);
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("refuses any other URL and says what to write")
    @CsvSource({
        "http://openapi.koreainvestment.com:9443, in the clear",
        "https://openapivts.koreainvestment.com:29443, paper",
        "https://OpenApiVts.koreainvestment.com:29443, paper",
        "https://example.com, allowed.hosts",
        "http://example.com, allowed.hosts",
        "https://openapi.koreainvestment.com.example.com:9443, allowed.hosts",
        "https://openapi.koreainvestment.com.:9443, allowed.hosts",
        "https://xopenapi.koreainvestment.com, allowed.hosts",
        "https://127.0.0.1.example.com, allowed.hosts",
        "https://0.0.0.0, allowed.hosts",
        "https://169.254.169.254, allowed.hosts",
        "https://localhost.example.com, allowed.hosts",
        "https://openapi.koreainvestment.com:9443/uapi, paths",
        "https://openapi.koreainvestment.com:9443?x=1, scheme",
        "https://openapi.koreainvestment.com:9443#x, scheme",
        "https://openapi.koreainvestment.com:99999, port",
        "https://127.0.0.1:0, port",
        "ftp://openapi.koreainvestment.com, https",
        "file:///etc/passwd, https",
        "openapi.koreainvestment.com:9443, https",
        "openapi.koreainvestment.com, https",
        "https://, https",
        "https:///x, https",
        "'', https",
        "'https://open api', https",
        "'https://openapi.koreainvestment.com\\@example.com', https"
    })
    void wrongUrls(String url, String words) {
        properties.put("kis.base.url", url);
        assertThat(errors()).containsOnlyKeys("kis.base.url");
        assertThat(errors().get("kis.base.url")).singleElement().asString().contains("kis.base.url", words);
    }

    @ParameterizedTest
    @DisplayName("refuses user info in a URL, and does not quote it")
    @ValueSource(
            strings = {
                "https://user:hidden@openapi.koreainvestment.com:9443",
                "https://hidden@openapi.koreainvestment.com:9443",
                "https://user:hid%64en@127.0.0.1",
                "user:hidden@openapi.koreainvestment.com:9443",
                "https:user:hidden@openapi.koreainvestment.com:9443",
                "https://user:hidden@[bad",
                "https://us er:hidden@127.0.0.1"
            })
    void userInfo(String url) {
        properties.put("kis.base.url", url);
        assertThat(errors()).containsOnlyKeys("kis.base.url");
        assertThat(errors().get("kis.base.url"))
                .singleElement()
                .asString()
                .contains("https://host:port")
                .doesNotContain("hid", "user:");
    }

    @Test
    @DisplayName("takes a host, over http too, that the worker's JVM allows, and the paper host in no case")
    void allowedHosts() {
        properties.put("kis.base.url", "http://kis.internal:8080");
        assertThat(errors()).containsOnlyKeys("kis.base.url");
        System.setProperty(HOSTS, "other.internal, KIS.internal ,openapivts.koreainvestment.com");
        assertThat(errors()).isEmpty();
        properties.put("kis.base.url", "http://x.kis.internal:8080");
        assertThat(errors()).containsOnlyKeys("kis.base.url");
        properties.put("kis.base.url", "https://openapivts.koreainvestment.com:29443");
        assertThat(errors()).containsOnlyKeys("kis.base.url");
        System.setProperty(HOSTS, " , ");
        properties.put("kis.base.url", "https://example.com");
        assertThat(errors()).containsOnlyKeys("kis.base.url");
    }

    @Test
    @DisplayName("refuses a sweep that is longer than the interval, and takes one that just fits")
    void sweep() {
        properties.put("market.sectors", "*");
        properties.put("kis.requests.per.second", "15");
        properties.put("poll.interval.ms", "5000");
        assertThat(errors()).isEmpty();
        properties.put("poll.interval.ms", "4800");
        assertThat(errors()).containsOnlyKeys("poll.interval.ms");
        assertThat(errors().get("poll.interval.ms"))
                .singleElement()
                .asString()
                .contains("75 pairs", "15.0", "5000 ms", "4800", "kis.requests.per.second", "market.sectors");
        properties.put("kis.requests.per.second", "1e-300");
        assertThat(errors()).containsOnlyKeys("poll.interval.ms");
    }

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("refuses what this version has not built, in place of ignoring it")
    @CsvSource({
        "kis.proxy.url, http://proxy:3128",
        "kis.proxy.username, user",
        "kis.proxy.password, hidden",
        "kis.ssl.truststore.location, /tmp/trust.p12",
        "kis.ssl.truststore.password, hidden",
        "kis.ssl.truststore.type, PKCS12",
        "quarantine.topic, rejects",
        "session.start, 09:00",
        "session.end, 18:00",
        "session.holidays, 2026-12-31",
        "session.holidays.api, false",
        "session.max.outage.ms, 600000",
        "session.gate, krx"
    })
    void unbuilt(String key, String value) {
        properties.put(key, value);
        assertThat(errors()).containsOnlyKeys(key);
        assertThat(errors().get(key))
                .singleElement()
                .asString()
                .contains(key, "not built yet")
                .doesNotContain("hidden");
    }

    @Test
    @DisplayName("refuses unbuilt settings also where they say what holds anyway, for they would be ignored")
    void unbuiltDefaults() {
        properties.putAll(Map.of(
                "session.start", "08:40",
                "session.end", "20:10",
                "session.holidays", "",
                "session.holidays.api", "true",
                "session.max.outage.ms", "0"));
        assertThat(errors())
                .containsOnlyKeys(
                        "session.start",
                        "session.end",
                        "session.holidays",
                        "session.holidays.api",
                        "session.max.outage.ms");
    }

    @ParameterizedTest
    @DisplayName("refuses a name that looks like a setting and is none")
    @ValueSource(
            strings = {
                "kis.appkey",
                "market.sector",
                "poll.interval",
                "emit.max.silence",
                "session.gates",
                "quarantine.topics",
                "kis.app.key "
            })
    void unknownSetting(String name) {
        properties.put(name, "x");
        assertThat(errors()).containsOnlyKeys(name);
        assertThat(errors().get(name)).singleElement().asString().contains(name, "not a setting");
    }

    @Test
    @DisplayName("leaves names alone that belong to Connect or to converters and transforms")
    void foreignSettings() {
        properties.putAll(Map.of(
                "value.converter", "x",
                "transforms", "a",
                "errors.tolerance", "all",
                "producer.override.linger.ms", "0",
                "offsets.storage.topic", "x",
                "header.converter", "x"));
        assertThat(errors()).isEmpty();
    }

    @Test
    @DisplayName("takes a setting that is null for one that is not given")
    void nullValues() {
        for (String name : InvestorFlowConfig.DEFINITION.names()) {
            Map<String, String> withNull = new HashMap<>(properties);
            withNull.put(name, null);
            Map<String, String> without = new HashMap<>(properties);
            without.remove(name);
            assertThat(errors(withNull).keySet())
                    .as(name)
                    .isEqualTo(errors(without).keySet());
        }
    }

    @Test
    @DisplayName("is repeated at the start, which throws what validation says")
    void start() {
        properties.put("market.sectors", "KSP:9999");
        assertThatThrownBy(() -> connector.start(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("market.sectors")
                .hasMessageContaining("KSP:9999");
        properties.put("market.sectors", "KSP:0001");
        properties.put("kis.appkey", "x");
        assertThatThrownBy(() -> connector.start(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kis.appkey");
        properties.remove("kis.appkey");
        properties.put("kis.app.key", "hid den");
        assertThatThrownBy(() -> connector.start(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kis.app.key")
                .hasMessageNotContaining("hid den");
    }

    @Test
    @DisplayName("warns at the start of what is allowed and still unwise, each once and without secrets")
    void warnings() {
        properties.putAll(Map.of(
                "market.sectors", "999:S001,KSP:*",
                "kis.requests.per.second", "20",
                "poll.interval.ms", "1500",
                "kis.customer.type", "B",
                "kis.phone.number", "01099998888"));
        try (LogCapture log = LogCapture.begin()) {
            connector.start(properties);
            assertThat(log.ours(Level.WARN)).hasSize(6);
            assertThat(String.join("\n", log.ours(Level.WARN)))
                    .contains("kis.requests.per.second 20.0", "18 a second", "80 %", "999:S001", "futures, not KOSPI")
                    .contains("session.gate=always", "kis.personal.seckey", "kis.ip.address");
            assertThat(log.lines())
                    .allSatisfy(line -> assertThat(line.toString()).doesNotContain(KEY, SECRET, "01099998888"));
        }
    }

    @Test
    @DisplayName("offers values where a setting has a choice")
    void recommendations() {
        Map<String, ConfigValue> values = new HashMap<>();
        connector.validate(properties).configValues().forEach(value -> values.put(value.name(), value));
        assertThat(values.get("kis.customer.type").recommendedValues()).containsExactly("P", "B");
        assertThat(values.get("emit.mode").recommendedValues()).containsExactly("changes", "all");
        assertThat(values.get("market.sectors").recommendedValues())
                .contains("*", "KSP:*", "KSP:0001", "KQI:OP03")
                .hasSize(1 + 11 + 88);
    }

    private Map<String, List<String>> errors() {
        return errors(properties);
    }

    private Map<String, List<String>> errors(Map<String, String> of) {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (ConfigValue value : connector.validate(of).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        return errors;
    }
}

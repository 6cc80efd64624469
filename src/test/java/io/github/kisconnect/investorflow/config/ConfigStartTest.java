package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.LogCapture;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The validation of a configuration, at the start,")
class ConfigStartTest extends ConfigValidationFixture {
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

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @DisplayName(
            "warns of a session that leaves out a minute in which figures may move: from the first opening to the after-market's end")
    @CsvSource({
        "08:40, 20:10, false",
        "08:45, 20:00, false",
        "08:46, 20:10, true",
        "08:40, 19:59, true",
        "08:45, 18:00, true",
        "09:00, 15:30, true"
    })
    void narrowSession(String start, String end, boolean warned) {
        properties.putAll(Map.of("session.gate", "krx", "session.start", start, "session.end", end));
        try (LogCapture log = LogCapture.begin()) {
            connector.start(properties);
            assertThat(log.ours(Level.WARN)).hasSize(warned ? 1 : 0).allSatisfy(line -> assertThat(line)
                    .contains("session.start " + start, "session.end " + end, "from 08:45 to 20:00", "08:40 to 20:10"));
        }
    }

    @ParameterizedTest(name = "{0} from {1}: {2}")
    @DisplayName("looks for the first opening at the markets that are asked for, and at no others")
    @CsvSource({
        "KSP:0001, 09:00, false",
        "KSP:0001, 09:01, true",
        "'KSP:0001,K2I:F001', 08:45, false",
        "'KSP:0001,K2I:F001', 09:00, true"
    })
    void firstOpening(String pairs, String start, boolean warned) {
        properties.putAll(Map.of("session.gate", "krx", "market.sectors", pairs, "session.start", start));
        try (LogCapture log = LogCapture.begin()) {
            connector.start(properties);
            assertThat(log.ours(Level.WARN)).hasSize(warned ? 1 : 0);
        }
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
            assertThat(log.ours(Level.WARN)).hasSize(7);
            assertThat(String.join("\n", log.ours(Level.WARN)))
                    .contains("kis.request.timeout.ms 10000 is longer than poll.interval.ms 1500")
                    .contains("kis.requests.per.second 20.0", "18 a second", "80 %", "999:S001", "futures, not KOSPI")
                    .contains("session.gate=always", "kis.personal.seckey", "kis.ip.address");
            assertThat(log.lines())
                    .allSatisfy(line -> assertThat(line.toString()).doesNotContain(KEY, SECRET, "01099998888"));
        }
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @DisplayName("warns of a setting that has no effect, or seldom the one that was meant")
    @CsvSource({
        "session.start, 09:00, session.gate=always",
        "session.end, 15:30, session.gate=always",
        "session.holidays, 2026-12-30, session.gate=always",
        "session.holidays.api, false, session.gate=always",
        "emit.max.silence.ms, 1000, emit.mode=all",
        "kis.seq.no, 002, kis.customer.type=B",
        "kis.phone.number, 01099998888, kis.customer.type=B",
        "kis.ssl.truststore.type, JKS, without kis.ssl.truststore.location",
        "kis.request.timeout.ms, 60001, longer than poll.interval.ms 60000",
        "kis.base.url, https://openapi.koreainvestment.com:443, the API is at https://openapi.koreainvestment.com:9443",
        "kis.token.file, token.json, not an absolute path"
    })
    void withoutEffect(String key, String value, String words) {
        properties.put("emit.mode", "all");
        assertThat(warningsOf(key)).as("where it is not given").isEmpty();
        properties.put(key, value);
        assertThat(warningsOf(key)).singleElement().asString().contains(words).doesNotContain("01099998888");
    }

    @ParameterizedTest
    @DisplayName("does not warn of a default, which forms send for what was left as it is")
    @CsvSource({
        "session.start, 08:40",
        "session.end, 20:10",
        "session.holidays, ''",
        "session.holidays.api, true",
        "emit.max.silence.ms, 300000",
        "kis.seq.no, 001",
        "kis.ssl.truststore.type, PKCS12"
    })
    void defaults(String key, String value) {
        properties.put("emit.mode", "all");
        properties.put(key, value);
        assertThat(warningsOf(key)).isEmpty();
    }

    @Test
    @DisplayName("warns of a proxy's login in quotes, and does not quote it")
    void quotedLogin() {
        properties.putAll(Map.of(
                "kis.base.url", "https://openapi.koreainvestment.com:9443",
                "kis.proxy.url", "http://proxy.example.test:3128",
                "kis.proxy.username", "user",
                "kis.proxy.password", "'hidden'"));
        assertThat(warningsOf("kis.proxy.password"))
                .singleElement()
                .asString()
                .contains("quotes")
                .doesNotContain("hidden");
    }

    @ParameterizedTest(name = "{0} with predicates of {1}, quarantine topic {2}: {3}")
    @DisplayName("warns of transforms that meet rejects, which they may not be able to take")
    @CsvSource({
        "flat, '', rejects, [flat]",
        "' flat , route', '', rejects, '[flat, route]'",
        "'flat,route', route, rejects, [flat]",
        "'flat,route', 'flat,route', rejects, ''",
        "flat, '', '', ''",
        "'', '', rejects, ''",
        "',', '', rejects, ''"
    })
    void transforms(String names, String withPredicate, String quarantine, String named) {
        properties.put("transforms", names);
        properties.put("transforms.flat.predicate", " ");
        Stream.of(withPredicate.split(",")).forEach(name -> properties.put("transforms." + name + ".predicate", "one"));
        properties.put("quarantine.topic", quarantine);
        if (named.isEmpty()) {
            assertThat(warningsOf("transforms")).isEmpty();
        } else {
            assertThat(warningsOf("transforms"))
                    .singleElement()
                    .asString()
                    .contains(
                            "transforms " + named + " without a predicate",
                            "quarantine.topic rejects",
                            "docs/consume.md");
        }
    }

    private List<String> warningsOf(String key) {
        try (LogCapture log = LogCapture.begin()) {
            connector.start(properties);
            return log.ours(Level.WARN).stream()
                    .filter(line -> line.startsWith(key + " "))
                    .toList();
        }
    }
}

package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.Catalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The validation of a configuration")
class ConfigValidationTest extends ConfigValidationFixture {
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
                "poll.interval.ms",
                "21600000",
                "emit.mode",
                "all",
                "emit.max.silence.ms",
                "0",
                "market.sectors",
                "*",
                "quarantine.topic",
                "kis.quarantine",
                "session.max.outage.ms",
                "172800000"));
        properties.putAll(Map.of(
                "session.gate", "krx",
                "session.start", "08:00",
                "session.end", "23:59",
                "session.holidays", "2026-12-30, 2027-01-29",
                "session.holidays.api", "false"));
        assertThat(errors()).isEmpty();
    }

    @ParameterizedTest(name = "{0} from {1} to {2}")
    @DisplayName("refuses a session without a tick in it")
    @CsvSource({"86400000, 08:40, 20:10", "3600000, 09:10, 09:50", "3600000, 08:01, 09:00"})
    void noTick(String interval, String start, String end) {
        properties.putAll(Map.of(
                "session.gate", "krx", "poll.interval.ms", interval, "session.start", start, "session.end", end));
        assertOnlyError("poll.interval.ms").contains("no tick between session.start " + start, "session.end " + end);
        properties.put("session.end", "23:59");
        assertThat(errors().isEmpty()).isEqualTo(!interval.equals("86400000"));
    }

    @Test
    @DisplayName("takes the exchange's sessions where nothing is said of them")
    void defaultGate() {
        properties.remove("session.gate");
        assertThat(errors()).isEmpty();
        InvestorFlowConfig config = new InvestorFlowConfig(properties);
        assertThat(config.sessionGate()).isEqualTo(SessionGate.KRX);
        assertThat(config.asksHolidays()).isTrue();
        assertThat(config.sessions(date -> Optional.empty()).wantProof()).isTrue();
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
                List.of("poll.interval.ms", "", "is blank", "use the default, 60000"),
                List.of("kis.requests.per.second", "0", "above 0", "18"),
                List.of("kis.requests.per.second", "-1", "above 0"),
                List.of("kis.requests.per.second", "NaN", "above 0"),
                List.of("kis.requests.per.second", "Infinity", "above 0"),
                List.of("kis.requests.per.second", "many", "DOUBLE"),
                List.of("kis.max.in.flight", "0", "at least 1"),
                List.of("kis.max.in.flight", "1001", "1000"),
                List.of("kis.connect.timeout.ms", "0", "at least 1"),
                List.of("kis.request.timeout.ms", "0", "at least 1"),
                List.of(
                        "kis.request.timeout.ms",
                        "4999",
                        "shorter than kis.connect.timeout.ms 5000",
                        "at least as much"),
                List.of("kis.request.timeout.ms", "600001", "600000"),
                List.of("kis.customer.type", "X", "P", "B"),
                List.of("kis.customer.type", "p", "P", "B"),
                List.of("kis.seq.no", "0 1", "printable ASCII"),
                List.of("kis.seq.no", "", "is blank", "use the default, 001"),
                List.of("emit.mode", "some", "changes", "all"),
                List.of("emit.mode", "ALL", "changes", "all"),
                List.of("emit.max.silence.ms", "-1", "at least 0"),
                List.of("session.gate", "never", "krx", "always"),
                List.of("session.start", "9:00", "HH:mm in KST"),
                List.of("session.start", "24:00", "HH:mm in KST"),
                List.of("session.start", "morning", "08:40"),
                List.of("session.end", "20:60", "HH:mm in KST"),
                List.of("session.end", "08:40", "not after session.start 08:40"),
                List.of("session.end", "00:00", "not after session.start"),
                List.of("session.holidays", "2026-02-30", "yyyy-MM-dd"),
                List.of("session.holidays", "+12026-01-01", "'+12026-01-01'", "yyyy-MM-dd"),
                List.of("session.holidays", "2026-12-30,christmas", "'christmas'", "yyyy-MM-dd"),
                List.of("session.holidays.api", "maybe", "true"),
                List.of("session.max.outage.ms", "-1", "at least 0"),
                List.of(
                        "session.max.outage.ms",
                        "119999",
                        "one missed answer",
                        "poll.interval.ms: 120000",
                        "0 (never)"),
                List.of("quarantine.topic", "kis.${market}.rejects", "letters, digits"),
                List.of("quarantine.topic", "kis.investor-flow", "kis.investor-flow.quarantine"),
                List.of("topic", "", "is blank", "use the default, kis.investor-flow"),
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
        AbstractStringAssert<?> error = assertOnlyError(key).contains(key);
        for (String words : keyValueWords.subList(2, keyValueWords.size())) {
            error.containsPattern(alternatives(words));
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

    @Test
    @DisplayName("refuses a sweep that is longer than the interval, and takes one that just fits")
    void sweep() {
        properties.put("market.sectors", "KSP:0001,KSQ:1001,K2I:F001");
        properties.put("kis.requests.per.second", "1.5");
        properties.put("poll.interval.ms", "2000");
        assertThat(errors()).isEmpty();
        properties.put("poll.interval.ms", "1920");
        assertOnlyError("poll.interval.ms")
                .contains("3 pairs need 3 slots every 1920 ms", "1.5 requests a second give 2", "at least 1.563")
                .contains("kis.requests.per.second", "market.sectors");
        properties.put("kis.requests.per.second", "1.563");
        assertThat(errors()).isEmpty();
        properties.put("kis.requests.per.second", "1e-300");
        assertThat(errors()).containsOnlyKeys("poll.interval.ms");
    }

    @Test
    @DisplayName("takes intervals for some pairs that fit, and says at which rate they would where they do not")
    void overrides() {
        properties.put("market.sectors", "KSP:*,KSQ:1001,K2I:F001");
        properties.put("poll.interval.overrides", "KSP:0001=5000, KSQ:*=5000, K2I:F001=5000");
        properties.put("kis.requests.per.second", "1.2");
        assertThat(errors()).isEmpty();
        properties.put("kis.requests.per.second", "0.8");
        assertOnlyError("poll.interval.overrides")
                .contains(
                        "slots every 5000 ms",
                        "0.8 requests a second give 4",
                        "kis.requests.per.second to at least 1.2");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("says what is wrong with an interval for some pairs")
    @CsvSource(
            delimiter = '|',
            value = {
                "KSP:0001 | holds 'KSP:0001', which is not a pair with an interval",
                "KSP=5000 | MARKET:SECTOR=milliseconds",
                "*=5000 | KSP:0001=5000",
                "ksp:0001=5000 | holds 'ksp:0001=5000'",
                "KSP:0001=5s | holds 'KSP:0001=5s'",
                "KSP:0001=700 | 700 is not at least 1000",
                "KSP:0001=7000 | divisor of 24 h",
                "KSP:0001=5000,KSP:0001=10000 | names KSP:0001 twice",
                "KSQ:1001=5000 | market.sectors selects no pair",
                "MKI:*=5000 | names MKI:*",
                "KSP:0001=40000 | 40000 and 60000 ms",
                "KSP:0001=4000,KSP:0002=6000 | 4000 and 6000 ms",
                "KSP:0001=86400000 | has no tick between"
            })
    void wrongOverrides(String entries, String words) {
        properties.put("market.sectors", "KSP:0001,KSP:0002");
        properties.put("poll.interval.overrides", entries);
        properties.put("session.gate", "krx");
        assertOnlyError("poll.interval.overrides")
                .startsWith("poll.interval.overrides ")
                .contains(words);
    }

    @Test
    @DisplayName("wants an outage to last for two of the longest interval that a pair has")
    void outageOfOverrides() {
        properties.put("market.sectors", "KSP:0001,KSP:0002");
        properties.put("poll.interval.overrides", "KSP:0001=120000");
        properties.put("session.max.outage.ms", "120000");
        assertOnlyError("session.max.outage.ms").contains("twice poll.interval.overrides: 240000");
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
    @DisplayName("offers values where a setting has a choice")
    void recommendations() {
        Map<String, ConfigValue> values = new HashMap<>();
        connector.validate(properties).configValues().forEach(value -> values.put(value.name(), value));
        assertThat(values.get("kis.customer.type").recommendedValues()).containsExactly("P", "B");
        assertThat(values.get("emit.mode").recommendedValues()).containsExactly("changes", "all");
        assertThat(values.get("market.sectors").recommendedValues())
                .contains("*", "KSP:*", "KSP:0001", "KQI:OP03")
                .hasSize(1
                        + Catalogue.bundled().markets().size()
                        + Catalogue.bundled().sectors().size());
    }
}

package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Altered offsets that are wrong")
class RefusedOffsetsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-23T00:01:30.000999Z");
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final String PAIR = "{\"market_sector\":\"KSP:0001\"}";

    static Stream<Arguments> timestamps() {
        String whole =
                " is not a whole number of epoch milliseconds from 0 on: write it without quotes and fraction, such as"
                        + " 1795392090000";
        String ahead =
                " is more than one poll interval (60000 ms) ahead of the worker's clock (2026-11-23T00:01:30Z): write at"
                        + " most 1795392150000";
        return Stream.of(
                        Arguments.of("\"1795392060000\"", "'1795392060000'", whole),
                        Arguments.of("1795392060000.5", "1.7953920600005E12", whole),
                        Arguments.of("60000.0", "60000.0", whole),
                        Arguments.of("-1", "-1", whole),
                        Arguments.of("null", "null", whole),
                        Arguments.of("true", "true", whole),
                        Arguments.of("[1]", "[1]", whole),
                        Arguments.of("99999999999999999999", "99999999999999999999", whole),
                        Arguments.of("1795392150001", "1795392150001 (2026-11-23T00:02:30.001Z)", ahead),
                        Arguments.of(
                                "9223372036854775807", "9223372036854775807 (+292278994-08-17T07:12:55.807Z)", ahead))
                .map(given -> field("{\"timestamp\":%s}", "timestamp", given));
    }

    static Stream<Arguments> digests() {
        String form = " is not v1: and 16 hexadecimal digits in lower case: write it as it was stored, or leave it out";
        return Stream.of(
                        Arguments.of("5", "5", form),
                        Arguments.of("null", "null", form),
                        Arguments.of("\"\"", "''", form),
                        Arguments.of("\"5ea475839825098e\"", "'5ea475839825098e'", form),
                        Arguments.of("\"v2:5ea475839825098e\"", "'v2:5ea475839825098e'", form),
                        Arguments.of("\"v1:5ea475839825098\"", "'v1:5ea475839825098'", form),
                        Arguments.of("\"v1:5ea475839825098e0\"", "'v1:5ea475839825098e0'", form),
                        Arguments.of("\"v1:5EA475839825098E\"", "'v1:5EA475839825098E'", form),
                        Arguments.of("\"v1:5ea475839825098e\\n\"", "'v1:5ea475839825098e?'", form))
                .flatMap(given -> Stream.of(
                        field("{\"timestamp\":0,\"digest\":%s}", "digest", given),
                        field("{\"timestamp\":0,\"earlier_digest\":%s}", "earlier_digest", given)));
    }

    static Stream<Arguments> missedTicks() {
        String form = " is not a whole number from 0 to 86400: write it without quotes and fraction, or leave it out";
        return Stream.of(
                        Arguments.of("-1", "-1", form),
                        Arguments.of("86401", "86401", form),
                        Arguments.of("1.0", "1.0", form),
                        Arguments.of("null", "null", form),
                        Arguments.of("\"3\"", "'3'", form))
                .map(given -> field("{\"timestamp\":0,\"missed_ticks_of_day\":%s}", "missed_ticks_of_day", given));
    }

    static Stream<Arguments> dates() {
        String form = " is not a date: write yyyy-MM-dd, such as 2026-11-23, or leave it out";
        return Stream.of(
                        Arguments.of("20261123", "20261123", form),
                        Arguments.of("null", "null", form),
                        Arguments.of("\"20261123\"", "'20261123'", form),
                        Arguments.of("\"23.11.2026\"", "'23.11.2026'", form),
                        Arguments.of("\"2026-02-30\"", "'2026-02-30'", form),
                        Arguments.of("\"+12026-11-23\"", "'+12026-11-23'", form))
                .map(given -> field("{\"timestamp\":0,\"trade_date\":%s}", "trade_date", given));
    }

    private static Arguments field(String offset, String name, Arguments given) {
        Object[] parts = given.get();
        return Arguments.of(PAIR, offset.formatted(parts[0]), name + " " + parts[1] + " of " + PAIR + parts[2]);
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                Arguments.of(
                        PAIR,
                        "{}",
                        "the offset of " + PAIR + " has no timestamp: write a time in epoch milliseconds, such as"
                                + " 1795392090000, or null in place of the whole offset to forget it"),
                Arguments.of(
                        PAIR,
                        "{\"timestamp\":0,\"tick\":1}",
                        "the offset of " + PAIR + " has the field 'tick', and only timestamp, digest, trade_date,"
                                + " missed_ticks_of_day and earlier_digest are allowed: leave it out"));
    }

    static Stream<Arguments> partitions() {
        String remedy = ": write " + PAIR + " with the pair's own codes, or give it the offset null to forget it";
        return Stream.concat(
                Stream.of("{}", "null", "{\"pair\":\"KSP:0001\"}")
                        .map(partition -> Arguments.of(
                                partition,
                                "{\"timestamp\":0}",
                                "the partition " + partition + " has no market_sector" + remedy)),
                Stream.of(
                        Arguments.of(
                                "{\"market_sector\":\"KSP:0001\",\"task\":0}",
                                "{\"timestamp\":0}",
                                "the partition {\"market_sector\":\"KSP:0001\",\"task\":0} has the key 'task', and only"
                                        + " market_sector is allowed" + remedy),
                        pair("\"ksp:0001\"", "'ksp:0001'", remedy),
                        pair("\"KSP\"", "'KSP'", remedy),
                        pair("\"KSP:0001 \"", "'KSP:0001 '", remedy),
                        pair("1", "1", remedy),
                        pair("null", "null", remedy)));
    }

    private static Arguments pair(String json, String shown, String remedy) {
        String partition = "{\"market_sector\":" + json + "}";
        return Arguments.of(
                partition,
                "{\"timestamp\":0}",
                "market_sector " + shown + " of the partition " + partition
                        + " is not a market and a sector in capitals" + remedy);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("are refused with one sentence that says what was found where, what is allowed and what to do")
    @MethodSource({"timestamps", "digests", "dates", "missedTicks", "fields", "partitions"})
    void refused(String partition, String offset, String problem) {
        assertThatThrownBy(() -> AlteredOffsets.check(
                        Collections.singletonMap(read(partition), read(offset)), NOW, pair -> INTERVAL))
                .isInstanceOf(ConnectException.class)
                .hasMessage("No offset was altered, because " + problem + ".");
    }

    private static Map<String, ?> read(String json) throws Exception {
        return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
    }

    @Test
    @DisplayName(
            "are refused together, with everything that is wrong in all of them, and no word on those that are right")
    void several() {
        Map<Map<String, ?>, Map<String, ?>> offsets = new LinkedHashMap<>();
        offsets.put(Map.of("market_sector", "KSP:0001"), Map.of("timestamp", 60_000L));
        offsets.put(Map.of("market_sector", "KSQ:1001"), Map.of("digest", "x"));
        offsets.put(Map.of("market_sector", "K2I:F001"), Map.of("timestamp", -5L));
        assertThatThrownBy(() -> AlteredOffsets.check(offsets, NOW, pair -> INTERVAL))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("the offset of {\"market_sector\":\"KSQ:1001\"} has no timestamp")
                .hasMessageContaining("; digest 'x' of {\"market_sector\":\"KSQ:1001\"}")
                .hasMessageContaining("; timestamp -5 of {\"market_sector\":\"K2I:F001\"}")
                .hasMessageNotContaining("KSP:0001")
                .hasMessageNotContaining("more");
    }

    @Test
    @DisplayName("are named up to five, and the rest counted")
    void firstFew() {
        Map<Map<String, ?>, Map<String, ?>> offsets = new LinkedHashMap<>();
        for (int i = 1; i <= 9; i++) {
            offsets.put(Map.of("market_sector", "KSP:" + i), Map.of("timestamp", "x"));
        }
        assertThatThrownBy(() -> AlteredOffsets.check(offsets, NOW, pair -> INTERVAL))
                .hasMessageContaining("KSP:5\"")
                .hasMessageNotContaining("KSP:6\"")
                .hasMessageEndingWith("; and 4 more.");
        offsets.keySet().retainAll(List.copyOf(offsets.keySet()).subList(0, 5));
        assertThatThrownBy(() -> AlteredOffsets.check(offsets, NOW, pair -> INTERVAL))
                .hasMessageContaining("KSP:5\"")
                .hasMessageNotContaining("more");
    }

    @Test
    @DisplayName("are shown whole up to a hundred characters, and cut off behind them")
    void longest() {
        String longest = "x".repeat(98);
        assertThatThrownBy(() -> check(longest)).hasMessageContaining("digest '" + longest + "' of");
        assertThatThrownBy(() -> check(longest + "y")).hasMessageContaining("digest '" + longest + "y…");
    }

    private static void check(String digest) {
        AlteredOffsets.check(
                Map.of(Map.of("market_sector", "KSP:0001"), Map.of("timestamp", 0L, "digest", digest)),
                NOW,
                pair -> INTERVAL);
    }

    @Test
    @DisplayName("are those further ahead than an interval of their own pair, whatever others have")
    void ofTheirOwnInterval() {
        Map<Map<String, ?>, Map<String, ?>> offsets = new LinkedHashMap<>();
        for (String pair : List.of("KSP:0001", "KSP:0002")) {
            offsets.put(
                    Map.of("market_sector", pair),
                    Map.of("timestamp", NOW.plusSeconds(30).toEpochMilli()));
        }
        assertThatThrownBy(() -> AlteredOffsets.check(
                        offsets,
                        NOW,
                        pair -> pair.sector().equals("0001") ? Duration.ofSeconds(5) : Duration.ofSeconds(60)))
                .hasMessageContaining("KSP:0001")
                .hasMessageContaining("5000 ms")
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("KSP:0002"));
    }

    @Test
    @DisplayName("are quoted in one line of bounded length, without what would break a log or the worker's JSON")
    void quoted() {
        String nasty = "a\n\u001b[31m\u2028\ud800" + "\ud83d\ude00".repeat(200_000);
        assertThatThrownBy(() -> AlteredOffsets.check(
                        Map.of(
                                Map.of("market_sector", nasty),
                                Map.of("timestamp", nasty, nasty, 1, "digest", List.of(nasty))),
                        NOW,
                        pair -> INTERVAL))
                .satisfies(thrown -> {
                    String message = thrown.getMessage();
                    assertThat(message)
                            .hasSizeLessThan(3_000)
                            .contains("'a?[31m?\ud83d\ude00")
                            .doesNotContainPattern("[\\p{C}\\p{Zl}]");
                    assertThat(new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                            .isEqualTo(message);
                });
    }
}

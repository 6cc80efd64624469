package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Source partitions and offsets")
class SourceOffsetsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Published PUBLISHED =
            new Published(Instant.ofEpochMilli(1_795_392_060_000L), "v1:5ea475839825098e", LocalDate.of(2026, 11, 23));

    @Test
    @DisplayName("have the JSON that is stored, to the letter")
    void goldenJson() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(SourceOffsets.partition(new MarketSector("KSP", "0001"))))
                .isEqualTo("{\"market_sector\":\"KSP:0001\"}");
        assertThat(JSON.writeValueAsString(SourceOffsets.offset(PUBLISHED)))
                .isEqualTo("{\"timestamp\":1795392060000,\"digest\":\"v1:5ea475839825098e\""
                        + ",\"trade_date\":\"2026-11-23\"}");
        assertThat(SourceOffsets.offset(PUBLISHED).get("timestamp")).isInstanceOf(Long.class);
    }

    @Test
    @DisplayName("are read back from what JSON makes of them")
    void readBack() throws JsonProcessingException {
        String json = JSON.writeValueAsString(SourceOffsets.offset(PUBLISHED));
        Map<String, Object> stored = JSON.readValue(json, new TypeReference<>() {});
        assertThat(SourceOffsets.read(stored)).contains(PUBLISHED);
    }

    @Test
    @DisplayName("are read without digest and date, or with unusable ones, as the timestamp alone")
    void timestampAlone() {
        Published alone = new Published(Instant.ofEpochMilli(60_000), null, null);
        assertThat(SourceOffsets.read(Map.of("timestamp", 60_000))).contains(alone);
        assertThat(SourceOffsets.read(Map.of("timestamp", 60_000L, "digest", 5, "trade_date", 20261123)))
                .contains(alone);
        assertThat(SourceOffsets.read(Map.of("timestamp", 60_000L, "trade_date", "23.11.2026", "further", List.of())))
                .contains(alone);
        Map<String, Object> nulls = new HashMap<>();
        nulls.put("timestamp", 60_000L);
        nulls.put("digest", null);
        nulls.put("trade_date", null);
        assertThat(SourceOffsets.read(nulls)).contains(alone);
    }

    static Stream<Map<String, ?>> withoutTimestamp() {
        Map<String, Object> nullTimestamp = new HashMap<>();
        nullTimestamp.put("timestamp", null);
        return Stream.of(
                null,
                Map.of(),
                nullTimestamp,
                Map.of("timestamp", "1795392060000"),
                Map.of("timestamp", List.of(1)),
                Map.of("timestamp", true),
                Map.of("digest", "v1:5ea475839825098e", "trade_date", "2026-11-23"));
    }

    @ParameterizedTest
    @DisplayName("are nothing without a timestamp in milliseconds")
    @MethodSource("withoutTimestamp")
    void nothing(Map<String, ?> offset) {
        assertThat(SourceOffsets.read(offset)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("have the missed ticks that a day can have, and no others")
    @CsvSource({"0, 0", "86400, 86400", "86401, ", "-1, "})
    void missedTicks(long stored, Integer read) {
        assertThat(SourceOffsets.read(Map.of("timestamp", 0L, "missed_ticks_of_day", stored)))
                .get()
                .extracting(Published::missedTicksOfDay)
                .isEqualTo(read);
    }

    @Test
    @DisplayName("have an earlier digest only where it is a text")
    void earlierDigest() {
        assertThat(SourceOffsets.read(Map.of("timestamp", 0L, "earlier_digest", 5))
                        .orElseThrow()
                        .earlierDigest())
                .isNull();
        assertThat(SourceOffsets.read(Map.of("timestamp", 0L, "earlier_digest", "v1:5ea475839825098e"))
                        .orElseThrow()
                        .earlierDigest())
                .isEqualTo("v1:5ea475839825098e");
    }

    @ParameterizedTest
    @DisplayName("with absurd timestamps are read, not thrown at")
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0})
    void absurd(long timestamp) {
        assertThat(SourceOffsets.read(Map.of("timestamp", timestamp)))
                .get()
                .extracting(Published::tick)
                .isEqualTo(Instant.ofEpochMilli(timestamp));
    }

    @Test
    @DisplayName("have a partition of their own for each pair")
    void partitions() {
        assertThat(Arrays.asList(
                        SourceOffsets.partition(new MarketSector("KSP", "0001")),
                        SourceOffsets.partition(new MarketSector("KSP", "0002")),
                        SourceOffsets.partition(new MarketSector("KSQ", "0001"))))
                .doesNotHaveDuplicates()
                .allSatisfy(partition -> assertThat(partition).hasSize(1));
    }
}

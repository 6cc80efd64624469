package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Offsets that an operator alters")
class AlteredOffsetsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-23T00:01:30Z");
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final String GOOD_PARTITION = "{\"market_sector\":\"KSP:0001\"}";
    private static final String GOOD_OFFSET =
            "{\"timestamp\":1795392060000,\"digest\":\"v1:5ea475839825098e\",\"trade_date\":\"2026-11-23\"}";

    @ParameterizedTest(name = "{0} -> {1}")
    @DisplayName("pass in the form that the connector writes, with or without digest and date, for any pair")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                GOOD_PARTITION + " | " + GOOD_OFFSET,
                GOOD_PARTITION + " | {\"timestamp\":1795392060000}",
                GOOD_PARTITION + " | {\"timestamp\":1795392060000,\"digest\":\"v1:5ea475839825098e\"}",
                GOOD_PARTITION + " | {\"trade_date\":\"2026-11-23\",\"timestamp\":1795392060000}",
                GOOD_PARTITION + " | {\"timestamp\":0}",
                GOOD_PARTITION + " | {\"timestamp\":0,\"missed_ticks_of_day\":0}",
                GOOD_PARTITION + " | {\"timestamp\":0,\"missed_ticks_of_day\":86400}",
                // An hour before midnight in Korea under the day after: what is left when only the timestamp is moved
                // back.
                GOOD_PARTITION + " | {\"timestamp\":1795356000000,\"trade_date\":\"2026-11-23\"}",
                "{\"market_sector\":\"NEVER:HEARD\"} | {\"timestamp\":1795392060000}"
            })
    void form(String partition, String offset) {
        assertThatCode(() -> check(partition, offset)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("may have timestamps of either kind of whole number")
    void wholeNumbers() {
        for (Object timestamp : List.of(1_795_392_060_000L, 60_000)) {
            assertThatCode(() -> AlteredOffsets.check(
                            Map.of(Map.of("market_sector", "KSP:0001"), Map.of("timestamp", timestamp)),
                            NOW,
                            pair -> INTERVAL))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("may be none")
    void none() {
        assertThatCode(() -> AlteredOffsets.check(Map.of(), NOW, pair -> INTERVAL))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("may be forgotten for every partition, whatever an earlier hand has left")
    @ValueSource(
            strings = {
                GOOD_PARTITION,
                "null",
                "{}",
                "{\"market_sector\":null}",
                "{\"market_sector\":\"ksp\"}",
                "{\"pair\":\"KSP:0001\",\"further\":[1,{}]}"
            })
    void forgotten(String partition) {
        assertThatCode(() -> check(partition, "null")).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("pass up to one interval ahead of the clock, and no further")
    void ahead() {
        long latest = NOW.plus(INTERVAL).toEpochMilli();
        assertThatCode(() -> check(GOOD_PARTITION, "{\"timestamp\":" + latest + "}"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(GOOD_PARTITION, "{\"timestamp\":" + (latest + 1) + "}"))
                .isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @DisplayName("pass as the connector has written them itself, in the worker's hands and back from its JSON")
    @MethodSource("seeds")
    void written(long seed) throws Exception {
        Random random = new Random(seed);
        List<MarketSector> pairs =
                Catalogue.bundled().sectors().stream().map(Sector::pair).toList();
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
        for (MarketSector pair : pairs) {
            long age = random.nextBoolean()
                    ? 0
                    : random.nextLong(Duration.ofDays(700).toMillis());
            // At most the next tick, of a host whose clock is a little ahead.
            Instant tick = NOW.plus(INTERVAL).minusMillis(age);
            Map<String, Object> offset = randomOffset(random, pair, tick);
            offsets.put(SourceOffsets.partition(pair), offset);
            stored.put(
                    read(JSON.writeValueAsString(SourceOffsets.partition(pair))),
                    read(JSON.writeValueAsString(offset)));
        }
        assertThat(stored).hasSize(pairs.size());
        assertThatCode(() -> AlteredOffsets.check(offsets, NOW, pair -> INTERVAL))
                .doesNotThrowAnyException();
        assertThatCode(() -> AlteredOffsets.check(stored, NOW, pair -> INTERVAL))
                .doesNotThrowAnyException();
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(20);
    }

    private static Map<String, Object> randomOffset(Random random, MarketSector pair, Instant tick) {
        Snapshot snapshot = Snapshot.of((group, figure) -> random.nextInt(10) == 0 ? null : random.nextLong());
        Published published = Emissions.first(pair, tick, snapshot).published();
        if (random.nextBoolean()) {
            return SourceOffsets.offset(published);
        }
        Published last =
                switch (random.nextInt(3)) {
                    case 0 -> null;
                    case 1 -> new Published(tick, null, null);
                    default -> published;
                };
        Reject reject = new Reject(RejectReason.NOT_JSON, "not JSON", tick, 200, "", new byte[0]);
        return SourceOffsets.offset(new Rejected(pair, tick, reject, last));
    }

    private static void check(String partition, String offset) throws Exception {
        AlteredOffsets.check(Collections.singletonMap(read(partition), read(offset)), NOW, pair -> INTERVAL);
    }

    private static Map<String, ?> read(String json) throws Exception {
        return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
    }
}

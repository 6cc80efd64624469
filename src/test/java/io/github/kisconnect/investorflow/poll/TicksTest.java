package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Ticks")
class TicksTest {

    @ParameterizedTest(name = "every {0} at {1}: {2}")
    @DisplayName("count from 00:00 in Korea")
    @CsvSource({
        "PT1M, 2026-11-23T01:00:59.999Z, 2026-11-23T01:00:00Z",
        "PT1M, 2026-11-23T01:01:00Z, 2026-11-23T01:01:00Z",
        "PT8H, 2026-11-22T15:00:00Z, 2026-11-22T15:00:00Z",
        "PT8H, 2026-11-22T14:59:59Z, 2026-11-22T07:00:00Z",
        "PT8H, 2026-11-22T23:30:00Z, 2026-11-22T23:00:00Z",
        "PT24H, 2026-11-22T14:59:59Z, 2026-11-21T15:00:00Z",
        "PT24H, 2026-11-22T15:00:00Z, 2026-11-22T15:00:00Z",
        "PT7M30S, 2026-11-23T00:07:29Z, 2026-11-23T00:00:00Z",
        "PT7M30S, 2026-11-23T00:07:30Z, 2026-11-23T00:07:30Z",
        "PT1S, 1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59Z"
    })
    void fromMidnight(Duration interval, Instant instant, Instant tick) {
        assertThat(new Ticks(interval).current(instant)).isEqualTo(tick);
    }

    @Test
    @DisplayName("are the same wherever the host is")
    void zones() {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : List.of("UTC", "America/St_Johns", "Asia/Kathmandu", "Asia/Seoul")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                assertThat(new Ticks(Duration.ofHours(8)).current(Instant.parse("2026-11-22T15:00:00Z")))
                        .isEqualTo(Instant.parse("2026-11-22T15:00:00Z"));
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    static Stream<Long> seeds() {
        return new Random(5).longs(200).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("lie at or before their instants, the next ones behind, and every midnight is one")
    void properties(long seed) {
        Random random = new Random(seed);
        List<Long> divisors = Stream.of(1_000L, 1_250L, 2_500L, 7_500L, 60_000L, 450_000L, 28_800_000L, 86_400_000L)
                .toList();
        Ticks ticks = new Ticks(Duration.ofMillis(divisors.get(random.nextInt(divisors.size()))));
        Instant instant = Instant.ofEpochMilli(random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L))
                .plusNanos(random.nextInt(1_000_000));
        Instant tick = ticks.current(instant);
        assertThat(tick).isBeforeOrEqualTo(instant);
        assertThat(ticks.next(tick)).isAfter(instant);
        assertThat(ticks.current(tick)).isEqualTo(tick);
        assertThat(ticks.current(ticks.next(tick).minusNanos(1))).isEqualTo(tick);
        long millisOfDay = LocalTime.ofInstant(tick, ZoneOffset.ofHours(9)).toNanoOfDay() / 1_000_000;
        assertThat(millisOfDay % ticks.interval().toMillis()).isZero();
    }
}

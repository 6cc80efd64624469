package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An outage")
class OutageTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** A monotonic clock may start anywhere, and run over. */
    private static final long START = Long.MAX_VALUE - 5 * SECOND;

    private final Outage outage = new Outage(Duration.ofSeconds(10));

    @Test
    @DisplayName("is too long once answers have been missing for the allowed time, counted from when they were wanted")
    void fromWanted() {
        assertThat(outage.isTooLong(START + 1000 * SECOND)).isFalse();
        outage.wanted(START);
        outage.wanted(START + 9 * SECOND);
        assertThat(outage.isTooLong(START + 10 * SECOND - 1)).isFalse();
        assertThat(outage.isTooLong(START + 10 * SECOND)).isTrue();
    }

    @Test
    @DisplayName("begins anew with each answer")
    void answered() {
        outage.wanted(START);
        outage.answered(START + 9 * SECOND);
        assertThat(outage.isTooLong(START + 19 * SECOND - 1)).isFalse();
        assertThat(outage.isTooLong(START + 19 * SECOND)).isTrue();
    }

    @Test
    @DisplayName("is none while the worker wants nothing")
    void notWanted() {
        outage.wanted(START);
        outage.notWanted();
        assertThat(outage.isTooLong(START + 100 * SECOND)).isFalse();
        outage.wanted(START + 100 * SECOND);
        assertThat(outage.isTooLong(START + 109 * SECOND)).isFalse();
        assertThat(outage.isTooLong(START + 110 * SECOND)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("is never too long where it may last for ever")
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void forEver(long millis) {
        Outage allowed = new Outage(Duration.ofMillis(millis));
        allowed.wanted(START);
        assertThat(allowed.isTooLong(START + 1_000_000 * SECOND)).isFalse();
    }
}

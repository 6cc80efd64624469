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
        assertThat(outage.isTooLong()).isFalse();
        outage.wanted(START);
        outage.wanted(START + 9 * SECOND);
        outage.wanted(START + 10 * SECOND - 1);
        assertThat(outage.isTooLong()).isFalse();
        outage.wanted(START + 10 * SECOND);
        assertThat(outage.isTooLong()).isTrue();
    }

    @Test
    @DisplayName("begins anew with each answer")
    void answered() {
        outage.wanted(START);
        outage.wanted(START + 8 * SECOND);
        outage.answered(START + 9 * SECOND);
        outage.wanted(START + 19 * SECOND - 1);
        assertThat(outage.isTooLong()).isFalse();
        outage.wanted(START + 19 * SECOND);
        assertThat(outage.isTooLong()).isTrue();
    }

    @Test
    @DisplayName("does not begin anew with each hiccup of the worker, and counts no time in which that wants nothing")
    void notWanted() {
        outage.wanted(START);
        outage.wanted(START + 6 * SECOND);
        outage.notWanted();
        outage.wanted(START + 100 * SECOND);
        outage.wanted(START + 103 * SECOND);
        assertThat(outage.isTooLong()).isFalse();
        outage.notWanted();
        outage.notWanted();
        outage.wanted(START + 200 * SECOND);
        outage.wanted(START + 201 * SECOND);
        assertThat(outage.isTooLong()).isTrue();
    }

    @Test
    @DisplayName("is over with the session, and begins anew in the next one")
    void closed() {
        outage.wanted(START);
        outage.wanted(START + 9 * SECOND);
        outage.closed();
        outage.wanted(START + 1000 * SECOND);
        outage.wanted(START + 1009 * SECOND);
        assertThat(outage.isTooLong()).isFalse();
        outage.wanted(START + 1010 * SECOND);
        assertThat(outage.isTooLong()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("is never too long where it may last for ever")
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void forEver(long millis) {
        Outage allowed = new Outage(Duration.ofMillis(millis));
        allowed.wanted(START);
        allowed.wanted(START + 1_000_000 * SECOND);
        assertThat(allowed.isTooLong()).isFalse();
    }
}

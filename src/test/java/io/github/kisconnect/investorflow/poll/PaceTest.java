package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pace")
class PaceTest {
    private static final double CONFIGURED = 15;

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private final Pace pace = new Pace(CONFIGURED, nanos);
    private int request;

    @Test
    @DisplayName("uses every slot while nothing is refused")
    void full() {
        assertThat(used(1000)).isEqualTo(1000);
        run(Duration.ofMinutes(5), number -> false);
        assertThat(used(1000)).isEqualTo(1000);
    }

    @Test
    @DisplayName("falls a little at a refusal, at most once a second, and is back after some seconds without one")
    void oneRefusal() {
        pace.answered(true, nanos);
        pace.answered(true, nanos);
        assertThat(pace.current()).isEqualTo(CONFIGURED * 0.9);
        assertThat(used(1000)).isBetween(899, 901);
        run(Duration.ofSeconds(4), number -> false);
        assertThat(pace.current()).isEqualTo(CONFIGURED);
    }

    @Test
    @DisplayName("settles near what the API lets through")
    void settles() {
        // Lets 9 a second through.
        run(Duration.ofSeconds(50), number -> number % 15 >= 9 && pace.current() > 9);
        assertThat(pace.current()).isBetween(7.5, 10.5);
    }

    @Test
    @DisplayName(
            "is halved each minute in which more than a tenth is refused, down to one a second, with one warning that names the setting")
    void halves() {
        try (LogCapture log = LogCapture.begin()) {
            run(Duration.ofMinutes(10), number -> number % 3 == 0);
            assertThat(pace.current()).isEqualTo(1);
            assertThat(used(1500)).isBetween(99, 101);
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("EGW00201", "kis.requests.per.second", "15.0", "new");
        }
    }

    @Test
    @DisplayName("comes back step by step once nothing is refused any more, and warns again the next time")
    void recovers() {
        run(Duration.ofMinutes(10), number -> number % 3 == 0);
        try (LogCapture log = LogCapture.begin()) {
            run(Duration.ofMinutes(2), number -> false);
            assertThat(pace.current()).isBetween(1.5, 4.0);
            run(Duration.ofMinutes(4), number -> false);
            assertThat(pace.current()).isEqualTo(CONFIGURED);
            assertThat(log.ours(Level.INFO)).hasSize(1);

            run(Duration.ofMinutes(2), number -> number % 3 == 0);
            assertThat(log.ours(Level.WARN)).hasSize(1);
        }
    }

    @Test
    @DisplayName("is not halved by a tenth or less")
    void tenth() {
        try (LogCapture log = LogCapture.begin()) {
            run(Duration.ofMinutes(10), number -> number % 20 == 0);
            assertThat(log.ours(Level.WARN)).isEmpty();
        }
        assertThat(pace.current()).isGreaterThan(CONFIGURED / 2);
    }

    @Test
    @DisplayName("below one request a second is never changed")
    void slow() {
        Pace slow = new Pace(0.5, 0);
        for (int i = 0; i < 1000; i++) {
            slow.answered(true, Duration.ofSeconds(2).multipliedBy(i).toNanos());
            assertThat(slow.current()).isEqualTo(0.5);
            assertThat(slow.useSlot()).isTrue();
        }
    }

    /** Answers at the pace itself, refused where {@code refused} says so by the number of the request. */
    private void run(Duration time, IntPredicate refused) {
        long end = nanos + time.toNanos();
        while (end - nanos > 0) {
            pace.answered(refused.test(request++), nanos);
            nanos += (long) (1e9 / pace.current());
        }
    }

    private int used(int slots) {
        return (int) IntStream.range(0, slots).filter(slot -> pace.useSlot()).count();
    }
}

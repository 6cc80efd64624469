package io.github.kisconnect.investorflow.kis.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connector's quota")
class QuotaTest {
    private static final double CONFIGURED = 15;

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private final Quota quota = new Quota("flows", CONFIGURED, nanos);
    private int request;

    @Test
    @DisplayName("is all that is configured while nothing is refused")
    void full() {
        assertThat(quota.requestsPerSecond()).isEqualTo(CONFIGURED);
        run(Duration.ofMinutes(5), number -> false);
        assertThat(quota.requestsPerSecond()).isEqualTo(CONFIGURED);
        assertThat(quota.share()).isEqualTo(1);
    }

    @Test
    @DisplayName("falls a little at a refusal, at most once a second, and is back after some seconds without one")
    void oneRefusal() {
        quota.answered(true, nanos);
        quota.answered(true, nanos);
        assertThat(quota.requestsPerSecond()).isEqualTo(CONFIGURED * 0.9);
        assertThat(quota.share()).isEqualTo(0.9);
        run(Duration.ofSeconds(8), number -> false);
        assertThat(quota.requestsPerSecond()).isEqualTo(CONFIGURED);
    }

    @Test
    @DisplayName("settles near what the API lets through")
    void settles() {
        // Lets 9 a second through.
        run(Duration.ofSeconds(50), number -> number % 15 >= 9 && quota.requestsPerSecond() > 9);
        assertThat(quota.requestsPerSecond()).isBetween(7.5, 10.5);
    }

    @Test
    @DisplayName(
            "is halved each minute in which more than a tenth is refused, down to one a second, with one warning that names the setting")
    void halves() {
        try (LogCapture log = LogCapture.begin()) {
            run(Duration.ofMinutes(10), number -> number % 3 == 0);
            assertThat(quota.requestsPerSecond()).isEqualTo(1);
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("EGW00201", "kis.requests.per.second", "15.0", "new");
        }
    }

    @Test
    @DisplayName("comes back step by step once nothing is refused any more, and warns again, once an hour at most")
    void recovers() {
        run(Duration.ofMinutes(10), number -> number % 3 == 0);
        try (LogCapture log = LogCapture.begin()) {
            run(Duration.ofMinutes(2), number -> false);
            assertThat(quota.requestsPerSecond()).isBetween(1.5, 4.0);
            run(Duration.ofMinutes(4), number -> false);
            assertThat(quota.requestsPerSecond()).isEqualTo(CONFIGURED);
            assertThat(log.ours(Level.INFO)).hasSize(1);

            run(Duration.ofMinutes(2), number -> number % 3 == 0);
            assertThat(quota.requestsPerSecond()).isLessThan(CONFIGURED / 2);
            assertThat(log.ours(Level.WARN))
                    .as("within an hour of the last one")
                    .isEmpty();
            run(Duration.ofMinutes(90), number -> false);
            run(Duration.ofMinutes(2), number -> number % 3 == 0);
            assertThat(log.ours(Level.WARN)).hasSize(1);
            assertThat(log.ours(Level.INFO)).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "of few pairs is judged by twenty requests: one refusal in five minutes is no reason for a line, in eight hours")
    void fewPairs() {
        try (LogCapture log = LogCapture.begin()) {
            for (int minute = 0; minute < 480; minute++) {
                for (int pair = 0; pair < 3; pair++) {
                    quota.answered(pair == 0 && minute % 5 == 0, nanos);
                    nanos += Duration.ofSeconds(20).toNanos();
                }
            }
            assertThat(log.lines()).isEmpty();
            assertThat(quota.requestsPerSecond()).isGreaterThan(CONFIGURED / 2);
        }
    }

    @Test
    @DisplayName("is not halved by a tenth or less: it is back within a minute")
    void tenth() {
        try (LogCapture log = LogCapture.begin()) {
            run(Duration.ofMinutes(10), number -> number % 20 == 0);
            assertThat(quota.requestsPerSecond()).isBetween(CONFIGURED / 4, CONFIGURED);
            run(Duration.ofMinutes(1), number -> false);
            assertThat(quota.requestsPerSecond()).isEqualTo(CONFIGURED);
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    @DisplayName("below one request a second is never changed")
    void slow() {
        Quota slow = new Quota("flows", 0.5, 0);
        for (int i = 0; i < 1000; i++) {
            slow.answered(true, Duration.ofSeconds(2).multipliedBy(i).toNanos());
            assertThat(slow.requestsPerSecond()).isEqualTo(0.5);
            assertThat(slow.share()).isEqualTo(1);
        }
    }

    /** Answers at the pace itself, refused where {@code refused} says so by the number of the request. */
    private void run(Duration time, IntPredicate refused) {
        long end = nanos + time.toNanos();
        while (end - nanos > 0) {
            quota.answered(refused.test(request++), nanos);
            nanos += (long) (1e9 / quota.requestsPerSecond());
        }
    }
}

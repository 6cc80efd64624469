package io.github.kisconnect.investorflow.kis.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The skew between this host's clock and the server's")
class ClockSkewTest {
    private static final Instant DATE = Instant.parse("2026-11-23T01:00:00Z");

    private final ClockSkew skew = new ClockSkew();

    @ParameterizedTest(name = "of {0} ms after the Date, and {1} ms: {2} ms")
    @DisplayName("is the least by which the clocks must differ for an answer that was sent and received then")
    @CsvSource({
        "100, 200, 0",
        "-50, 50, 0",
        "0, 0, 0",
        "-200, -1, 1",
        "-200, 0, 0",
        "999, 999, 0",
        "1000, 1100, 0",
        "1001, 1100, -1",
        "-60000, 60000, 0",
        "-7300, -7200, 7200",
        "8200, 8300, -7200",
        "-3600100, -3600000, 3600000",
        // Set back by a minute, or on by one, while the request was under way.
        "500, -59500, 0",
        "-59500, 500, 0",
        "61500, 1500, -500",
        "-500, -60500, 500"
    })
    void least(long sent, long received, long expected) {
        assertThat(ClockSkew.millis(DATE, DATE.plusMillis(sent), DATE.plusMillis(received)))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("is said once when three answers in a row are more than 5 s off, and once when three are right again")
    void reported() {
        try (LogCapture logs = LogCapture.begin()) {
            answers(2, 5001);
            assertThat(skew.millis()).isEqualTo(5001);
            answers(1, 5000);
            answers(2, -70_000);
            assertThat(logs.ours(Level.WARN)).isEmpty();
            answers(50, 7200);
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("7.2 s behind the API server's", "Ticks, trade dates and the session", "NTP");

            answers(2, 0);
            answers(1, 7200);
            answers(2, 0);
            assertThat(logs.ours(Level.INFO)).isEmpty();
            answers(50, 0);
            assertThat(logs.ours(Level.INFO)).singleElement().asString().contains("agrees");
            assertThat(skew.millis()).isZero();

            answers(50, -60_000);
            assertThat(logs.ours(Level.WARN)).hasSize(2);
            assertThat(logs.ours(Level.WARN).get(1)).contains("60.0 s ahead of the API server's");
        }
    }

    @Test
    @DisplayName("is not said for answers that a clock that is set makes look wrong by turns")
    void byTurns() {
        try (LogCapture logs = LogCapture.begin()) {
            for (int i = 0; i < 20; i++) {
                answers(2, 3_600_000);
                answers(1, 0);
            }
            assertThat(logs.ours(Level.WARN)).isEmpty();
        }
    }

    @Test
    @DisplayName("is said of a host's clock for which answers are wrong now one way and now the other")
    void bothWays() {
        try (LogCapture logs = LogCapture.begin()) {
            answers(1, 6000);
            answers(1, -6000);
            answers(1, 6000);
            assertThat(logs.ours(Level.WARN)).hasSize(1);
        }
    }

    @Test
    @DisplayName("stays as it was when an answer has no Date")
    void noDate() {
        answers(2, 7200);
        skew.answered(null, DATE, DATE);
        assertThat(skew.millis()).isEqualTo(7200);
        try (LogCapture logs = LogCapture.begin()) {
            answers(1, 7200);
            assertThat(logs.ours(Level.WARN)).hasSize(1);
        }
    }

    /** So many answers of a server that is ahead by so much, at least. */
    private void answers(int count, long millis) {
        Instant now = millis < 0 ? DATE.plusSeconds(1).minusMillis(millis) : DATE.minusMillis(millis);
        for (int i = 0; i < count; i++) {
            skew.answered(DATE, now, now);
        }
    }
}

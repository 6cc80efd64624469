package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("When the API answers nobody")
class ProbingTest {
    private static final List<MarketSector> PAIRS = PollerFixture.PAIRS;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** A monotonic clock may start anywhere, and run over. */
    private static final long START = Long.MAX_VALUE - MINUTE.toNanos() / 2;

    @ParameterizedTest(name = "of {0} pairs after {1}")
    @DisplayName("one pair at a time is asked for, after failures of ten pairs in a row, or of all that there are")
    @CsvSource({"1, 1", "3, 3", "10, 10", "75, 10"})
    void begins(int pairs, int failures) {
        Probing probing = new Probing(pairs, MINUTE);
        for (int i = 1; i < failures; i++) {
            probing.failed(PAIRS.get(i), START);
            assertThat(probing.mayAsk(15, START)).isTrue();
        }
        probing.failed(PAIRS.get(0), START);
        assertThat(probing.isOn()).isTrue();
        assertThat(probing.mayAsk(1, START + MINUTE.toNanos())).isFalse();
        assertThat(probing.mayAsk(0, START + MINUTE.toNanos())).isTrue();
    }

    @Test
    @DisplayName("an answer between failures keeps all pairs asked for, and one after them has them asked for again")
    void answered() {
        Probing probing = new Probing(3, MINUTE);
        for (int i = 0; i < 20; i++) {
            probing.failed(PAIRS.get(0), START);
            probing.failed(PAIRS.get(1), START);
            probing.answered();
            assertThat(probing.isOn()).isFalse();
        }
        for (int i = 0; i < 3; i++) {
            probing.failed(PAIRS.get(i), START);
        }
        assertThat(probing.isOn()).isTrue();
        probing.answered();
        assertThat(probing.mayAsk(16, START)).isTrue();
    }

    @Test
    @DisplayName("one pair that always fails, of several, keeps no other from being asked for")
    void onePair() {
        Probing probing = new Probing(3, MINUTE);
        for (int i = 0; i < 20; i++) {
            probing.failed(PAIRS.get(0), START);
        }
        assertThat(probing.isOn()).isFalse();
    }

    @ParameterizedTest(name = "{0} s: {1}")
    @DisplayName("a tick has a probe at its beginning and a few more, ever later")
    @CsvSource(
            delimiter = ':',
            value = {
                "1: 0 250 750",
                "10: 0 1000 3000 7000",
                "60: 0 1000 3000 7000 15000 25000 35000 45000 55000",
                "3600: 0 1000 3000 7000 15000 31000 63000 127000 255000 511000 961000 1411000 1861000 2311000 2761000 3211000"
            })
    void probes(int seconds, String times) {
        Probing probing = new Probing(1, Duration.ofSeconds(seconds));
        for (int tick = 0; tick < 3; tick++) {
            probing.begin();
            List<String> sent = new ArrayList<>();
            for (long millis = 0; millis < seconds * 1000L; millis += 250) {
                long now = START + Duration.ofMillis(millis).toNanos();
                if (probing.mayAsk(0, now)) {
                    sent.add(Long.toString(millis));
                    probing.failed(PAIRS.get(0), now);
                }
            }
            assertThat(String.join(" ", sent)).as("tick %d", tick).isEqualTo(times);
        }
    }
}

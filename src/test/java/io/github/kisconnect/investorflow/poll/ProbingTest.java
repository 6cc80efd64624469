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
    @DisplayName("one pair at a time is asked for, after failures of ten pairs in a row, or of all that the tick has")
    @CsvSource({"1, 1", "3, 3", "10, 10", "75, 10"})
    void begins(int pairs, int failures) {
        Probing probing = of(pairs, MINUTE);
        for (int i = 1; i < failures; i++) {
            fail(probing, PAIRS.get(i), START);
            assertThat(mayAsk(probing, 15, START)).isTrue();
        }
        fail(probing, PAIRS.get(0), START);
        assertThat(probing.isOn()).isTrue();
        assertThat(mayAsk(probing, 1, START + MINUTE.toNanos())).isFalse();
        assertThat(mayAsk(probing, 0, START + MINUTE.toNanos())).isTrue();
    }

    @Test
    @DisplayName("an answer between failures keeps all pairs asked for, and one after them has them asked for again")
    void answered() {
        Probing probing = of(3, MINUTE);
        for (int i = 0; i < 20; i++) {
            fail(probing, PAIRS.get(0), START);
            fail(probing, PAIRS.get(1), START);
            probing.answered();
            assertThat(probing.isOn()).isFalse();
        }
        for (int i = 0; i < 3; i++) {
            fail(probing, PAIRS.get(i), START);
        }
        assertThat(probing.isOn()).isTrue();
        probing.answered();
        assertThat(mayAsk(probing, 16, START)).isTrue();
    }

    @Test
    @DisplayName("one pair that always fails, of several, keeps no other from being asked for")
    void onePair() {
        Probing probing = of(3, MINUTE);
        for (int i = 0; i < 20; i++) {
            fail(probing, PAIRS.get(0), START);
        }
        assertThat(probing.isOn()).isFalse();
    }

    @Test
    @DisplayName("it is those that a tick asks for that count, where others are parked")
    void fewerInThisTick() {
        Probing probing = of(3, MINUTE);
        fail(probing, PAIRS.get(0), START);
        fail(probing, PAIRS.get(1), START);
        assertThat(probing.isOn()).isFalse();
        probing.round(2);
        probing.begin(2);
        fail(probing, PAIRS.get(0), START);
        assertThat(probing.isOn()).isTrue();
    }

    @ParameterizedTest(name = "{0} pairs, a tick of {1} s: {2}, then {3}")
    @DisplayName(
            "a tick has a probe at its beginning and others ever later, no more than it has pairs, and three more in the one in which that begins")
    @CsvSource({
        "1, 60, 0 1000 3000 7000, 0",
        "2, 60, 0 0 1000 3000 7000, 0 30000",
        "4, 60, 0 0 0 0 1000 3000 7000, 0 15000 30000 45000",
        "100, 60, , 0 1000 3000 7000 15000 25000 35000 45000 55000",
        "100, 10, , 0 1000 3000 7000",
        "100, 1, , 0 250 750",
        "100, 3600, , 0 36000 72000 108000 144000 180000 216000 280000 408000 664000 1114000 1564000 2014000 2464000 2914000 3364000"
    })
    void probes(int pairs, int seconds, String atTheBegin, String later) {
        Probing probing = of(pairs, Duration.ofSeconds(seconds));
        String first = sent(probing, seconds);
        if (atTheBegin != null) {
            assertThat(first).isEqualTo(atTheBegin);
        }
        for (int tick = 0; tick < 3; tick++) {
            probing.round(pairs);
            probing.begin(pairs);
            assertThat(sent(probing, seconds)).as("tick %d", tick).isEqualTo(later);
        }
    }

    /** The milliseconds at which one is sent, and fails. */
    private static String sent(Probing probing, int seconds) {
        List<String> sent = new ArrayList<>();
        for (long millis = 0; millis < seconds * 1000L; millis += 250) {
            long now = START + Duration.ofMillis(millis).toNanos();
            for (int more = 0; mayAsk(probing, 0, now) && more < 100; more++) {
                fail(probing, PAIRS.get(sent.size() % 100 % PAIRS.size()), now);
                sent.add(Long.toString(millis));
            }
        }
        return String.join(" ", sent);
    }

    private static Probing of(int pairs, Duration interval) {
        Probing probing = new Probing(interval);
        probing.round(pairs);
        probing.begin(pairs);
        return probing;
    }

    private static boolean mayAsk(Probing probing, int underWay, long nanos) {
        return probing.beforeNext(underWay, nanos).filter(Duration::isZero).isPresent();
    }

    private static void fail(Probing probing, MarketSector pair, long nanos) {
        probing.asked();
        probing.failed(pair, nanos);
    }
}

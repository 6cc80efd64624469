package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Over HTTP, a row that contradicts those before it on its day")
class PollerDoubtsTest extends PollerFixture {
    private static final MarketSector STRUCK = PAIRS.get(0);
    private static final int TICKS = 6;

    @Test
    @DisplayName(
            "is asked for again in its tick, and the right row that comes then is published as though nothing had been")
    void momentaryZeros() {
        during(Injection.of(Fault.Row.ALL_ZERO).forPair(STRUCK).times(1), 2, 3);
        assertThat(records(STRUCK))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(TICKS).toList());
        assertCounts(1, TICKS, TICKS + 1);
    }

    @Test
    @DisplayName(
            "is never published while it is all zeros, costs one request more in the first tick only, and counts as missed in the record")
    void lastingZeros() {
        try (LogCapture log = LogCapture.begin()) {
            during(Injection.of(Fault.Row.ALL_ZERO).forPair(STRUCK), 2, 5);
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains(STRUCK.toString(), "zero", "not published");
            assertThat(log.ours(Level.INFO))
                    .filteredOn(line -> line.contains("Over for all pairs"))
                    .hasSize(1);
        }
        List<Emitted> records = records(STRUCK);
        assertThat(records).extracting(Emitted::tick).containsExactlyElementsOf(List.of(tick(0), tick(1), tick(5)));
        assertThat(records.get(2).previousTick()).isEqualTo(tick(1));
        assertThat(records.get(2).missedTicks()).isEqualTo(3);
        assertCounts(4, 3, TICKS + 1);
    }

    @Test
    @DisplayName(
            "is published as a correction when it falls in the next tick, too, with one line that says from what to what")
    void correction() {
        try (LogCapture log = LogCapture.begin()) {
            during(Injection.of(Fault.Row.FALLING_ROW).forPair(STRUCK), 2, TICKS);
            assertThat(log.ours(Level.WARN))
                    .hasSize(2)
                    .allMatch(line -> line.contains(STRUCK + ": ") && line.contains(" fell from "))
                    .last()
                    .asString()
                    .contains("published as a correction");
        }
        List<Emitted> records = records(STRUCK);
        assertThat(records).extracting(Emitted::tick).containsExactly(tick(0), tick(1), tick(3), tick(4), tick(5));
        assertThat(records.get(2).previousTick()).isEqualTo(tick(1));
        assertThat(records.get(2).missedTicks()).isEqualTo(1);
        assertThat(records).extracting(Emitted::correction).containsExactly(false, false, true, false, false);
        assertCounts(2, 5, TICKS + 1);
    }

    @Test
    @DisplayName("is not published when it falls for one tick only")
    void fallForATick() {
        during(Injection.of(Fault.Row.FALLING_ROW).forPair(STRUCK), 2, 3);
        assertThat(records(STRUCK))
                .extracting(Emitted::tick)
                .containsExactly(tick(0), tick(1), tick(3), tick(4), tick(5));
        assertCounts(2, 5, TICKS + 1);
    }

    private void assertCounts(int doubted, int published, int asked) {
        assertThat(meters.value(Metric.REGRESSED_HELD)).isEqualTo(doubted);
        assertThat(meters.value(Metric.RECORDS, STRUCK)).isEqualTo(published);
        assertThat(meters.value(Metric.SNAPSHOTS, STRUCK)).isEqualTo(asked);
        assertThat(simulator.ledger().served(STRUCK)).hasSize(asked);
        assertThat(meters.value(Metric.RETRIES)).isEqualTo(1);
        assertThat(meters.value(Metric.MISSED_TICKS)).isZero();
        assertThat(meters.value(Metric.SNAPSHOTS))
                .isEqualTo(meters.value(Metric.RECORDS)
                        + meters.value(Metric.UNCHANGED)
                        + meters.value(Metric.HELD)
                        + meters.value(Metric.REGRESSED_HELD));
    }

    /** Polls three pairs, with a fault from the beginning of one tick to that of another. */
    private void during(Injection injection, int from, int to) {
        authorize();
        Poller poller = poller(plan(3, 4), client);
        drive(poller, INTERVAL.multipliedBy(TICKS), () -> Duration.ZERO, during(tick(from), tick(to), injection));
        assertThat(poller.failure()).isEmpty();
    }

    private static Instant tick(int number) {
        return START.plus(INTERVAL.multipliedBy(number));
    }
}

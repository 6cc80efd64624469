package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where pairs do not exist, the poller")
@Timeout(120)
class PollerParkingTest extends PollerFixture {
    private static final MarketSector ODD = PAIRS.get(1);

    @ParameterizedTest
    @DisplayName("parks one after ten minutes, asks for it once an hour, and goes on with the others in every tick")
    @ValueSource(strings = {"HTTP_ERROR:OPSQ2001", "HTTP_ERROR:200:OPSQ2002", "ALL_BLANK"})
    void parked(String fault) {
        authorize();
        simulator.inject(Injection.parse(fault).forPair(ODD));
        try (LogCapture log = LogCapture.begin()) {
            run(plan(3, 4), Duration.ofMinutes(130), () -> Duration.ZERO);
            assertThat(log.ours(Level.WARN).stream().filter(line -> line.contains("is parked")))
                    .singleElement()
                    .asString()
                    .contains(ODD.toString(), "market.sectors");
            assertThat(log.ours(Level.WARN)).as("and the line when it began").hasSize(2);
        }
        assertThat(asked(ODD))
                .extracting(at -> Duration.between(START, at).toSeconds())
                .startsWith(0L, 10L, 20L)
                .endsWith(590L, 600L, 4200L)
                .hasSize(62);
        assertThat(meters.value(Metric.PARKED_PAIRS)).isEqualTo(1);
        assertThat(meters.value(Metric.MISSED_TICKS, ODD)).isEqualTo(130 * 6 - 1);
        for (MarketSector other : List.of(PAIRS.get(0), PAIRS.get(2))) {
            assertThat(records(other)).hasSize(130 * 6);
            assertThat(meters.value(Metric.MISSED_TICKS, other)).isZero();
        }
        assertThat(rejected).extracting(Rejected::pair).hasSize(fault.equals("ALL_BLANK") ? 1 : 0);
    }

    @ParameterizedTest(name = "pair {0}")
    @DisplayName(
            "parks one of which the API says, from the first tick on, that the configuration is wrong, whichever it is")
    @ValueSource(ints = {0, 1, 2})
    void configuration(int number) {
        authorize();
        MarketSector wrong = PAIRS.get(number);
        simulator.inject(Injection.parse("HTTP_ERROR:EGW00208").forPair(wrong));
        try (LogCapture log = LogCapture.begin()) {
            run(plan(3, 4), Duration.ofMinutes(70), () -> Duration.ZERO);
            assertThat(log.ours(Level.WARN).stream().filter(line -> line.contains("is parked")))
                    .singleElement()
                    .asString()
                    .contains(wrong.toString(), "EGW00208");
        }
        assertThat(meters.value(Metric.PARKED_PAIRS)).isEqualTo(1);
        assertThat(asked(wrong).stream().filter(at -> at.isAfter(START.plusSeconds(620))))
                .isEmpty();
        PAIRS.subList(0, 3).stream().filter(pair -> !pair.equals(wrong)).forEach(other -> assertThat(records(other))
                .hasSize(70 * 6));
    }

    @Test
    @DisplayName("asks for a pair in every tick again that came into being while it was parked")
    void back() {
        authorize();
        simulator.inject(Injection.parse("HTTP_ERROR:OPSQ2001*61").forPair(ODD));
        run(plan(3, 4), Duration.ofSeconds(4280), () -> Duration.ZERO);
        assertThat(records(ODD))
                .extracting(Emitted::tick)
                .startsWith(START.plusSeconds(4200), START.plusSeconds(4210))
                .hasSize(8);
        assertThat(meters.value(Metric.PARKED_PAIRS)).isZero();
        assertThat(records(ODD).get(0).missedTicks()).as("since midnight").isEqualTo(10 * 360 + 420);
    }

    @Test
    @DisplayName("asks for a parked pair again in the tick of its hourly try when only the way to the API fails")
    void passingErrorAtTheTry() {
        authorize();
        simulator.inject(Injection.parse("HTTP_ERROR:OPSQ2001*61").forPair(ODD));
        simulator.inject(Injection.parse("RESET*1").forPair(ODD));
        run(plan(3, 4), Duration.ofSeconds(4280), () -> Duration.ZERO);
        assertThat(records(ODD)).extracting(Emitted::tick).startsWith(START.plusSeconds(4200));
    }

    @Test
    @DisplayName("ends when all pairs of the task are parked and none was ever answered, and names one of them")
    void allParked() {
        authorize();
        simulator.inject(Injection.parse("HTTP_ERROR:OPSQ2001"));
        Poller poller = poller(plan(2, 4), client);
        drive(poller, Duration.ofMinutes(130), () -> Duration.ZERO);
        assertThat(poller.failure()).hasValueSatisfying(failure -> {
            assertThat(failure).isInstanceOf(PollFailure.AllParked.class);
            assertThat(((PollFailure.AllParked) failure).example()).contains("OPSQ2001");
        });
        assertThat(clock.instant()).isBetween(START.plusSeconds(610), START.plusSeconds(612));
    }

    @ParameterizedTest(name = "{0} pairs")
    @ValueSource(ints = {1, 3})
    @DisplayName("goes on through blanks of all of its pairs at once, however long, where they were answered before")
    void allBlank(int pairs) {
        authorize();
        Poller poller = poller(plan(pairs, 4), client);
        drive(
                poller,
                Duration.ofHours(3),
                () -> Duration.ZERO,
                during(START.plusSeconds(30), START.plus(Duration.ofHours(2)), Injection.parse("ALL_BLANK")));
        assertThat(poller.failure()).isEmpty();
        assertThat(records(PAIRS.get(0)))
                .extracting(Emitted::tick)
                .filteredOn(tick -> tick.isAfter(START.plus(Duration.ofHours(2))))
                .isNotEmpty();
        assertThat(meters.value(Metric.PARKED_PAIRS)).isZero();
    }

    @Test
    @DisplayName("does not park a pair that stutters for three ticks a moment after it was answered")
    void stutter() {
        authorize();
        Poller poller = poller(plan(3, 4), client);
        boolean[] blank = {false};
        drive(poller, Duration.ofSeconds(100), () -> Duration.ZERO, () -> {
            if (!blank[0] && !clock.instant().isBefore(START.plusSeconds(10))) {
                blank[0] = true;
                simulator.inject(Injection.parse("ALL_BLANK*3").forPair(ODD));
            }
        });
        assertThat(records(ODD))
                .extracting(Emitted::tick)
                .contains(START.plusSeconds(40))
                .hasSize(7);
    }

    private List<Instant> asked(MarketSector pair) {
        return simulator.ledger().all().stream()
                .filter(entry -> entry.pair().equals(pair))
                .map(LedgerEntry::answeredAt)
                .map(at -> at.minusMillis(250))
                .toList();
    }
}

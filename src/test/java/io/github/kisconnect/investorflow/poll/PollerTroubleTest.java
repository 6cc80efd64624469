package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("In trouble, the poller")
@Timeout(120)
class PollerTroubleTest extends PollerFixture {

    @Test
    @DisplayName("leaves no pair out for ever when ticks are too short for all, and says so once")
    void tooShortTicks() {
        authorize();
        PollPlan plan = Plans.even(plan(8, 8).pairs(), 8, 8, INTERVAL, 1, false);
        try (LogCapture log = LogCapture.begin()) {
            run(plan, Duration.ofSeconds(100), () -> Duration.ofSeconds(3));
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("not polled", "kis.max.in.flight", "kis.requests.per.second", "poll.interval.ms");
        }
        for (MarketSector pair : PAIRS.subList(0, 8)) {
            assertThat(records(pair)).as(pair.toString()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    @DisplayName("says nothing of the pairs that had no slot left in the tick that it began in")
    void lateBeginning() {
        authorize();
        clock.advance(Duration.ofMillis(9_600));
        try (LogCapture log = LogCapture.begin()) {
            run(plan(8, 4), Duration.ofSeconds(50), () -> Duration.ofMillis(20));
            assertThat(log.ours(Level.WARN)).isEmpty();
        }
        assertThat(records(PAIRS.get(7))).hasSize(4);
    }

    @Test
    @DisplayName("says nothing of the pairs that had no slot while it had no token")
    void noToken() {
        simulator.inject(Injection.parse("RESET@TOKEN*1"));
        try (LogCapture log = LogCapture.begin()) {
            run(plan(8, 4), Duration.ofSeconds(100), () -> Duration.ofMillis(20));
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("No access token");
        }
        assertThat(records(PAIRS.get(7))).isNotEmpty();
    }

    @Test
    @DisplayName("goes on at once by a clock that was set back by an hour, and says so")
    void setBack() {
        authorize();
        Poller poller = poller(plan(3, 4), client);
        boolean[] set = {false};
        try (LogCapture log = LogCapture.begin()) {
            drive(poller, Duration.ofDays(1), () -> Duration.ZERO, () -> {
                if (!set[0] && clock.nanoTime() > Duration.ofSeconds(25).toNanos()) {
                    set[0] = true;
                    clock.setBack(Duration.ofHours(1));
                }
                if (clock.nanoTime() > Duration.ofSeconds(65).toNanos()) {
                    poller.stop();
                }
            });
            assertThat(log.ours(Level.WARN))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("set back"))
                    .anyMatch(line -> line.contains("3600") || line.contains("3599"));
        }
        for (MarketSector pair : PAIRS.subList(0, 3)) {
            assertThat(records(pair)).hasSize(8);
            assertThat(records(pair).subList(3, 8))
                    .allSatisfy(record -> assertThat(record.tick()).isBefore(START));
        }
    }

    @Test
    @DisplayName("leaves out no tick for an answer that was under way when the clock was set back")
    void setBackUnderWay() {
        authorize();
        Poller poller = poller(plan(3, 4), client);
        boolean[] set = {false};
        drive(poller, Duration.ofDays(1), () -> Duration.ofSeconds(12), () -> {
            if (!set[0] && clock.nanoTime() > Duration.ofSeconds(30).toNanos()) {
                set[0] = true;
                clock.setBack(Duration.ofHours(1));
            }
            if (clock.nanoTime() > Duration.ofSeconds(65).toNanos()) {
                poller.stop();
            }
        });
        Instant back = START.minus(Duration.ofHours(1));
        for (MarketSector pair : PAIRS.subList(0, 3)) {
            assertThat(records(pair))
                    .extracting(Emitted::tick)
                    .filteredOn(tick -> tick.isBefore(START))
                    .containsExactly(back.plusSeconds(30), back.plusSeconds(40));
        }
    }

    @Test
    @DisplayName("waits for a clock that was set back by less than an interval, and asks for no tick twice")
    void setBackALittle() {
        authorize();
        Poller poller = poller(plan(3, 4), client);
        boolean[] set = {false};
        drive(poller, Duration.ofSeconds(60), () -> Duration.ZERO, () -> {
            if (!set[0] && clock.nanoTime() > Duration.ofSeconds(25).toNanos()) {
                set[0] = true;
                clock.setBack(Duration.ofSeconds(8));
            }
        });
        for (MarketSector pair : PAIRS.subList(0, 3)) {
            assertThat(records(pair)).extracting(record -> record.tick()).containsExactlyElementsOf(ticks(6).toList());
        }
    }

    @Test
    @DisplayName(
            "takes a denial that is only repeated for no new evidence: a task that has worked goes on for three real ones")
    void repeatedDenial() {
        authorize();
        clock.advance(Duration.ofSeconds(120));
        boolean[] injected = {false};
        Poller poller = poller(plan(3, 4), client);
        Instant worked = START.plusSeconds(135);
        drive(poller, Duration.ofSeconds(250), () -> Duration.ZERO, () -> {
            if (!injected[0] && !clock.instant().isBefore(worked)) {
                injected[0] = true;
                simulator.inject(Injection.parse("TOKEN_EXPIRED*1"));
                simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00103@TOKEN"));
            }
        });
        assertThat(poller.failure()).isEmpty();
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(3);

        Poller later = poller(plan(3, 4), client);
        drive(later, Duration.ofSeconds(1000), () -> Duration.ZERO);
        assertThat(later.failure()).map(PollerFixture::code).contains("EGW00103");
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName(
            "never makes up for lost time in a burst: requests are at least three quarters of a slot apart, however late it wakes")
    void noBurst(long seed) {
        authorize();
        Random random = new Random(seed);
        Poller poller = poller(plan(20, 4), client);
        drive(poller, Duration.ofSeconds(60), () -> Duration.ZERO, () -> {
            // Not with a request on the wire: the simulator reads the same clock.
            if (meters.value(Metric.IN_FLIGHT) == 0 && random.nextInt(4) == 0) {
                clock.advance(Duration.ofMillis(random.nextInt(900)));
            }
        });
        List<Instant> sent =
                simulator.ledger().all().stream().map(LedgerEntry::answeredAt).toList();
        assertThat(sent).hasSizeGreaterThan(20);
        for (int i = 1; i < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i - 1), sent.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofNanos(187_500_000));
        }
    }
}

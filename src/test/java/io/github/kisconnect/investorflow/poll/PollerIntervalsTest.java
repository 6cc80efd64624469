package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("With two pairs every 5 seconds and three every 20, the poller")
class PollerIntervalsTest extends PollerFixture {
    private static final Duration FAST = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final List<Duration> INTERVALS = List.of(SLOW, FAST, SLOW, SLOW, FAST);
    /** Three slots in five seconds: two for the fast pairs, and one that a slow pair has in three frames of four. */
    private static final double RATE = 0.6;

    private static PollPlan plan(double rate) {
        List<NumberedPair> pairs = IntStream.range(0, INTERVALS.size())
                .mapToObj(number -> new NumberedPair(number, PAIRS.get(number)))
                .toList();
        return new PollPlan(pairs, new Timetable(INTERVALS, rate), 16, false);
    }

    private static Duration interval(MarketSector pair) {
        return INTERVALS.get(PAIRS.indexOf(pair));
    }

    private static List<Instant> ticks(MarketSector pair, Duration run) {
        return Stream.iterate(START, tick -> tick.plus(interval(pair)))
                .takeWhile(tick -> tick.isBefore(START.plus(run)))
                .toList();
    }

    @ParameterizedTest
    @DisplayName("asks for each once in each of its own ticks, at its own place, whose record says so")
    @ValueSource(doubles = {RATE, 1, 4, 15})
    void ownTicks(double rate) {
        authorize();
        Duration time = Duration.ofSeconds(80);
        PollPlan plan = plan(rate);
        run(plan, time, () -> Duration.ofMillis(30));
        for (MarketSector pair : PAIRS.subList(0, 5)) {
            Timetable.Place place = plan.timetable().place(PAIRS.indexOf(pair));
            Duration offset = FAST.multipliedBy(place.frame()).plusNanos((long) (place.slot() * 1e9 / rate));
            assertThat(records(pair)).extracting(Emitted::tick).containsExactlyElementsOf(ticks(pair, time));
            assertThat(simulator.ledger().served(pair))
                    .extracting(
                            entry -> Duration.between(START, entry.answeredAt()).toMillis() / 10)
                    .containsExactlyElementsOf(ticks(pair, time).stream()
                            .map(tick -> Duration.between(START, tick.plus(offset))
                                            .plusMillis(1)
                                            .toMillis()
                                    / 10)
                            .toList());
            assertThat(meters.value(Metric.MISSED_TICKS, pair)).isZero();
            assertThat(records(pair)).last().extracting(Emitted::missedTicks).isEqualTo(0);
        }
        assertThat(meters.value(Metric.EXPECTED_TICKS)).isEqualTo(2 * 16 + 3 * 4);
        assertThat(meters.value(Metric.RETRIES)).isZero();
    }

    @Test
    @DisplayName("asks a slow pair again within its own tick, in a slot that no pair owns, and without a line")
    void retry() {
        authorize();
        MarketSector slow = PAIRS.get(2);
        simulator.inject(Injection.parse("RESET*3").forPair(slow));
        try (LogCapture log = LogCapture.begin()) {
            run(plan(1), Duration.ofSeconds(60), () -> Duration.ofMillis(30));
            assertThat(log.ours(Level.WARN)).isEmpty();
        }
        assertThat(records(slow))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(slow, Duration.ofSeconds(60)));
        assertThat(records(PAIRS.get(1)))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(PAIRS.get(1), Duration.ofSeconds(60)));
        assertThat(meters.value(Metric.MISSED_TICKS)).isZero();
        assertThat(meters.value(Metric.RETRIES)).isEqualTo(3);
    }

    @Test
    @DisplayName("counts what a pair missed in its own ticks, and says so once")
    void missed() {
        authorize();
        MarketSector slow = PAIRS.get(0);
        Instant from = START.plusSeconds(20);
        try (LogCapture log = LogCapture.begin()) {
            drive(
                    poller(plan(1), client),
                    Duration.ofSeconds(100),
                    () -> Duration.ofMillis(30),
                    during(
                            from,
                            from.plus(SLOW.multipliedBy(2)),
                            Injection.parse("HTML_ERROR").forPair(slow)));
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains(slow + ": no answer");
        }
        assertThat(records(slow))
                .extracting(Emitted::tick)
                .containsExactly(START, START.plusSeconds(60), START.plusSeconds(80));
        assertThat(records(slow).get(1).missedTicks()).isEqualTo(2);
        assertThat(meters.value(Metric.MISSED_TICKS, slow)).isEqualTo(2);
        assertThat(meters.value(Metric.MISSED_TICKS)).isEqualTo(2);
    }

    @Test
    @DisplayName("makes no more requests in an outage than in calm, and all pairs are asked for after it")
    void outage() {
        authorize();
        Instant from = START.plusSeconds(20);
        Instant to = START.plusSeconds(140);
        drive(
                poller(plan(2), client),
                Duration.ofSeconds(200),
                () -> Duration.ofMillis(30),
                during(from, to, Injection.parse("HTTP_ERROR:502:EGW00300")));
        long calm = 2 * 4 + 3;
        for (Instant begin = from.plus(SLOW); begin.isBefore(to); begin = begin.plus(SLOW)) {
            Instant time = begin;
            assertThat(simulator.ledger().all().stream()
                            .map(LedgerEntry::answeredAt)
                            .filter(at -> !at.isBefore(time) && at.isBefore(time.plus(SLOW))))
                    .as("requests from %s on", begin)
                    .hasSizeLessThanOrEqualTo((int) calm);
        }
        for (MarketSector pair : PAIRS.subList(0, 5)) {
            assertThat(records(pair)).extracting(Emitted::tick).contains(to, to.plusSeconds(20), to.plusSeconds(40));
        }
    }

    @Test
    @DisplayName("parks a pair after three of its own ticks, and not of the fast ones")
    void parked() {
        authorize();
        MarketSector slow = PAIRS.get(3);
        simulator.inject(Injection.parse("HTTP_ERROR:OPSQ2001").forPair(slow));
        Poller poller = poller(plan(1), client);
        boolean[] early = {true};
        try (LogCapture log = LogCapture.begin()) {
            drive(poller, Duration.ofMinutes(15), () -> Duration.ofMillis(30), () -> {
                if (clock.instant().isBefore(START.plus(Duration.ofMinutes(10)))) {
                    early[0] &= meters.value(Metric.PARKED_PAIRS) == 0;
                }
            });
            assertThat(log.ours(Level.WARN))
                    .filteredOn(line -> line.contains("parked"))
                    .singleElement()
                    .asString()
                    .contains(slow + " is parked: refused in 31 ticks");
        }
        assertThat(early[0])
                .as("a pair that exists is not parked within ten minutes")
                .isTrue();
        assertThat(simulator.ledger().served(slow)).isEmpty();
        assertThat(records(PAIRS.get(1))).hasSize(180);
    }

    @Test
    @DisplayName(
            "takes what the API says of a fast pair's setting to be about that pair, as long as the slow ones are answered")
    void configuration() {
        authorize();
        MarketSector fast = PAIRS.get(1);
        simulator.inject(Injection.parse("HTTP_ERROR:EGW00208").forPair(fast));
        Poller poller = poller(plan(1), client);
        drive(poller, Duration.ofMinutes(12), () -> Duration.ofMillis(30));
        assertThat(poller.failure()).isEmpty();
        assertThat(records(PAIRS.get(0))).hasSize(36);
        assertThat(meters.value(Metric.PARKED_PAIRS)).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "parks no pair while all are blank, for that is an outage, and has figures of each as soon as it is over")
    void blank() {
        authorize();
        Instant over = START.plus(Duration.ofMinutes(30));
        drive(
                poller(plan(1), client),
                Duration.ofMinutes(31),
                () -> Duration.ofMillis(30),
                during(START.plusSeconds(40), over, Injection.parse("ALL_BLANK")));
        for (MarketSector pair : PAIRS.subList(0, 5)) {
            assertThat(records(pair)).extracting(Emitted::tick).contains(over);
        }
    }

    @Test
    @DisplayName("does not take one fast pair that fails for an outage")
    void noOutage() {
        authorize();
        MarketSector fast = PAIRS.get(4);
        simulator.inject(Injection.parse("HTTP_ERROR:500:EGW00300").forPair(fast));
        try (LogCapture log = LogCapture.begin()) {
            run(plan(1), Duration.ofMinutes(3), () -> Duration.ofMillis(30));
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains(fast + ": no answer");
        }
        assertThat(records(PAIRS.get(0))).hasSize(9);
    }

    @Test
    @DisplayName("asks, when it begins in the middle of a slow pair's tick, for the pairs whose places are over, soon")
    void inTheMiddle() throws InterruptedException {
        authorize();
        clock.sleep(Duration.ofSeconds(13));
        run(plan(2), Duration.ofSeconds(40), () -> Duration.ofMillis(30));
        for (MarketSector pair : PAIRS.subList(0, 5)) {
            assertThat(simulator.ledger().served(pair).get(0).answeredAt())
                    .as("first answer of %s", pair)
                    .isBefore(START.plusSeconds(17));
        }
        assertThat(records(PAIRS.get(0))).first().extracting(Emitted::tick).isEqualTo(START);
        assertThat(records(PAIRS.get(1))).first().extracting(Emitted::tick).isEqualTo(START.plusSeconds(10));
    }

    @Test
    @DisplayName("keeps to its places after the clock was set back")
    void setBack() {
        authorize();
        boolean[] done = {false};
        drive(poller(plan(1), client), Duration.ofSeconds(90), () -> Duration.ofMillis(30), () -> {
            if (!done[0] && !clock.instant().isBefore(START.plusSeconds(63))) {
                done[0] = true;
                clock.setBack(Duration.ofSeconds(50));
            }
        });
        for (MarketSector pair : PAIRS.subList(0, 5)) {
            assertThat(records(pair))
                    .extracting(Emitted::tick)
                    .as("%s", pair)
                    .contains(START.plusSeconds(80))
                    .allMatch(tick -> Duration.between(START, tick).toMillis()
                                    % interval(pair).toMillis()
                            == 0);
        }
    }
}

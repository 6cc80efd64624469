package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Without any figures, the poller")
@Timeout(120)
class PollerOutageTest extends PollerFixture {
    private static final Instant BEGINS = START.plusSeconds(25);

    @ParameterizedTest
    @DisplayName("ends after the longest outage that is allowed, with what went wrong last")
    @ValueSource(strings = {"HTML_ERROR", "RESET", "RATE_LIMIT", "TWO_ROWS"})
    void tooLong(String fault) {
        maxOutage = Duration.ofMinutes(5);
        authorize();
        Poller poller = poller(plan(3, 4), client);
        drive(poller, Duration.ofHours(2), () -> Duration.ZERO, from(BEGINS, fault));
        assertThat(poller.failure()).hasValueSatisfying(failure -> {
            assertThat(failure).isInstanceOf(PollFailure.Outage.class);
            assertThat(((PollFailure.Outage) failure).lastProblem()).isNotBlank();
        });
        Instant lastAnswer = START.plusMillis(20_500);
        // While nothing is due it looks at the clock once a second: where the outage begins, and where it has been too
        // long.
        assertThat(clock.instant())
                .isBetween(
                        lastAnswer.plus(maxOutage), lastAnswer.plus(maxOutage).plusSeconds(2));
    }

    @ParameterizedTest
    @DisplayName("waits for ever where no longest outage is set, whatever passes")
    @ValueSource(strings = {"HTML_ERROR", "RESET", "RATE_LIMIT", "TWO_ROWS", "HTTP_ERROR:XYZ99999"})
    void forEver(String fault) {
        authorize();
        Poller poller = poller(plan(3, 4), client);
        drive(poller, Duration.ofMinutes(30), () -> Duration.ZERO, from(BEGINS, fault));
        assertThat(poller.failure()).isEmpty();
        assertThat(poller.crash()).isEmpty();
        assertThat(clock.instant()).isAfterOrEqualTo(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    @DisplayName("does not end as long as one pair is answered")
    void onePair() {
        maxOutage = Duration.ofMinutes(1);
        authorize();
        simulator.inject(Injection.parse("HTML_ERROR").forPair(PAIRS.get(0)));
        simulator.inject(Injection.parse("HTML_ERROR").forPair(PAIRS.get(1)));
        run(plan(3, 4), Duration.ofMinutes(30), () -> Duration.ZERO);
        assertThat(records(PAIRS.get(2))).hasSize(180);
    }

    @Test
    @DisplayName("counts no time in which the worker has paused it")
    void paused() {
        maxOutage = Duration.ofMinutes(1);
        authorize();
        pausedFrom = START.plusSeconds(30);
        pausedUntil = START.plusSeconds(1800);
        run(plan(3, 4), Duration.ofSeconds(1900), () -> Duration.ZERO);
        assertThat(records(PAIRS.get(0))).hasSizeGreaterThan(10);
    }

    @Test
    @DisplayName("ends as well when there is no token for that long")
    void noToken() {
        maxOutage = Duration.ofMinutes(10);
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN"));
        Poller poller = poller(plan(3, 4), client);
        drive(poller, Duration.ofHours(2), () -> Duration.ZERO);
        assertThat(poller.failure())
                .hasValueSatisfying(failure ->
                        assertThat(((PollFailure.Outage) failure).lastProblem()).contains("EGW00133"));
    }

    @ParameterizedTest
    @DisplayName(
            "asks one pair at a time, another one each time, until one is answered, then the rest of the tick's, with one line for both")
    @ValueSource(strings = {"HTTP_ERROR:502:EGW00300", "RESET", "HTML_PAGE", "UNREACHABLE"})
    void probes(String fault) {
        authorize();
        PollPlan plan = Plans.even(plan(PAIRS.size(), 15).pairs(), PAIRS.size(), 15, Duration.ofMinutes(1), 16, false);
        MemoryMeters requests = new MemoryMeters();
        Instant over = START.plus(Duration.ofMinutes(10)).plusSeconds(30);
        Map<Long, Double> sent = new TreeMap<>();
        boolean[] cleared = {false};
        try (KisClient asking = Clients.client(
                        Clients.settings(simulator.url(), credentials), clock, clock::nanoTime, requests);
                LogCapture log = LogCapture.begin()) {
            simulator.inject(Injection.parse(fault));
            Poller poller = poller(plan, asking);
            drive(poller, Duration.ofMinutes(12), () -> Duration.ofMillis(40), () -> {
                if (!cleared[0] && !clock.instant().isBefore(over)) {
                    cleared[0] = true;
                    simulator.clear();
                }
                sent.put(Duration.between(START, clock.instant()).toMinutes(), requests.value(Metric.REQUESTS));
            });
            assertThat(poller.failure()).isEmpty();
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("No answer to the last 10 requests");
            assertThat(log.ours(Level.INFO))
                    .filteredOn(line -> line.startsWith("Over"))
                    .containsExactly("Over for all pairs: the outage of the API");
        }
        assertThat(sent.get(0L)).as("in the minute in which it begins").isLessThan(30);
        for (long minute = 1; minute < 10; minute++) {
            assertThat(sent.get(minute) - sent.get(minute - 1))
                    .as("in minute %d", minute)
                    .isBetween(8.0, 9.0);
        }
        assertThat(taken)
                .filteredOn(one -> one.tick().equals(START.plus(Duration.ofMinutes(10))))
                .as("of the tick in which it ends")
                .hasSize(PAIRS.size());
        Set<MarketSector> probed = simulator.ledger().all().stream()
                .filter(entry -> entry.answeredAt().isBefore(over))
                .map(LedgerEntry::pair)
                .collect(Collectors.toSet());
        if (!fault.equals("UNREACHABLE")) {
            assertThat(probed).hasSizeGreaterThan(70);
        }
    }

    @Test
    @DisplayName("has one line each for codes that take turns, and one when it is over, in mid-outage none")
    void alternating() {
        authorize();
        int[] turn = {0};
        try (LogCapture log = LogCapture.begin()) {
            Poller poller = poller(plan(3, 4), client);
            drive(poller, Duration.ofMinutes(30), () -> Duration.ZERO, () -> {
                if (meters.value(Metric.IN_FLIGHT) > 0) {
                    // Between the two faults it would be answered.
                    return;
                }
                simulator.clear();
                if (clock.instant().isBefore(START.plus(Duration.ofMinutes(20)))) {
                    simulator.inject(
                            Injection.parse(turn[0]++ % 2 == 0 ? "HTTP_ERROR:502:EGW00300" : "HTTP_ERROR:500:OPSQ1002")
                                    .forPair(PAIRS.get(1)));
                }
            });
            assertThat(log.ours(Level.WARN)).hasSizeBetween(1, 2).allMatch(line -> line.contains("no answer: "));
            assertThat(log.ours(Level.INFO).stream().filter(line -> line.startsWith("Over")))
                    .hasSameSizeAs(log.ours(Level.WARN));
        }
    }

    @Test
    @DisplayName("says nothing of failures that cost no tick")
    void costNothing() {
        authorize();
        int[] tick = {0};
        try (LogCapture log = LogCapture.begin()) {
            Poller poller = poller(plan(3, 4), client);
            drive(poller, Duration.ofMinutes(30), () -> Duration.ZERO, () -> {
                int now = (int) Duration.between(START, clock.instant()).dividedBy(INTERVAL);
                if (now > tick[0]) {
                    tick[0] = now;
                    simulator.inject(
                            Injection.parse("HTTP_ERROR:502:EGW00300*1").forPair(PAIRS.get(now % 3)));
                }
            });
            assertThat(meters.value(Metric.RETRIES)).isGreaterThan(100);
            assertThat(meters.value(Metric.MISSED_TICKS)).isZero();
            assertThat(log.lines().stream().filter(line -> line.level().isMoreSpecificThan(Level.INFO)))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("of the longest allowed length, a task ends however often its worker stutters in it")
    void stutter() {
        maxOutage = Duration.ofMinutes(5);
        authorize();
        Poller poller = poller(plan(3, 4), client);
        Runnable fault = from(BEGINS, "HTML_ERROR");
        drive(poller, Duration.ofHours(2), () -> Duration.ZERO, () -> {
            fault.run();
            long second = Duration.between(START, clock.instant()).toSeconds();
            pausedFrom = START.plusSeconds(second / 60 * 60 + 30);
            pausedUntil = pausedFrom.plusSeconds(3);
        });
        assertThat(poller.failure()).containsInstanceOf(PollFailure.Outage.class);
        assertThat(clock.instant()).isBefore(START.plus(Duration.ofMinutes(7)));
    }

    private Runnable from(Instant begin, String fault) {
        boolean[] injected = {false};
        return () -> {
            if (!injected[0] && !clock.instant().isBefore(begin)) {
                injected[0] = true;
                simulator.inject(Injection.parse(fault));
            }
        };
    }
}

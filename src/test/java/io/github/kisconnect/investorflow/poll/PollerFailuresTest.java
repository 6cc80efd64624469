package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.Customer;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The poller, when something fails,")
class PollerFailuresTest extends PollerFixture {
    @Test
    @DisplayName("asks again in the same tick for pairs that failed, while the others are answered in their slots")
    void retried() {
        authorize();
        simulator.inject(Injection.parse("RATE_LIMIT*2").forPair(PAIRS.get(1)));
        simulator.inject(Injection.parse("RESET*1").forPair(PAIRS.get(3)));
        simulator.inject(Injection.parse("MALFORMED_FIGURE*1").forPair(PAIRS.get(4)));
        run(plan(5, 4), INTERVAL, () -> Duration.ofMillis(50));
        assertThat(taken)
                .extracting(Emitted::pair)
                .startsWith(PAIRS.get(0), PAIRS.get(2))
                .containsExactlyInAnyOrderElementsOf(PAIRS.subList(0, 5));
        assertThat(taken).allSatisfy(one -> assertThat(one.tick()).isEqualTo(START));
        assertThat(simulator.ledger().all()).as("%s", simulator.ledger().all()).hasSize(9);
    }

    @Test
    @DisplayName("is not kept from the other pairs by one that always fails, and does not hammer at that one")
    void alwaysFailing() {
        authorize();
        simulator.inject(Injection.parse("HTML_ERROR").forPair(PAIRS.get(0)));
        try (LogCapture log = LogCapture.begin()) {
            run(plan(3, 4), Duration.ofSeconds(100), () -> Duration.ofMillis(50));
            assertThat(log.ours(Level.WARN)).hasSize(1);
        }
        assertThat(records(PAIRS.get(0))).isEmpty();
        assertThat(records(PAIRS.get(1))).hasSize(10);
        assertThat(records(PAIRS.get(2))).hasSize(10);
        long asked = simulator.ledger().all().stream()
                .filter(entry -> entry.pair().equals(PAIRS.get(0)))
                .count();
        assertThat(asked).isBetween(20L, 40L);
    }

    @Test
    @DisplayName("does not ask again in the same tick for a pair that the API refuses")
    void pairError() {
        authorize();
        simulator.inject(Injection.parse("HTTP_ERROR:OPSQ2001").forPair(PAIRS.get(0)));
        simulator.inject(Injection.parse("ALL_BLANK").forPair(PAIRS.get(1)));
        run(plan(3, 4), Duration.ofSeconds(20), () -> Duration.ZERO);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(6);
    }

    @Test
    @DisplayName("ends with the API's code for a wrong secret, without asking for figures")
    void wrongSecret() {
        Credentials wrong = new Credentials(credentials.appKey(), "wrong");
        try (KisClient other = Clients.client(Clients.settings(simulator.url(), wrong), clock, clock::nanoTime)) {
            Poller poller = poller(plan(3, 4), other);
            drive(poller, Duration.ofSeconds(100), () -> Duration.ZERO);
            assertThat(poller.failure()).map(PollerFixture::code).contains("EGW00105");
            assertThat(clock.instant()).isBefore(START.plusSeconds(5));
        }
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }

    @Test
    @DisplayName("ends after three ticks of a configuration error where it had worked before")
    void configurationErrorLater() {
        authorize();
        Poller poller = poller(plan(2, 4), client);
        boolean[] injected = {false};
        Runnable inject = () -> {
            if (!injected[0] && clock.instant().isAfter(START.plusSeconds(15))) {
                injected[0] = true;
                simulator.inject(Injection.parse("HTTP_ERROR:EGW00206"));
            }
        };
        drive(poller, Duration.ofSeconds(100), () -> Duration.ZERO, inject);
        assertThat(poller.failure()).map(PollerFixture::code).contains("EGW00206");
        assertThat(clock.instant()).as("in the third tick").isBetween(START.plusSeconds(40), START.plusSeconds(50));
    }

    @Test
    @DisplayName("gets a new token after a token error, and asks again in the same tick where time is left")
    void tokenError() {
        authorize();
        clock.advance(Duration.ofSeconds(120));
        simulator.inject(Injection.parse("TOKEN_EXPIRED*1"));
        run(plan(3, 4), Duration.ofSeconds(130), () -> Duration.ofMillis(20));
        assertThat(simulator.tokenIssues()).isEqualTo(2);
        assertThat(taken).extracting(Emitted::pair).containsExactlyInAnyOrderElementsOf(PAIRS.subList(0, 3));
    }

    private static final int TICKS = 20;
    private static final Instant LAST_TICK = START.plus(INTERVAL.multipliedBy(TICKS - 1));

    static Stream<Long> seeds() {
        return new Random(17).longs(40).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("accounts for every tick of every pair, as a record or as missed, whatever fails and however late")
    void everyTickAccountedFor(long seed) {
        Random random = new Random(seed);
        authorize();
        int pairs = 1 + random.nextInt(20);
        Runnable faults = () -> {
            if (random.nextInt(100) == 0) {
                String fault = List.of("RATE_LIMIT", "RESET", "HTML_ERROR", "TWO_ROWS", "HALF_BODY", "ALL_BLANK")
                        .get(random.nextInt(6));
                simulator.inject(Injection.parse(fault)
                        .forPair(PAIRS.get(random.nextInt(pairs)))
                        .times(1 + random.nextInt(8)));
            }
        };
        Poller poller = poller(plan(pairs, 2 + random.nextInt(14)), client);
        drive(poller, Duration.ofSeconds(200), () -> Duration.ofMillis(random.nextInt(400)), faults);
        assertThat(poller.failure()).isEmpty();
        assertThat(taken).isNotEmpty();
        for (MarketSector pair : PAIRS.subList(0, pairs)) {
            List<Emitted> records = records(pair);
            assertThat(records).extracting(Emitted::tick).isSorted().doesNotHaveDuplicates();
            Instant last = records.isEmpty()
                    ? START.minus(INTERVAL)
                    : records.get(records.size() - 1).tick();
            long ticks = Duration.between(START, last).dividedBy(INTERVAL) + 1;
            assertThat(records.size()
                            + records.stream().mapToInt(Emitted::missedTicks).sum())
                    .isEqualTo(records.isEmpty() ? 0 : (int) ticks + TICKS_BEFORE);
            if (!records.isEmpty()) {
                assertThat(records.get(records.size() - 1).missedTicksOfDay())
                        .isEqualTo(
                                records.stream().mapToInt(Emitted::missedTicks).sum());
            }
            // Of the last tick it is not yet known.
            long settled = records.stream()
                    .filter(one -> one.tick().isBefore(LAST_TICK))
                    .count();
            assertThat(meters.value(Metric.MISSED_TICKS, pair)).isEqualTo(TICKS - 1 - settled);
            assertThat(meters.value(Metric.SNAPSHOTS, pair)).isEqualTo(records.size());
            assertThat(records).allSatisfy(one -> assertThat(one.receivedAt())
                    .isBetween(one.tick(), one.tick().plus(INTERVAL)));
        }
        assertThat(meters.value(Metric.EXPECTED_TICKS)).isEqualTo(TICKS * pairs);
        assertThat(simulator.mostRequestsInASecond()).isLessThanOrEqualTo(17);
    }

    @Test
    @DisplayName("ends promptly when it is stopped while the API hangs")
    void stopWhileHanging() throws InterruptedException {
        try (KisClient patient = Clients.client(
                Clients.settings(simulator.url(), credentials, Customer.person(null), Duration.ofMinutes(5)),
                clock,
                clock::nanoTime)) {
            Clients.await(patient.authorize());
            simulator.inject(Fault.Wire.HANG);
            PollClock real = PollClock.system();
            HandOver open = new HandOver(real);
            PollPlan plan = Plans.even(plan(3, 100).pairs(), 3, 100, Duration.ofSeconds(1), 16, false);
            PollMeters pollMeters = new PollMeters(meters, pairs(plan), real, () -> 100);
            Answers answers = new Answers(
                    plan, sessions, emission(plan, quarantine), Set.of(), open, pollMeters, Duration.ZERO, real);
            Poller poller = new Poller(
                    plan,
                    sessions,
                    new Requests(patient),
                    Clients.quota(100, real::nanoTime),
                    answers,
                    pollMeters,
                    Map.of(),
                    real,
                    () -> true);
            CountDownLatch ended = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                poller.run();
                ended.countDown();
            });
            thread.start();
            while (simulator.requests(Endpoint.INVESTOR_FLOW) == 0) {
                open.take(Duration.ofMillis(10));
            }
            poller.stop();
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(poller.failure()).isEmpty();
        }
    }

    @Test
    @DisplayName("keeps an error of its own for the worker to see")
    void crash() {
        authorize();
        Poller poller = poller(plan(2, 4), client, emission(plan(1, 4), false));
        drive(poller, Duration.ofSeconds(100), () -> Duration.ZERO);
        assertThat(poller.crash()).containsInstanceOf(NullPointerException.class);
        assertThat(poller.failure()).isEmpty();
    }
}

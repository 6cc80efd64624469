package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.PairEmission;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.Credentials;
import io.github.kisconnect.investorflow.kis.Customer;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.KisError;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The poller")
class PollerTest {
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    private static final List<MarketSector> PAIRS =
            Catalogue.bundled().sectors().stream().map(Sector::pair).toList();
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final VirtualClock clock = new VirtualClock(START);
    private final Credentials credentials = Clients.newCredentials();
    private final KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
            .account(credentials.appKey(), credentials.appSecret())
            .clock(clock)
            .monotonicNanos(clock::nanoTime)
            .movement(Movement.ALWAYS_MOVING)
            .tokenSpacing(Duration.ZERO)
            .build());
    private final KisClient client =
            Clients.client(Clients.settings(simulator.url(), credentials), clock, clock::nanoTime);
    private final HandOver handOver = new HandOver(10_000, clock);
    private final List<Emitted> taken = new ArrayList<>();
    private final Map<MarketSector, Instant> lastPolled = new HashMap<>();
    private Instant pausedFrom = Instant.MAX;
    private Instant pausedUntil = Instant.MAX;

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    @DisplayName("asks for every pair once in every tick, in its slot, and hands the answers over in order")
    void everyPairOnceATick() {
        authorize();
        run(plan(5, 4), Duration.ofSeconds(100), () -> Duration.ZERO);
        for (int number = 0; number < 5; number++) {
            MarketSector pair = PAIRS.get(number);
            Duration offset = Duration.ofMillis(250L * number);
            assertThat(simulator.ledger().served(pair))
                    .extracting(LedgerEntry::answeredAt)
                    .containsExactlyElementsOf(
                            ticks(10).map(tick -> tick.plus(offset)).toList());
            assertThat(records(pair))
                    .extracting(Emitted::tick)
                    .containsExactlyElementsOf(ticks(10).toList());
            assertThat(records(pair))
                    .extracting(Emitted::snapshot)
                    .containsExactlyElementsOf(simulator.ledger().served(pair).stream()
                            .map(LedgerEntry::snapshot)
                            .toList());
        }
        assertThat(simulator.ledger().size()).isEqualTo(50);
    }

    @Test
    @DisplayName("keeps to the slots of its own pairs, which leaves the others' to other tasks")
    void ownSlots() {
        authorize();
        List<NumberedPair> own = List.of(new NumberedPair(1, PAIRS.get(1)), new NumberedPair(4, PAIRS.get(4)));
        run(new PollPlan(own, 6, 2, INTERVAL, 16), Duration.ofSeconds(20), () -> Duration.ZERO);
        assertThat(simulator.ledger().all())
                .extracting(LedgerEntry::pair, entry -> Duration.between(START, entry.answeredAt())
                        .toMillis())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(PAIRS.get(1), 500L),
                        org.assertj.core.groups.Tuple.tuple(PAIRS.get(4), 2000L),
                        org.assertj.core.groups.Tuple.tuple(PAIRS.get(1), 10_500L),
                        org.assertj.core.groups.Tuple.tuple(PAIRS.get(4), 12_000L));
    }

    @Test
    @DisplayName("stays within the account's quota with all pairs at the default rate")
    void quota() {
        run(plan(75, 15), Duration.ofSeconds(60), () -> Duration.ofMillis(80));
        assertThat(simulator.rateLimited()).isZero();
        assertThat(simulator.mostRequestsInASecond()).isLessThanOrEqualTo(16);
        assertThat(simulator.tokenIssues()).isEqualTo(1);
        assertThat(taken.stream().filter(one -> one.tick().equals(START.plusSeconds(10))))
                .hasSize(75);
    }

    @Test
    @DisplayName("gets a token when the first request is due, and asks for every pair in that tick all the same")
    void tokenFirst() {
        run(plan(5, 4), Duration.ofSeconds(10), () -> Duration.ofMillis(400));
        assertThat(simulator.tokenIssues()).isEqualTo(1);
        assertThat(taken).extracting(Emitted::pair).containsExactlyInAnyOrderElementsOf(PAIRS.subList(0, 5));
    }

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
    @DisplayName("makes no request until the worker takes, and none while the worker has paused it")
    void paused() {
        authorize();
        Instant from = START.plusSeconds(20);
        pausedFrom = from;
        pausedUntil = START.plusSeconds(61);
        run(plan(5, 4), Duration.ofSeconds(100), () -> Duration.ZERO);
        assertThat(simulator.ledger().all())
                .extracting(LedgerEntry::answeredAt)
                .isNotEmpty()
                .noneMatch(at -> at.isAfter(from.plusMillis(1500)) && at.isBefore(pausedUntil));
        assertThat(records(PAIRS.get(0)))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(10)
                        .filter(tick -> !tick.isAfter(from) || tick.isAfter(pausedUntil.minusSeconds(2)))
                        .toList());
        assertThat(taken.stream()
                        .filter(one -> one.pair().equals(PAIRS.get(0)))
                        .mapToInt(Emitted::missedTicks)
                        .sum())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("asks for nothing, not even for a token, where nobody takes")
    void nobodyTakes() {
        pausedFrom = Instant.MIN;
        run(plan(5, 4), Duration.ofSeconds(100), () -> Duration.ZERO);
        assertThat(simulator.requests(Endpoint.TOKEN)).isZero();
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }

    @Test
    @DisplayName("does not ask again for the tick of a stored offset")
    void storedOffset() {
        authorize();
        lastPolled.put(PAIRS.get(0), START);
        lastPolled.put(PAIRS.get(1), START.minus(INTERVAL));
        lastPolled.put(PAIRS.get(2), START.plus(INTERVAL));
        run(plan(3, 4), Duration.ofSeconds(30), () -> Duration.ZERO);
        assertThat(records(PAIRS.get(0)))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(3).skip(1).toList());
        assertThat(records(PAIRS.get(1))).hasSize(3);
        assertThat(records(PAIRS.get(2)))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(3).skip(2).toList());
    }

    @Test
    @DisplayName("ends with the API's code for a wrong secret, without asking for figures")
    void wrongSecret() {
        Credentials wrong = new Credentials(credentials.appKey(), "wrong");
        try (KisClient other = Clients.client(Clients.settings(simulator.url(), wrong), clock, clock::nanoTime)) {
            Poller poller = poller(plan(3, 4), other);
            drive(poller, Duration.ofSeconds(100), () -> Duration.ZERO);
            assertThat(poller.failure()).map(KisError::code).contains("EGW00105");
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
        assertThat(poller.failure()).map(KisError::code).contains("EGW00206");
        assertThat(clock.instant()).isBetween(START.plusSeconds(40), START.plusSeconds(41));
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

    @Test
    @DisplayName(
            "stands answers that come after their tick, in the order of the ticks, with one request of a pair at a time")
    void lateAnswers() {
        authorize();
        run(plan(4, 4), Duration.ofSeconds(120), () -> Duration.ofSeconds(13));
        for (MarketSector pair : PAIRS.subList(0, 4)) {
            assertThat(records(pair)).extracting(Emitted::tick).isSorted().doesNotHaveDuplicates();
            assertThat(records(pair)).hasSizeGreaterThanOrEqualTo(5);
            List<Instant> asked = simulator.ledger().served(pair).stream()
                    .map(LedgerEntry::answeredAt)
                    .toList();
            for (int i = 1; i < asked.size(); i++) {
                assertThat(asked.get(i)).isAfterOrEqualTo(asked.get(i - 1).plusSeconds(13));
            }
        }
    }

    @Test
    @DisplayName("has no more requests under way than it may")
    void maxInFlight() {
        authorize();
        PollPlan plan = new PollPlan(plan(8, 8).pairs(), 8, 8, INTERVAL, 2);
        Poller poller = poller(plan, client);
        List<Integer> seen = new ArrayList<>();
        drive(poller, Duration.ofSeconds(30), () -> Duration.ofMillis(700), () -> seen.add(poller.underWay()));
        assertThat(seen).contains(2).allMatch(count -> count <= 2);
        assertThat(records(PAIRS.get(7))).hasSize(3);
    }

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
                    .isEqualTo((int) ticks);
            assertThat(records).allSatisfy(one -> assertThat(one.receivedAt())
                    .isBetween(one.tick(), one.tick().plus(INTERVAL)));
        }
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
            HandOver open = new HandOver(100, real);
            Poller poller = new Poller(
                    new PollPlan(plan(3, 100).pairs(), 3, 100, Duration.ofSeconds(1), 16),
                    patient,
                    emissions(3, real.instant()),
                    Map.of(),
                    open,
                    real);
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
        Poller poller = new Poller(plan(1, 4), client, Map.of(), Map.of(), handOver, clock);
        drive(poller, Duration.ofSeconds(100), () -> Duration.ZERO);
        assertThat(poller.crash()).containsInstanceOf(NullPointerException.class);
        assertThat(poller.failure()).isEmpty();
    }

    private void authorize() {
        assertThat(Clients.await(client.authorize())).isEmpty();
    }

    private void run(PollPlan plan, Duration duration, Supplier<Duration> latency) {
        Poller poller = poller(plan, client);
        drive(poller, duration, latency);
        assertThat(poller.failure()).isEmpty();
    }

    private Poller poller(PollPlan plan, KisClient with) {
        return new Poller(plan, with, emissions(plan.pairs().size() + 5, START), lastPolled, handOver, clock);
    }

    private void drive(Poller poller, Duration duration, Supplier<Duration> latency) {
        drive(poller, duration, latency, () -> {});
    }

    private void drive(Poller poller, Duration duration, Supplier<Duration> latency, Runnable more) {
        Instant end = START.plus(duration);
        clock.wire(poller::underWay, latency);
        clock.eachTurn(() -> {
            more.run();
            take();
            if (!clock.instant().isBefore(end)) {
                poller.stop();
            }
        });
        take();
        poller.run();
        pausedFrom = Instant.MAX;
        take();
    }

    /** What the worker's thread does, unless it is paused. */
    private void take() {
        boolean paused =
                !clock.instant().isBefore(pausedFrom) && clock.instant().isBefore(pausedUntil);
        if (paused) {
            return;
        }
        try {
            List<Emitted> batch = handOver.take(Duration.ZERO);
            taken.addAll(batch);
            batch.forEach(one -> handOver.acknowledged());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Emitted> records(MarketSector pair) {
        return taken.stream().filter(one -> one.pair().equals(pair)).toList();
    }

    private static Stream<Instant> ticks(int count) {
        return IntStream.range(0, count).mapToObj(number -> START.plus(INTERVAL.multipliedBy(number)));
    }

    private static PollPlan plan(int pairs, double rate) {
        List<NumberedPair> numbered = IntStream.range(0, pairs)
                .mapToObj(number -> new NumberedPair(number, PAIRS.get(number)))
                .toList();
        return new PollPlan(numbered, pairs, rate, INTERVAL, 16);
    }

    private static Map<MarketSector, PairEmission> emissions(int pairs, Instant firstTick) {
        PairEmission.Settings settings = new PairEmission.Settings(EmitMode.ALL, Duration.ZERO, INTERVAL);
        return PAIRS.subList(0, Math.min(pairs, PAIRS.size())).stream()
                .collect(Collectors.toMap(pair -> pair, pair -> new PairEmission(pair, settings, null, firstTick)));
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.emit.EmissionSettings;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.Quota;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.PairSelection;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A poller on virtual time, against a simulator of its own, and a worker that takes what it hands over. */
abstract class PollerFixture {
    static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    /** All that {@code market.sectors=*} takes. */
    static final List<MarketSector> PAIRS =
            PairSelection.of(List.of("*"), Catalogue.bundled(), false).pairs();

    static final Duration INTERVAL = Duration.ofSeconds(10);
    /** Of the day, before the start: nobody has asked in them. */
    static final int TICKS_BEFORE =
            (int) Duration.between(Kst.date(START).atStartOfDay(Kst.ZONE).toInstant(), START)
                    .dividedBy(INTERVAL);

    final VirtualClock clock = new VirtualClock(START);
    final Credentials credentials = Clients.newCredentials();
    final KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
            .account(credentials.appKey(), credentials.appSecret())
            .clock(clock.server())
            .monotonicNanos(clock::nanoTime)
            .movement(Movement.ALWAYS_MOVING)
            .tokenSpacing(Duration.ZERO)
            .build());
    final MemoryMeters clientMeters = new MemoryMeters();
    final KisClient client =
            Clients.client(Clients.settings(simulator.url(), credentials), clock, clock::nanoTime, clientMeters);
    HandOver handOver = new HandOver(clock);
    final List<Emitted> taken = new ArrayList<>();
    final List<Rejected> rejected = new ArrayList<>();
    /** Of the poller made last. */
    MemoryMeters meters = new MemoryMeters();

    Duration maxOutage = Duration.ZERO;
    TradingSessions sessions = TradingSessions.always();
    boolean quarantine = true;
    /** Whether no other start of the task has begun. */
    boolean latest = true;

    final Map<MarketSector, Instant> lastPolled = new HashMap<>();
    Instant pausedFrom = Instant.MAX;
    Instant pausedUntil = Instant.MAX;

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    void authorize() {
        assertThat(Clients.await(client.authorize())).isEmpty();
    }

    void run(PollPlan plan, Duration duration, Supplier<Duration> latency) {
        Poller poller = poller(plan, client);
        drive(poller, duration, latency);
        assertThat(poller.failure()).isEmpty();
    }

    Poller poller(PollPlan plan, KisClient with) {
        return poller(plan, with, emission(plan, quarantine));
    }

    Poller poller(PollPlan plan, KisClient with, TaskEmission emission) {
        meters = new MemoryMeters();
        Quota quota = Clients.quota(1e9 / plan.timetable().slotNanos(), clock::nanoTime);
        PollMeters pollMeters = new PollMeters(meters, pairs(plan), clock, quota::requestsPerSecond);
        Answers answers = new Answers(plan, sessions, emission, Set.of(), handOver, pollMeters, maxOutage, clock);
        Requests requests = clock.requests(with);
        return new Poller(plan, sessions, requests, quota, answers, pollMeters, lastPolled, clock, () -> latest);
    }

    void drive(Poller poller, Duration duration, Supplier<Duration> latency) {
        drive(poller, duration, latency, () -> {});
    }

    void drive(Poller poller, Duration duration, Supplier<Duration> latency, Runnable more) {
        Instant end = START.plus(duration);
        clock.answersAfter(latency);
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

    /**
     * Injects a fault when it is that late, and clears it when it is that late. Each once, because a request that is on
     * the wire between a clearing and the next injection is answered.
     */
    Runnable during(Instant from, Instant until, Injection injection) {
        boolean[] done = {false, false};
        return () -> {
            if (!done[0] && !clock.instant().isBefore(from)) {
                done[0] = true;
                simulator.inject(injection);
            }
            if (!done[1] && !clock.instant().isBefore(until)) {
                done[1] = true;
                simulator.clear();
            }
        };
    }

    /** What the worker's thread does, unless it is paused. */
    void take() {
        boolean paused =
                !clock.instant().isBefore(pausedFrom) && clock.instant().isBefore(pausedUntil);
        if (paused) {
            return;
        }
        try {
            List<Publishable> batch = handOver.take(Duration.ZERO);
            batch.stream()
                    .filter(Emitted.class::isInstance)
                    .map(Emitted.class::cast)
                    .forEach(taken::add);
            batch.stream()
                    .filter(Rejected.class::isInstance)
                    .map(Rejected.class::cast)
                    .forEach(rejected::add);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Emitted> records(MarketSector pair) {
        return taken.stream().filter(one -> one.pair().equals(pair)).toList();
    }

    static Stream<Instant> ticks(int count) {
        return IntStream.range(0, count).mapToObj(number -> START.plus(INTERVAL.multipliedBy(number)));
    }

    static PollPlan plan(int pairs, double rate) {
        List<NumberedPair> numbered = IntStream.range(0, pairs)
                .mapToObj(number -> new NumberedPair(number, PAIRS.get(number)))
                .toList();
        return Plans.even(numbered, pairs, rate, INTERVAL, 16, false);
    }

    static String code(PollFailure failure) {
        return ((PollFailure.Refused) failure).error().code();
    }

    static List<MarketSector> pairs(PollPlan plan) {
        return plan.pairs().stream().map(NumberedPair::pair).toList();
    }

    static TaskEmission emission(PollPlan plan, boolean quarantine) {
        return new TaskEmission(
                new EmissionSettings(EmitMode.ALL, Duration.ZERO, quarantine),
                TradingSessions.always(),
                pairs(plan).stream()
                        .map(pair ->
                                new TaskEmission.Start(pair, plan.intervals().get(pair), null))
                        .toList());
    }
}

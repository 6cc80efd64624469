package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.emit.EmissionSettings;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.Quota;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A simulator that lives through trading days, and tasks that poll it one after the other, with the exchange's sessions, in virtual time. */
final class SessionWorld implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofMinutes(1);
    static final Duration MAX_SILENCE = Duration.ofMinutes(5);
    private static final double REQUESTS_PER_SECOND = 15;
    private static final Duration LATENCY = Duration.ofMillis(40);

    final KisSimulator simulator;
    final List<Emitted> records = new ArrayList<>();
    boolean asksHolidays = true;
    /** From tick to tick. */
    Duration interval = INTERVAL;

    boolean keepsRecords = true;
    /** What the offsets remember. */
    final Map<MarketSector, Published> offsets = new HashMap<>();

    private final VirtualClock clock;
    private final KisClient client;
    private final NavigableMap<Instant, Runnable> scheduled = new TreeMap<>();
    private final Map<Metric, Double> counted = new EnumMap<>(Metric.class);

    /**
     * A world in which nothing is asked yet.
     *
     * @param options of the simulator, which lack an account and clocks
     */
    SessionWorld(Instant start, SimulatorOptions.Builder options) {
        this(start, options, new MemoryMeters());
    }

    /** The same with the client's requests counted elsewhere. */
    SessionWorld(Instant start, SimulatorOptions.Builder options, Meters clientMeters) {
        Credentials credentials = Clients.newCredentials();
        this.clock = new VirtualClock(start);
        // Nobody sets it.
        clock.longestWait(Duration.ofDays(1));
        this.simulator = KisSimulator.start(options.account(credentials.appKey(), credentials.appSecret())
                .clock(clock.server())
                .monotonicNanos(clock::nanoTime)
                .build());
        this.client =
                Clients.client(Clients.settings(simulator.url(), credentials), clock, clock::nanoTime, clientMeters);
    }

    static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).toInstant(Kst.ZONE);
    }

    /** The host's clock is wrong by so much, the server's is right. */
    void hostClockAhead(Duration by) {
        clock.setBack(by.negated());
    }

    /** Does something while a task polls. */
    void at(Instant instant, Runnable action) {
        scheduled.put(instant, action);
    }

    /** Nothing runs for a while. */
    void idleUntil(Instant instant) {
        clock.advance(Duration.between(clock.instant(), instant));
    }

    /** Runs a task for these pairs, from what the offsets remember, up to an instant. */
    void pollUntil(Instant end, MarketSector... pairs) {
        PollPlan plan = Plans.even(
                IntStream.range(0, pairs.length)
                        .mapToObj(number -> new NumberedPair(number, pairs[number]))
                        .toList(),
                pairs.length,
                REQUESTS_PER_SECOND,
                interval,
                16,
                asksHolidays);
        TradingSessions sessions = TradingSessions.krx(
                SessionWindow.DEFAULT, Set.of(), client.holidays(), TradingCalendar.bundled(), Catalogue.bundled());
        TaskEmission emission = new TaskEmission(
                new EmissionSettings(EmitMode.CHANGES, MAX_SILENCE, false),
                sessions,
                PollerFixture.pairs(plan).stream()
                        .map(pair -> new TaskEmission.Start(pair, interval, offsets.get(pair)))
                        .toList());
        Map<MarketSector, Instant> lastPolled = new HashMap<>();
        offsets.forEach((pair, last) -> lastPolled.put(pair, last.tick()));
        MemoryMeters meters = new MemoryMeters();
        Quota quota = Clients.quota(REQUESTS_PER_SECOND, clock::nanoTime);
        PollMeters pollMeters = new PollMeters(meters, emission.pairs(), clock, quota::requestsPerSecond);
        HandOver handOver = new HandOver(clock);
        Answers answers =
                new Answers(plan, sessions, emission, offsets.keySet(), handOver, pollMeters, Duration.ZERO, clock);
        Requests requests = clock.requests(client);
        Poller poller = new Poller(plan, sessions, requests, quota, answers, pollMeters, lastPolled, clock, () -> true);
        clock.answersAfter(() -> LATENCY);
        clock.eachTurn(() -> {
            take(handOver);
            while (!scheduled.isEmpty() && !clock.instant().isBefore(scheduled.firstKey())) {
                scheduled.pollFirstEntry().getValue().run();
            }
            if (!clock.instant().isBefore(end)) {
                poller.stop();
            }
        });
        take(handOver);
        poller.run();
        take(handOver);
        assertThat(poller.crash()).isEmpty();
        assertThat(poller.failure()).isEmpty();
        for (Metric metric : Metric.countedByPoll()) {
            counted.merge(metric, meters.value(metric), Double::sum);
        }
    }

    private void take(HandOver handOver) {
        try {
            for (Publishable publishable : handOver.take(Duration.ZERO)) {
                Emitted emitted = (Emitted) publishable;
                if (keepsRecords) {
                    records.add(emitted);
                }
                offsets.put(emitted.pair(), emitted.published());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a counter of all tasks together shows. */
    long counted(Metric metric) {
        return counted.get(metric).longValue();
    }

    List<Emitted> records(MarketSector pair) {
        return records.stream().filter(record -> record.pair().equals(pair)).toList();
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
    }
}

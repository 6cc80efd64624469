package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.InvestorFlowSourceConnector;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.Quota;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * All tasks of a connector on one virtual time, each with a thread, a client and a worker's hand-over of its own, against one simulator.
 *
 * <p>What a worker's process has for itself, its tokens and what it has learnt about the quota, goes by the host's name: so each worker calls the
 * simulator by another.
 */
final class VirtualConnector implements AutoCloseable {
    static final Instant START = PollerFixture.START;
    static final Duration INTERVAL = PollerFixture.INTERVAL;
    static final double RATE = 15;
    static final List<MarketSector> PAIRS = PollerFixture.PAIRS;

    /** A pair that the connector does not ask for. */
    private static final MarketSector OF_OTHERS = new MarketSector("KSP", "0503");

    private static final List<String> HOST_NAMES = List.of("127.0.0.1", "localhost");
    private static final int TO_END_SECONDS = 100;

    private final Credentials credentials = Clients.newCredentials();
    private final VirtualTime time = new VirtualTime(START);
    private final KisSimulator simulator;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<KisClient> others = new ArrayList<>();

    /** Where its tasks run, and how far the API is: tasks go to the workers in turn. */
    record Shape(int tasks, int workers, Duration roundTrip) {}

    /** A task, the worker it runs on, and what it has handed over to it. */
    record Task(
            int worker,
            PollPlan plan,
            VirtualClock clock,
            KisClient client,
            Quota quota,
            HandOver handOver,
            Poller poller,
            List<Emitted> taken) {

        private void take() {
            try {
                List<Publishable> batch = handOver.take(Duration.ZERO);
                batch.forEach(one -> taken.add((Emitted) one));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** {@code quotaPerSecond}: of the account. */
    VirtualConnector(Shape shape, int quotaPerSecond) {
        simulator = KisSimulator.start(SimulatorOptions.builder()
                .account(credentials.appKey(), credentials.appSecret())
                .clock(time)
                .monotonicNanos(time::nanoTime)
                .movement(Movement.ALWAYS_MOVING)
                .quotaPerSecond(quotaPerSecond)
                .tokenSpacing(Duration.ZERO)
                .build());
        List<PollPlan> plans = plans(shape.tasks());
        for (int number = 0; number < plans.size(); number++) {
            tasks.add(task(number % shape.workers(), plans.get(number), shape.roundTrip()));
        }
    }

    private Task task(int worker, PollPlan plan, Duration roundTrip) {
        VirtualClock clock = new VirtualClock(time);
        KisClient client = client(worker, clock);
        Quota quota = client.announce("flows", RATE);
        HandOver handOver = new HandOver(clock);
        PollMeters meters =
                new PollMeters(new MemoryMeters(), PollerFixture.pairs(plan), clock, quota::requestsPerSecond);
        TradingSessions always = TradingSessions.always();
        Answers answers = new Answers(
                plan, always, PollerFixture.emission(plan, false), Set.of(), handOver, meters, Duration.ZERO, clock);
        Requests requests = clock.requests(client);
        Poller poller = new Poller(plan, always, requests, quota, answers, meters, Map.of(), clock, () -> true);
        clock.answersAfter(() -> roundTrip);
        // A task that begins has a token of its worker at hand: how it gets one is another matter.
        assertThat(Clients.await(client.authorize())).isEmpty();
        return new Task(worker, plan, clock, client, quota, handOver, poller, new ArrayList<>());
    }

    private KisClient client(int worker, VirtualClock clock) {
        String url = simulator.url().replace(HOST_NAMES.get(0), HOST_NAMES.get(worker));
        return Clients.client(Clients.settings(url, credentials), clock, clock::nanoTime);
    }

    /** The connector's own split. */
    private static List<PollPlan> plans(int tasks) {
        InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
        connector.start(Map.of(
                "name", "flows",
                "kis.app.key", "the-key",
                "kis.app.secret", "the-secret",
                "market.sectors", "*",
                "session.gate", "always"));
        return connector.taskConfigs(tasks).stream()
                .map(config -> Arrays.stream(config.get("task.pairs").split(","))
                        .map(VirtualConnector::numberedPair)
                        .toList())
                .map(pairs -> Plans.even(pairs, PAIRS.size(), RATE, INTERVAL, 16, false))
                .toList();
    }

    private static NumberedPair numberedPair(String text) {
        String[] parts = text.split("=");
        return new NumberedPair(
                Integer.parseInt(parts[0]), MarketSector.parse(parts[1]).orElseThrow());
    }

    KisSimulator simulator() {
        return simulator;
    }

    List<Task> tasks() {
        return List.copyOf(tasks);
    }

    Instant now() {
        return time.instant();
    }

    /** The ticks of a run, but for the first ones. */
    static List<Instant> ticks(int skipped, Duration run) {
        return Stream.iterate(START.plus(INTERVAL.multipliedBy(skipped)), tick -> tick.plus(INTERVAL))
                .takeWhile(tick -> tick.isBefore(START.plus(run)))
                .toList();
    }

    /** What was answered to the connector in that time, other users of the account left out. */
    List<LedgerEntry> answers(Instant from, Duration time) {
        return simulator.ledger().all().stream()
                .filter(entry -> !OF_OTHERS.equals(entry.pair()))
                .filter(entry ->
                        !entry.answeredAt().isBefore(from) && entry.answeredAt().isBefore(from.plus(time)))
                .toList();
    }

    /** The records of all tasks. */
    List<Emitted> taken() {
        return tasks.stream().map(Task::taken).flatMap(Collection::stream).toList();
    }

    /** Somebody else uses the account, evenly, so often a second, for a time. */
    void usedElsewhere(int requestsPerSecond, Duration from, Duration until) {
        VirtualClock clock = new VirtualClock(time);
        KisClient client = client(0, clock);
        others.add(client);
        threads.add(new Thread(() -> {
            try {
                clock.begin();
                clock.sleep(from);
                while (now().isBefore(START.plus(until))) {
                    Clients.await(client.fetch(FlowEndpoint.FLOWS, OF_OTHERS));
                    clock.sleep(Duration.ofSeconds(1).dividedBy(requestsPerSecond));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                clock.end();
            }
        }));
    }

    /** Runs all tasks until that long after the start; {@code eachTurn} happens whenever one of them looks for events. */
    void run(Duration duration, Runnable eachTurn) throws InterruptedException {
        tasks.forEach(task -> threads.add(thread(task, START.plus(duration), eachTurn)));
        threads.forEach(Thread::start);
        time.begin();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(TO_END_SECONDS));
            assertThat(thread.isAlive()).as("a task still runs").isFalse();
        }
        assertThat(tasks).allSatisfy(task -> {
            assertThat(task.poller().crash()).isEmpty();
            assertThat(task.poller().failure()).isEmpty();
        });
    }

    private Thread thread(Task task, Instant end, Runnable eachTurn) {
        task.clock().eachTurn(() -> {
            eachTurn.run();
            task.take();
            if (!now().isBefore(end)) {
                task.poller().stop();
            }
        });
        return new Thread(() -> {
            try {
                task.clock().begin();
                task.take();
                task.poller().run();
                task.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                task.clock().end();
            }
        });
    }

    @Override
    public void close() {
        tasks.forEach(task -> task.client().close());
        others.forEach(KisClient::close);
        simulator.close();
    }
}

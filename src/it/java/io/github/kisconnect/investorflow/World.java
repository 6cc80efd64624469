package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.Circumstances;
import io.github.kisconnect.investorflow.sandbox.Disturbance;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.MBeans;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A local stack of its own with two connectors that run all the time, to which things are done: a quick one, whose ticks are short, and a
 * wide one, whose ticks are long enough for a task to come back within one.
 */
final class World implements AutoCloseable {
    /** A lost worker is noticed after this long. */
    static final Duration SESSION = Duration.ofSeconds(3);

    private static final Set<MarketSector> QUICK = pairs("KSP:0001,KSQ:1001,K2I:F001");
    private static final Set<MarketSector> WIDE = pairs("KSP:0002,KSP:0003,KSQ:1001,KSQ:1002,K2I:OC01,ETF:T000");
    private static final int QUICK_TASKS = 2;
    private static final int WIDE_TASKS = 3;
    private static final Duration QUICK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration WIDE_INTERVAL = Duration.ofSeconds(2);
    /** What a killed worker left open keeps its successor from reading the stored offsets for so long. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration TO_SETTLE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final boolean exactlyOnce;
    private final Duration toRun;
    private final LocalStack stack;
    private final Running quick;
    private final Running wide;
    private final FailedTasks failedTasks;
    /** What was done since there was peace. */
    private final List<Done> done = new ArrayList<>();

    /** {@code worker}: to which it was done; null for all. */
    private record Done(Disturbance.Kind kind, Service worker, Instant from) {}

    /** A connector, its pairs, and a reader of its topic. */
    record Running(ConnectorRun run, Set<MarketSector> pairs, int tasks, TopicReader reader) {}

    private World(boolean exactlyOnce, Duration toRun, LocalStack stack) {
        this.exactlyOnce = exactlyOnce;
        this.toRun = toRun;
        this.stack = stack;
        this.quick = running(QUICK, QUICK_TASKS, QUICK_INTERVAL);
        this.wide = running(WIDE, WIDE_TASKS, WIDE_INTERVAL);
        this.failedTasks =
                new FailedTasks(stack, both().map(one -> one.run().name()).toList());
    }

    /** Starts all of it, and returns when both connectors publish. */
    static World start(String name, boolean exactlyOnce, int workers, Duration rebalanceDelay) {
        StackOptions.Builder options = StackOptions.in(
                        Path.of("target", name + "-" + System.getProperty("kafka.version")))
                .archive(Path.of(System.getProperty("archive.file")))
                .workers(workers)
                .workerProperty("session.timeout.ms", Long.toString(SESSION.toMillis()))
                .workerProperty("heartbeat.interval.ms", "500")
                .workerProperty("scheduled.rebalance.max.delay.ms", Long.toString(rebalanceDelay.toMillis()))
                .workerEnvironment(ConnectorRun.KEY_VARIABLE, ConnectorRun.APP_KEY)
                .workerEnvironment(ConnectorRun.SECRET_VARIABLE, ConnectorRun.APP_SECRET);
        if (exactlyOnce) {
            options.exactlyOnce();
        }
        LocalStack stack = LocalStack.start(options.build());
        try {
            World world = new World(exactlyOnce, TO_SETTLE.plus(rebalanceDelay), stack);
            world.both().forEach(one -> one.run().start(one.tasks()));
            world.awaitRecords(Instant.now());
            world.settle();
            return world;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    LocalStack stack() {
        return stack;
    }

    List<Service> workers() {
        return stack.workers();
    }

    Running quick() {
        return quick;
    }

    Running wide() {
        return wide;
    }

    Stream<Running> both() {
        return Stream.of(quick, wide);
    }

    /** Kills a worker. */
    void kill(Service worker) {
        done.add(new Done(Disturbance.Kind.KILL, worker, Instant.now()));
        worker.kill();
        both().forEach(one -> one.run().killed(worker));
    }

    /** Lets a worker stand still. */
    void freeze(Service worker) {
        done.add(new Done(Disturbance.Kind.FREEZE, worker, Instant.now()));
        worker.freeze();
    }

    /** Stops the broker. */
    void stopBroker() {
        done.add(new Done(Disturbance.Kind.BROKER, null, Instant.now()));
        stack.broker().stop();
    }

    /** Waits until every pair is published again and the workers agree on who does what; what was done before is over then. */
    void awaitPeace() {
        awaitRecords(Instant.now());
        settle();
        Instant to = Instant.now();
        done.forEach(one -> both().forEach(other -> other.run().disturbed(one.kind(), one.worker(), one.from(), to)));
        done.clear();
    }

    /** Reads until every pair of both has a record that was received after an instant. */
    void awaitRecords(Instant after) {
        both().forEach(one -> one.run().awaitRecords(one.reader(), one.pairs(), after, toRun));
    }

    /** The worker that leads the group, or else one that does not. */
    Service worker(boolean leader) {
        return workers().stream()
                .filter(worker -> leads(worker) == leader)
                .findAny()
                .orElseThrow();
    }

    private static boolean leads(Service worker) {
        return rebalanceMetrics(worker)
                .filter(one -> one.name().equals("leader-name"))
                .anyMatch(one -> one.value().contains(worker.address().substring("http://".length())));
    }

    private static Stream<MBeans.Attribute> rebalanceMetrics(Service worker) {
        return MBeans.of(worker).stream()
                .filter(one -> one.bean().equals("kafka.connect:type=connect-worker-rebalance-metrics"));
    }

    /** The pairs of a connector whose tasks a worker runs, as the status has it. */
    Set<MarketSector> pairsOf(Running one, Service worker) {
        String name = one.run().name();
        return stack.connect().status(name).tasks().stream()
                .filter(task -> worker.address().endsWith(task.workerId()))
                .map(task -> stack.connect().taskConfigs(name).get(task.id()).get("task.pairs"))
                .flatMap(list -> Stream.of(list.split(",")))
                .map(numbered -> MarketSector.parse(numbered.substring(numbered.indexOf('=') + 1)))
                .map(Optional::orElseThrow)
                .collect(Collectors.toSet());
    }

    /** Reads on for that long: while time passes in which something may happen. */
    void readFor(Duration time) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            both().forEach(one -> one.reader().next());
        }
    }

    /** Waits until all workers are in one generation of the group, and none is rebalancing. */
    void settle() {
        long begin = System.nanoTime();
        while (!isSettled()) {
            if (System.nanoTime() - begin > TO_SETTLE.toNanos()) {
                throw new IllegalStateException("no group of all workers within " + TO_SETTLE);
            }
            readFor(BETWEEN_LOOKS);
        }
    }

    private boolean isSettled() {
        List<String> states = workers().stream()
                .flatMap(World::rebalanceMetrics)
                .filter(one -> one.name().equals("epoch") || one.name().equals("rebalancing"))
                .map(one -> one.name() + one.value())
                .toList();
        return states.size() == 2 * workers().size()
                && states.stream().distinct().count() == 2
                && states.contains("rebalancing0.0");
    }

    /** Compares both topics with what was served up to now. */
    List<Reconciliation.Report> reconcile() {
        return both().map(this::reconcile).toList();
    }

    /** Compares a topic with what was served up to now. */
    Reconciliation.Report reconcile(Running one) {
        one.run().awaitOneTaskForEach(one.pairs());
        return one.run().reconcileSoFar(one.reader(), one.pairs(), toRun, this::judged);
    }

    private Circumstances judged(Circumstances circumstances) {
        return exactlyOnce ? circumstances : circumstances.atLeastOnce();
    }

    private Running running(Set<MarketSector> pairs, int tasks, Duration interval) {
        ConnectorRun run = new ConnectorRun(stack, join(pairs))
                .withKeyOfEachWorker()
                .with("tasks.max", tasks)
                .with(ConfigKeys.POLL_INTERVAL_MS, interval.toMillis())
                .with("producer.override.transaction.timeout.ms", TRANSACTION_TIMEOUT.toMillis());
        return new Running(run, pairs, tasks, run.reader());
    }

    private static Set<MarketSector> pairs(String list) {
        return Stream.of(list.split(","))
                .map(MarketSector::parse)
                .map(Optional::orElseThrow)
                .collect(Collectors.toSet());
    }

    private static String join(Set<MarketSector> pairs) {
        return pairs.stream().map(MarketSector::toString).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        try {
            failedTasks.close();
            both().forEach(one -> one.reader().close());
        } finally {
            stack.close();
            both().forEach(one -> one.run().simulator().close());
        }
    }
}

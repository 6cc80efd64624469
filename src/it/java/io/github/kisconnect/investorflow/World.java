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
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
    private static final Set<MarketSector> WIDE =
            pairs("KSP:0001,KSP:0002,KSP:0003,KSP:0004,KSQ:1001,KSQ:1002,KSQ:1003,"
                    + "KSQ:1004,K2I:F001,K2I:OC01,K2I:OP01,ETF:T000");
    private static final int QUICK_TASKS = 2;
    private static final int WIDE_TASKS = 3;
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
    /** What was done since there was peace, by when it was begun. */
    private final NavigableMap<Instant, Disturbance.Kind> disturbances = new TreeMap<>();

    /** A connector, its pairs, and a reader of its topic. */
    record Running(ConnectorRun run, Set<MarketSector> pairs, int tasks, TopicReader reader) {}

    private World(boolean exactlyOnce, Duration toRun, LocalStack stack) {
        this.exactlyOnce = exactlyOnce;
        this.toRun = toRun;
        this.stack = stack;
        this.quick = running(new ConnectorRun(stack, join(QUICK)), QUICK, QUICK_TASKS);
        this.wide =
                running(new ConnectorRun(stack, join(WIDE)).with(ConfigKeys.POLL_INTERVAL_MS, 2000), WIDE, WIDE_TASKS);
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

    /** Notes that this is done from now until {@link #awaitPeace}, and does it. */
    void disturb(Disturbance.Kind kind, Runnable deed) {
        disturbances.put(Instant.now(), kind);
        deed.run();
    }

    /** Waits until every pair is published again and the workers agree on who does what. */
    void awaitPeace() {
        awaitRecords(Instant.now());
        settle();
        Instant to = Instant.now();
        disturbances.forEach(
                (from, kind) -> both().forEach(one -> one.run().disturbed(new Disturbance(kind, from, to))));
        disturbances.clear();
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
        return one.run().reconcileSoFar(one.reader(), one.pairs(), toRun, this::judged);
    }

    private Circumstances judged(Circumstances circumstances) {
        return exactlyOnce ? circumstances : circumstances.atLeastOnce();
    }

    private static Running running(ConnectorRun run, Set<MarketSector> pairs, int tasks) {
        run.with("tasks.max", tasks).with("producer.override.transaction.timeout.ms", TRANSACTION_TIMEOUT.toMillis());
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

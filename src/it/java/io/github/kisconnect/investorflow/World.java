package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.record.RecordLayout;
import io.github.kisconnect.investorflow.sandbox.Circumstances;
import io.github.kisconnect.investorflow.sandbox.Disturbance;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.ToldDifferences;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRestException;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.MBeans;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A local stack of its own with two connectors that run all the time, to which things are done: a quick one, whose ticks are short and whose
 * snapshots are a record each, and a wide one, whose ticks are long enough for a task to come back within one and whose snapshots are rows.
 */
final class World implements AutoCloseable {
    /** A lost worker is noticed after this long. */
    static final Duration SESSION = Duration.ofSeconds(3);

    private static final Set<MarketSector> QUICK = pairs("KSP:0001,KSQ:1001,K2I:F001,KSP:0013");
    /** One more of the quick connector's, whose figures come to stand: whatever happens, they are not to be published again. */
    private static final MarketSector QUIET = new MarketSector("KSP", "0013");

    private static final Set<MarketSector> WIDE =
            pairs("KSP:0002,KSP:0003,KSP:0004,KSQ:1001,KSQ:1002,KSQ:1003,K2I:OC01,ETF:T000");
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
    private final HangingTransactions hangingTransactions;
    private Service frozen;
    private Instant frozenAt;
    private Instant brokerGone;

    /** How the parts of a world are run, and what lies between them. */
    interface Surroundings {
        Surroundings PLAIN = new Surroundings() {};

        default void change(StackOptions.Builder options) {}

        /** Where the API is reached that is at a URL. */
        default String front(String url) {
            return url;
        }
    }

    /** A connector, its pairs, those of them whose figures move, a reader of its topic, and what was told of that. */
    record Running(
            ConnectorRun run,
            Set<MarketSector> pairs,
            Set<MarketSector> moving,
            int tasks,
            TopicReader reader,
            ToldDifferences told) {}

    private World(boolean exactlyOnce, Duration toRun, LocalStack stack, Surroundings surroundings) {
        this.exactlyOnce = exactlyOnce;
        this.toRun = toRun;
        this.stack = stack;
        this.quick = running(QUICK, QUICK_TASKS, QUICK_INTERVAL, RecordLayout.SNAPSHOT, surroundings);
        this.wide = running(WIDE, WIDE_TASKS, WIDE_INTERVAL, RecordLayout.ROWS, surroundings);
        // At least once, Connect has no reason to fail one.
        this.failedTasks = new FailedTasks(
                stack, exactlyOnce ? both().map(one -> one.run().name()).toList() : List.of());
        this.hangingTransactions = new HangingTransactions(stack.bootstrapServers());
    }

    /** Starts all of it, and returns when both connectors publish. */
    static World start(String name, boolean exactlyOnce, int workers, Duration rebalanceDelay) {
        return start(name, exactlyOnce, workers, rebalanceDelay, Surroundings.PLAIN);
    }

    /** The same in other surroundings. */
    static World start(
            String name, boolean exactlyOnce, int workers, Duration rebalanceDelay, Surroundings surroundings) {
        StackOptions.Builder options = ConnectorRun.stackIn(
                        Path.of("target", name + "-" + System.getProperty("kafka.version")))
                .workers(workers)
                .brokerProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500")
                .workerProperty("session.timeout.ms", Long.toString(SESSION.toMillis()))
                .workerProperty("heartbeat.interval.ms", "500")
                .workerProperty("scheduled.rebalance.max.delay.ms", Long.toString(rebalanceDelay.toMillis()));
        surroundings.change(options);
        if (exactlyOnce) {
            options.exactlyOnce();
        }
        LocalStack stack = LocalStack.start(options.build());
        try {
            World world = new World(exactlyOnce, TO_SETTLE.plus(rebalanceDelay), stack, surroundings);
            world.both().forEach(one -> one.run().start(one.tasks()));
            world.awaitRecords(Instant.now());
            world.quick.run().awaitRecords(world.quick.reader(), world.quick.pairs(), Instant.EPOCH, world.toRun);
            world.silence();
            world.settle();
            return world;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    boolean exactlyOnce() {
        return exactlyOnce;
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

    /** Kills a worker, and says whether it ran a task that had begun to poll. */
    boolean kill(Service worker) {
        worker.kill();
        return both().map(one -> one.run().killed(worker)).toList().contains(true);
    }

    /**
     * Asks a worker to end, and kills one that does not, as whoever runs it would: when its REST API is asked something just then, it
     * may hang in Jetty's shutdown, and its tasks poll on. Says whether it ended in order.
     */
    boolean stop(Service worker) {
        boolean inOrder = worker.endInTime();
        if (!inOrder) {
            System.out.println(worker.name() + " was asked to end, did not, and is killed");
            kill(worker);
        }
        return inOrder;
    }

    /** Lets a worker stand still. */
    void freeze(Service worker) {
        frozenAt = Instant.now();
        frozen = worker;
        worker.freeze();
    }

    /** Lets the worker that stands still go on. */
    void thaw(Service worker) {
        worker.thaw();
        disturbed(Disturbance.Kind.FREEZE, worker, frozenAt);
        frozen = null;
    }

    void stopBroker() {
        brokerGone = Instant.now();
        stack.broker().stop();
    }

    void startBroker() {
        stack.broker().start();
        disturbed(Disturbance.Kind.BROKER, null, brokerGone);
        brokerGone = null;
    }

    /** Keeps everybody from the broker for a while, or from the API, though they are there. */
    void interrupt(Disturbance.Kind what, Runnable begin, Duration time, Runnable end) {
        Instant from = Instant.now();
        begin.run();
        readFor(time);
        end.run();
        disturbed(what, null, from);
    }

    private void disturbed(Disturbance.Kind kind, Service worker, Instant from) {
        Instant to = Instant.now();
        both().forEach(one -> one.run().disturbed(kind, worker, from, to));
    }

    /** Cuts both off from the API. */
    void cutOffTheApi() {
        both().forEach(one -> one.run().cutOffTheApi());
    }

    /** Lets both reach the API again. */
    void giveBackTheApi() {
        both().forEach(one -> one.run().simulator().clear());
        silence();
    }

    private void silence() {
        quick.run().simulator().inject(Injection.of(Fault.Row.FROZEN).forPair(QUIET));
    }

    /** Brings back what a test that failed has left as it was just then, and tells what went wrong until there is peace again. */
    void restore() {
        if (brokerGone != null) {
            startBroker();
        }
        if (frozen != null) {
            thaw(frozen);
        }
        Stream.of(stack.broker(), stack.registry()).forEach(World::revive);
        workers().stream().filter(worker -> !worker.alive()).forEach(worker -> both().forEach(
                        one -> one.run().killed(worker)));
        workers().forEach(World::revive);
        settle();
        for (Running one : both().toList()) {
            one.run().with(ConfigKeys.MARKET_SECTORS, join(one.pairs())).with("tasks.max", one.tasks());
            one.run().simulator().clear();
            whenTheLeaderCanWrite(() -> one.run().startAnew(one.tasks()));
        }
        silence();
        awaitPeace();
        reconcile().forEach(report -> System.out.println("After a failed test: " + report.summary()));
    }

    private static void revive(Service service) {
        if (service.alive()) {
            service.thaw();
        } else {
            service.start();
        }
    }

    /** Waits until every pair is published again, the workers agree on who does what, and their leader can write configurations. */
    void awaitPeace() {
        awaitRecords(Instant.now());
        settle();
        if (exactlyOnce && workers().size() > 1) {
            // As docs/troubleshoot.md tells it: one that led, was deposed and leads again is to write before it is
            // asked to
            // restart anything.
            whenTheLeaderCanWrite(() -> stack.connect().putAgain(quick.run().name()));
        }
        failedTasks.requireFew();
    }

    private static void whenTheLeaderCanWrite(Runnable write) {
        AtomicReference<String> refusal = new AtomicReference<>();
        Await.until(() -> "leader that can write: " + refusal, TO_SETTLE, () -> {
            try {
                write.run();
                return true;
            } catch (ConnectRestException e) {
                if (e.status() != HttpURLConnection.HTTP_INTERNAL_ERROR) {
                    throw e;
                }
                refusal.set(e.getMessage());
                return false;
            }
        });
    }

    /** Reads until every pair of both whose figures move has a record that was received after an instant. */
    void awaitRecords(Instant after) {
        both().forEach(one -> one.run().awaitRecords(one.reader(), one.moving(), after, toRun));
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
        return MBeans.of(worker, "kafka.connect:type=connect-worker-rebalance-metrics").stream();
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

    /** Compares both topics with what was served up to now; of differences, those that were not told before. */
    List<Reconciliation.Report> reconcile() {
        return both().map(this::reconcile).toList();
    }

    /** The same of one topic. */
    Reconciliation.Report reconcile(Running one) {
        one.run().awaitOneTaskForEach(one.pairs());
        return one.told().newIn(one.run().reconcileSoFar(one.reader(), one.moving(), toRun, this::judged));
    }

    private Circumstances judged(Circumstances circumstances) {
        Circumstances changesOnly = circumstances.changesOnly();
        return exactlyOnce ? changesOnly : changesOnly.atLeastOnce();
    }

    private Running running(
            Set<MarketSector> pairs, int tasks, Duration interval, RecordLayout layout, Surroundings surroundings) {
        ConnectorRun run = new ConnectorRun(stack, join(pairs))
                .with("tasks.max", tasks)
                .with(ConfigKeys.RECORD_LAYOUT, layout.configValue())
                .with(ConfigKeys.EMIT_MAX_SILENCE_MS, 0)
                .with(ConfigKeys.POLL_INTERVAL_MS, interval.toMillis())
                .with("producer.override.transaction.timeout.ms", TRANSACTION_TIMEOUT.toMillis());
        run.with(ConfigKeys.BASE_URL, surroundings.front(run.simulator().url()));
        Set<MarketSector> moving = new TreeSet<>(pairs);
        moving.remove(QUIET);
        return new Running(run, pairs, moving, tasks, run.reader(), new ToldDifferences());
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
            hangingTransactions.close();
            both().forEach(one -> one.reader().close());
        } finally {
            stack.close();
            both().forEach(one -> one.run().simulator().close());
        }
    }
}

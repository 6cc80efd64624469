package io.github.kisconnect.investorflow;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.config.InvestorFlowConfig;
import io.github.kisconnect.investorflow.config.PollIntervals;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import io.github.kisconnect.investorflow.sandbox.Circumstances;
import io.github.kisconnect.investorflow.sandbox.Disturbance;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.RunIds;
import io.github.kisconnect.investorflow.sandbox.TaskLog;
import io.github.kisconnect.investorflow.sandbox.TaskRun;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A simulator, and a connector that polls it into a topic of its own. */
final class ConnectorRun implements AutoCloseable {
    static final String CLASS = InvestorFlowSourceConnector.class.getName();
    static final String APP_KEY = "it-key-" + UUID.randomUUID();
    static final String APP_SECRET = "it-secret-" + UUID.randomUUID();
    static final String KEY_VARIABLE = "IT_APP_KEY";
    static final String SECRET_VARIABLE = "IT_APP_SECRET";

    private static final Duration TO_RUN = Duration.ofSeconds(60);
    private static final Duration TO_STOP = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final LocalStack stack;
    private final KisSimulator simulator;
    private final Map<String, String> config = new LinkedHashMap<>();
    private final List<Disturbance> disturbances = new ArrayList<>();
    /** The worker, and when it was dead. */
    private final List<Map.Entry<Service, Instant>> kills = new ArrayList<>();

    /** When the connector was paused; null while it is not. */
    private Instant pausedAt;

    /** Each worker has a token of its own; so that none has to wait a minute for it, the simulator gives them one after the other. */
    ConnectorRun(LocalStack stack, String pairs) {
        this(stack, pairs, options -> {});
    }

    /** {@code tokenSpacing}: the least time between two issues of a token. */
    ConnectorRun(LocalStack stack, String pairs, Duration tokenSpacing) {
        this(stack, pairs, options -> options.tokenSpacing(tokenSpacing));
    }

    /** {@code change}: of what the simulator is started with. */
    ConnectorRun(LocalStack stack, String pairs, Consumer<SimulatorOptions.Builder> change) {
        this.stack = stack;
        SimulatorOptions.Builder options = SimulatorOptions.builder()
                .account(APP_KEY, APP_SECRET)
                .movement(Movement.ALWAYS_MOVING)
                .tokenSpacing(Duration.ZERO);
        change.accept(options);
        this.simulator = KisSimulator.start(options.build());
        config.put("connector.class", CLASS);
        config.put("tasks.max", "1");
        config.put(ConfigKeys.APP_KEY, "${env:" + KEY_VARIABLE + "}");
        config.put(ConfigKeys.APP_SECRET, "${env:" + SECRET_VARIABLE + "}");
        config.put(ConfigKeys.BASE_URL, simulator.url());
        config.put(ConfigKeys.MARKET_SECTORS, pairs);
        config.put(ConfigKeys.POLL_INTERVAL_MS, "1000");
        config.put(ConfigKeys.SESSION_GATE, "always");
        config.put(ConfigKeys.TOPIC, topic());
        // A header of each request, which is the simulator's for telling who asked.
        config.put(ConfigKeys.MAC_ADDRESS, RunIds.PLACEHOLDER);
    }

    /** A stack for such connectors: with the plugin, what its placeholders name, and an id for each run of a task. */
    static StackOptions.Builder stackIn(Path workDirectory) {
        return StackOptions.in(workDirectory)
                .archive(Path.of(System.getProperty("archive.file")))
                .workerEnvironment(KEY_VARIABLE, APP_KEY)
                .workerEnvironment(SECRET_VARIABLE, APP_SECRET)
                .workerClasses(RunIds.class)
                .workerProperty("config.providers", "file,env,run")
                .workerProperty("config.providers.run.class", RunIds.class.getName());
    }

    ConnectorRun with(String key, Object value) {
        config.put(key, value.toString());
        return this;
    }

    /** With a quarantine topic of its own. */
    ConnectorRun quarantined() {
        return with(ConfigKeys.QUARANTINE_TOPIC, quarantineTopic());
    }

    /** Creates the connector, and waits until it runs with that many tasks. */
    ConnectorRun start(int tasks) {
        if (tasks > 1) {
            SampleFiles.prepareTopic(stack, topic(), config.get(ConfigKeys.RECORD_LAYOUT));
        }
        stack.connect().putConnector(name(), config);
        return awaitRunning(tasks);
    }

    /** Creates the connector without letting it run. */
    ConnectorRun createStopped() {
        stack.connect()
                .postConnector(new JsonMapper()
                        .valueToTree(Map.of("name", name(), "config", config, "initial_state", "STOPPED")));
        stack.connect().waitUntilStopped(name(), TO_STOP);
        return this;
    }

    /** Waits until the connector runs with that many tasks. */
    ConnectorRun awaitRunning(int tasks) {
        stack.connect().waitUntilRunning(name(), tasks, TO_RUN);
        return this;
    }

    /**
     * Something was done from outside; what the workers' logs tell of starts and stops need not be noted.
     *
     * @param worker to which it was done; null for all
     */
    void disturbed(Disturbance.Kind kind, Service worker, Instant from, Instant to) {
        disturbances.add(new Disturbance(kind, worker == null ? null : worker.name(), from, to));
    }

    /** A worker has been killed, and is dead. Says whether it ran a task that had begun to poll. */
    boolean killed(Service worker) {
        Instant dead = Instant.now();
        boolean polled = runs(worker).anyMatch(TaskRun::isPolling);
        kills.add(Map.entry(worker, dead));
        return polled;
    }

    /**
     * Stops the connector, reads its topic to the end and compares it with the simulator's ledger, in this order: what is served
     * after the ledger is taken would be lacking in it.
     */
    Reconciliation.Report stopAndReconcile(TopicReader reader) {
        stop();
        List<FlowRecord> records = reader.readUntilQuiet(QUIET);
        return Reconciliation.of(simulator.ledger().all(), records, circumstances());
    }

    /** What the connector went through until now, for the reconciliation. */
    Circumstances circumstances() {
        List<Disturbance> all = new ArrayList<>(disturbances);
        if (pausedAt != null) {
            all.add(pause(Instant.MAX));
        }
        return Circumstances.undisturbed(interval())
                .overridden(overrides())
                .ran(runs())
                .stored(new OffsetsTopic(stack.bootstrapServers()).ofPairs(name()))
                .disturbed(all);
    }

    private Disturbance pause(Instant to) {
        return new Disturbance(Disturbance.Kind.PAUSE, null, pausedAt, to);
    }

    private List<TaskRun> runs() {
        return stack.workers().stream().flatMap(this::runs).toList();
    }

    private Stream<TaskRun> runs(Service worker) {
        List<Instant> deaths = kills.stream()
                .filter(kill -> kill.getKey().equals(worker))
                .map(Map.Entry::getValue)
                .toList();
        return TaskLog.runs(worker.logLines(), name()).stream()
                .map(run -> deaths.stream().reduce(run, TaskRun::killedAt, (a, b) -> a));
    }

    /** Puts the configuration, and waits until that many tasks poll that were started with it, and no others. */
    void reconfigure(int tasks) {
        Instant since = Instant.now();
        stack.connect().putConnector(name(), config);
        awaitTasksSince(since, tasks);
    }

    /** Restarts the connector and its tasks, and waits until that many new ones poll, and no others. */
    void restart(int tasks) {
        Instant since = Instant.now();
        stack.connect().restart(name());
        awaitTasksSince(since, tasks);
    }

    private void awaitTasksSince(Instant since, int tasks) {
        Await.until(() -> tasks + " tasks that were started after " + since + " among " + runs(), TO_RUN, () -> {
            List<TaskRun> running = runs().stream().filter(TaskRun::isPolling).toList();
            return running.size() == tasks
                    && running.stream().allMatch(run -> run.from().isAfter(since));
        });
    }

    /** How many tasks failed while they were being stopped. */
    long tasksBrokenOff() {
        return runs().stream().filter(TaskRun::brokenOff).count();
    }

    /** How many pairs the tasks that ended after an instant had, all together. */
    int pairsOfTasksEndedSince(Instant since) {
        return runs().stream()
                .filter(run -> run.hasEnded() && run.to().isAfter(since))
                .mapToInt(run -> (int) pairs(run).count())
                .sum();
    }

    /** Those that a run asked for. */
    private Stream<MarketSector> pairs(TaskRun run) {
        return simulator.ledger().all().stream()
                .filter(run::askedFor)
                .map(LedgerEntry::pair)
                .distinct();
    }

    /** Waits until one running task has asked for each of these pairs, and no more. */
    void awaitOneTaskForEach(Set<MarketSector> pairs) {
        Await.until(() -> "one running task for each of " + pairs + " among " + runs(), TO_RUN, () -> runs().stream()
                .filter(TaskRun::isPolling)
                .flatMap(this::pairs)
                .sorted()
                .toList()
                .equals(pairs.stream().sorted().toList()));
    }

    /** Of all pairs that are known. */
    private Map<MarketSector, Duration> overrides() {
        PollIntervals intervals = InvestorFlowConfig.pollIntervals(config);
        return Catalogue.bundled().sectors().stream()
                .map(Sector::pair)
                .collect(Collectors.toMap(Function.identity(), intervals::of));
    }

    /** Of the pairs that have none of their own. */
    Duration interval() {
        return Duration.ofMillis(Long.parseLong(config.get(ConfigKeys.POLL_INTERVAL_MS)));
    }

    /**
     * Compares the topic with the simulator's ledger up to now while the connector runs: reads until every one of these pairs has a
     * record that was received later.
     *
     * @param world what else is to be known of it
     */
    Reconciliation.Report reconcileSoFar(
            TopicReader reader, Set<MarketSector> pairs, Duration limit, UnaryOperator<Circumstances> world) {
        Instant now = Instant.now();
        awaitRecords(reader, pairs, now, limit);
        Circumstances circumstances = world.apply(circumstances().until(now));
        return Reconciliation.of(simulator.ledger().all(), reader.all(), circumstances);
    }

    /** Reads until every one of these pairs has a record that was received after an instant. */
    void awaitRecords(TopicReader reader, Set<MarketSector> pairs, Instant after, Duration limit) {
        reader.readUntil("record of each pair after " + after, limit, read -> read.stream()
                .filter(record -> record.timestamp().isAfter(after))
                .map(FlowRecord::pair)
                .collect(Collectors.toSet())
                .containsAll(pairs));
    }

    /** Lets nobody reach the API until the simulator is cleared; an answer may be cut off in the midst. */
    void cutOffTheApi() {
        Instant from = Instant.now();
        simulator.inject(Fault.Service.UNREACHABLE);
        disturbed(Disturbance.Kind.API, null, from, Instant.now());
    }

    /** Stops the connector, and waits until it has. */
    void stop() {
        stack.connect().stop(name());
        stack.connect().waitUntilStopped(name(), TO_STOP);
    }

    /** Lets a stopped or paused connector go on, and waits until it does. */
    void resume(int tasks) {
        stack.connect().resume(name());
        awaitRunning(tasks);
        endPause();
    }

    private void endPause() {
        if (pausedAt != null) {
            disturbances.add(pause(Instant.now()));
            pausedAt = null;
        }
    }

    /** Lets the connector run with its configuration and that many tasks, all of them new, whatever was done to it. */
    void startAnew(int tasks) {
        stack.connect().putConnector(name(), config);
        stack.connect().resume(name());
        endPause();
        stack.connect()
                .waitUntil(
                        name(),
                        "have " + tasks + " tasks",
                        TO_RUN,
                        status -> status.tasks().size() == tasks);
        restart(tasks);
    }

    /** Pauses the connector, and waits until it is. */
    void pause() {
        pausedAt = Instant.now();
        stack.connect().pause(name());
        stack.connect()
                .waitUntil(
                        name(),
                        "pause",
                        TO_STOP,
                        status -> "PAUSED".equals(status.connector().state())
                                && status.tasks().stream().allMatch(task -> "PAUSED".equals(task.state())));
    }

    void delete() {
        stack.connect().delete(name());
    }

    String name() {
        return "connector-" + id;
    }

    String topic() {
        return "topic-" + id;
    }

    String quarantineTopic() {
        return "rejects-" + id;
    }

    Map<String, String> config() {
        return Map.copyOf(config);
    }

    KisSimulator simulator() {
        return simulator;
    }

    /** The versions of the plugin that a worker has loaded. */
    static List<String> versionsLoadedBy(ConnectRest worker) {
        return worker.plugins().stream()
                .filter(plugin -> plugin.className().equals(CLASS))
                .map(ConnectRest.Plugin::version)
                .toList();
    }

    /** Reads the connector's topic from its beginning. */
    TopicReader reader() {
        return new TopicReader(stack.bootstrapServers(), stack.registry().address(), Pattern.compile(topic() + ".*"));
    }

    /** Reads the connector's quarantine topic from its beginning. */
    RejectReader rejectReader() {
        return new RejectReader(stack.bootstrapServers(), stack.registry().address(), quarantineTopic());
    }

    @Override
    public void close() {
        if (stack.connect().connectors().contains(name())) {
            delete();
        }
        simulator.close();
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.MBeans;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opentest4j.TestAbortedException;

/**
 * What holds of delivery whatever is done to workers, broker, registry and API: every answer that said something new is in the topic, once where
 * the workers deliver exactly once, and every tick is accounted for. A subclass is a world.
 *
 * <p>System properties: {@code soak} for all worlds on all versions; {@code delivery.seed} to choose the same workers and
 * moments as a run that printed it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(3600)
abstract class DeliverySuite {
    /** In each world; {@link KilledWorkersIT} has more. */
    static final int KILLS = 3;
    /** So many freezes, at most, until a zombie has tried to write before it noticed that it is one. */
    private static final int MOST_FREEZES = 3;

    private static final Duration SOON = Duration.ofSeconds(30);

    private final String name;
    private final boolean exactlyOnce;
    private final int workers;
    private final boolean onNewKafka;
    private final World.Surroundings surroundings;
    private final long seed = Long.getLong("delivery.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private World world;
    private DeliveryAccount account;

    /**
     * A world.
     *
     * @param onNewKafka on which version it is played through where not on all: so that few worlds have each two things together
     */
    DeliverySuite(String name, boolean exactlyOnce, int workers, boolean onNewKafka) {
        this(name, exactlyOnce, workers, onNewKafka, World.Surroundings.PLAIN);
    }

    /** The same in other surroundings. */
    DeliverySuite(String name, boolean exactlyOnce, int workers, boolean onNewKafka, World.Surroundings surroundings) {
        this.surroundings = surroundings;
        this.name = name;
        this.exactlyOnce = exactlyOnce;
        this.workers = workers;
        this.onNewKafka = onNewKafka;
    }

    /** A failure is to be its own test's only. */
    @RegisterExtension
    final AfterTestExecutionCallback restore = test -> test.getExecutionException()
            .filter(failure -> !(failure instanceof TestAbortedException))
            .ifPresent(failure -> world.restore());

    @BeforeAll
    void start() {
        Soak.assumePlayed(onNewKafka);
        System.out.println(name + ": delivery.seed=" + seed);
        world = World.start(name, exactlyOnce, workers, Duration.ZERO, surroundings);
    }

    @BeforeEach
    void begin() {
        account = new DeliveryAccount(name, world);
    }

    @AfterAll
    void stop() {
        if (world != null) {
            world.close();
        }
    }

    /** What asks nothing of a second worker is played through with one, except in containers and in a soak. */
    private void onceAVersion() {
        Soak.assumeOn(
                workers == 1 || surroundings != World.Surroundings.PLAIN,
                "this is played through with one worker, and with two in a soak");
    }

    @Test
    @DisplayName("a worker is killed at any moment")
    void kill() {
        WorkerKills.strike(KILLS, name, world, account, random);
    }

    @Test
    @DisplayName("the broker is stopped and started")
    void broker() {
        world.stopBroker();
        world.readFor(Duration.ofSeconds(3));
        world.startBroker();
        world.awaitPeace();
        account.assertReconciles();
    }

    @Test
    @DisplayName("the broker stands still for less than the workers' session: no answer at all is lost then")
    void slowBroker() {
        double before = tasksStarted();
        world.stack().broker().freeze();
        world.readFor(World.SESSION.dividedBy(2));
        world.stack().broker().thaw();
        account.assertReconciles().assertNoneInFlight();
        assertThat(tasksStarted()).as("tasks that were started").isEqualTo(before);
    }

    /** By the workers that live, as they count them. */
    private double tasksStarted() {
        return world.workers().stream()
                .flatMap(worker -> MBeans.of(worker, "kafka.connect:type=connect-worker-metrics").stream())
                .filter(attribute -> attribute.name().equals("task-startup-attempts-total"))
                .mapToDouble(attribute -> Double.parseDouble(attribute.value()))
                .sum();
    }

    @Test
    @DisplayName("the API is away for a while")
    void api() {
        onceAVersion();
        world.cutOffTheApi();
        world.readFor(Duration.ofSeconds(5));
        world.giveBackTheApi();
        assertThat(account.assertReconcilesButForTheApi().missed())
                .as("ticks of three pairs in which nobody answered")
                .isGreaterThanOrEqualTo(3 * 3);
    }

    @Test
    @DisplayName("a worker stands still for longer than its session, and goes on")
    void freeze() {
        if (exactlyOnce && workers > 1) {
            for (int freeze = 1; !freezeOne(); freeze++) {
                assertThat(freeze)
                        .as("freezes without a zombie whose writing was refused")
                        .isLessThan(MOST_FREEZES);
            }
        } else {
            freezeOne();
        }
        account.assertReconciles();
    }

    /** Says whether the worker tried to write with what others have taken from it, and was refused. */
    private boolean freezeOne() {
        Service victim = world.workers().get(random.nextInt(workers));
        assertThat(world.both().flatMap(one -> world.pairsOf(one, victim).stream()))
                .as("pairs that the worker polls")
                .isNotEmpty();
        long before = refusals(victim);
        world.freeze(victim);
        world.readFor(World.SESSION.plusSeconds(2));
        if (workers > 1) {
            // The others take over.
            world.awaitRecords(Instant.now());
        }
        world.thaw(victim);
        world.awaitPeace();
        return refusals(victim) > before;
    }

    private static long refusals(Service worker) {
        return worker.logLines()
                .filter(line -> line.contains("failed to send record to topic-"))
                .count();
    }

    @Test
    @DisplayName("the registry is away, also while tasks are started that know no schema yet")
    void registry() {
        onceAVersion();
        String name = world.quick().run().name();
        world.stack().registry().stop();
        // Whoever has the schema goes on.
        world.awaitRecords(Instant.now());
        world.stack().connect().restart(name);
        world.stack().connect().waitUntil(name, "fail", SOON, status -> !status.failed()
                .isEmpty());
        world.stack().registry().start();
        world.stack().connect().restart(name);
        world.awaitPeace();
        account.assertReconciles();
    }

    @Test
    @DisplayName(
            "the connector is paused and resumed, restarted, stopped and resumed, deleted and made again under its name")
    void lifeCycle() {
        ConnectorRun run = world.quick().run();
        int tasks = world.quick().tasks();
        run.pause();
        long asked = run.simulator().ledger().size();
        world.readFor(Duration.ofSeconds(2));
        long more = run.simulator().ledger().size();
        world.readFor(Duration.ofSeconds(2));
        assertThat(run.simulator().ledger().size())
                .as("answers from two seconds after PAUSED on")
                .isEqualTo(more);
        assertThat(more - asked)
                .as("answers in the two seconds after PAUSED")
                .isLessThanOrEqualTo(2L * world.quick().pairs().size());
        run.resume(tasks);
        world.awaitRecords(Instant.now());

        run.restart(tasks);
        world.awaitRecords(Instant.now());

        run.stop();
        alterOffsets(run.name());
        world.readFor(Duration.ofSeconds(2));
        run.resume(tasks);
        world.awaitRecords(Instant.now());

        run.delete();
        world.readFor(Duration.ofSeconds(2));
        run.reconfigure(tasks);
        world.awaitRecords(Instant.now());
        account.assertReconciles().assertLittleInFlight();
    }

    @Test
    @DisplayName(
            "a transform drops its last batch whole, and it is paused: it asks for nothing, and publishes nothing of that time later")
    void filtered() {
        DroppedBatches.play(world.stack());
    }

    /** To what they were, so that nothing of the account changes; what they may be moved to is told elsewhere. */
    private void alterOffsets(String connector) {
        ConnectRest connect = world.stack().connect();
        List<ConnectRest.SourceOffset> stored = connect.offsets(connector);
        long ahead = Instant.now().plusSeconds(3600).toEpochMilli();
        assertThatThrownBy(() -> connect.alterOffsets(
                        connector,
                        List.of(new ConnectRest.SourceOffset(stored.get(0).partition(), Map.of("timestamp", ahead)))))
                .hasMessageContaining("No offset was altered");
        assertThat(connect.alterOffsets(connector, stored))
                .isEqualTo("The offsets for this connector have been altered successfully");
        assertThat(connect.offsets(connector)).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    @DisplayName("tasks.max goes up to 8, down to 1 and back")
    void tasksMax() {
        for (int tasks : new int[] {8, 1}) {
            world.both().forEach(one -> one.run()
                    .with("tasks.max", tasks)
                    .reconfigure(Math.min(tasks, one.pairs().size())));
            world.awaitRecords(Instant.now());
        }
        world.both().forEach(one -> one.run().with("tasks.max", one.tasks()).reconfigure(one.tasks()));
        world.awaitRecords(Instant.now());
        account.assertReconciles().assertLittleInFlight();
    }

    @Test
    @DisplayName("pairs are taken out of the connector and put in again")
    void pairs() {
        onceAVersion();
        ConnectorRun run = world.wide().run();
        String all = run.config().get(ConfigKeys.MARKET_SECTORS);
        MarketSector out = new MarketSector("ETF", "T000");
        world.wide()
                .run()
                .with(ConfigKeys.MARKET_SECTORS, all + ",!" + out)
                .reconfigure(world.wide().tasks());
        awaitTick(world.wide(), out);
        int without = run.simulator().ledger().served(out).size();
        awaitTick(world.wide(), out);
        awaitTick(world.wide(), out);
        assertThat(run.simulator().ledger().served(out)).hasSize(without);

        run.with(ConfigKeys.MARKET_SECTORS, all).reconfigure(world.wide().tasks());
        world.awaitRecords(Instant.now());
        account.assertReconciles().assertLittleInFlight();
    }

    /** Waits until all other pairs of a connector have been asked for once more, and published. */
    private static void awaitTick(World.Running one, MarketSector out) {
        Set<MarketSector> others = new TreeSet<>(one.moving());
        others.remove(out);
        one.run().awaitRecords(one.reader(), others, Instant.now(), SOON);
    }
}

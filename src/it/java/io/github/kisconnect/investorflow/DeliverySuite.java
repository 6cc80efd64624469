package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.Fate;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What holds of delivery whatever is done to workers, broker, registry and API: every answer that said something new is in the topic, once where
 * the workers deliver exactly once, and every tick is accounted for. A subclass is a world.
 *
 * <p>System properties: {@code soak} for all worlds on all versions, and more kills.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(3600)
abstract class DeliverySuite {
    private static final boolean SOAK = Boolean.getBoolean("soak");
    private static final boolean NEW_KAFKA = System.getProperty("kafka.version").startsWith("4.");
    /** What lies between the start of a worker and the next kill, at most: some ticks, or the time to find each other. */
    private static final int LONGEST_PEACE_MS = 2000;
    /** So many kills strike, at most, before the workers have agreed again on who does what. */
    private static final int LONGEST_SERIES = 3;

    private static final Duration SOON = Duration.ofSeconds(30);

    private final String name;
    private final boolean exactlyOnce;
    private final int workers;
    private final boolean onNewKafka;
    private final int kills;
    private final Random random = new Random();
    private World world;

    /**
     * A world.
     *
     * @param onNewKafka on which version it is played through where not on all: so that few worlds have each two things together
     * @param kills of workers
     * @param soakKills of workers, in a soak, on that version
     */
    DeliverySuite(String name, boolean exactlyOnce, int workers, boolean onNewKafka, int kills, int soakKills) {
        this.name = name;
        this.exactlyOnce = exactlyOnce;
        this.workers = workers;
        this.onNewKafka = onNewKafka;
        this.kills = SOAK && onNewKafka == NEW_KAFKA ? soakKills : kills;
    }

    @BeforeAll
    void start() {
        assumeTrue(
                SOAK || onNewKafka == NEW_KAFKA,
                "this world is played through on the other version of Kafka, and on both in a soak");
        world = World.start(name, exactlyOnce, workers, Duration.ZERO);
    }

    @AfterAll
    void stop() {
        if (world != null) {
            world.close();
        }
    }

    @Test
    @DisplayName("a worker is killed at any moment")
    void kill() {
        Instant begin = Instant.now();
        int left = kills;
        while (left > 0) {
            int series = Math.min(left, 1 + random.nextInt(LONGEST_SERIES));
            for (int number = 0; number < series; number++) {
                killOne();
            }
            world.awaitPeace();
            left -= series;
        }
        long lost = assertReconciles().get(0).ticks().stream()
                .filter(tick -> tick.tick().isAfter(begin))
                .filter(tick -> tick.fate() == Fate.NO_TASK || tick.fate() == Fate.IN_FLIGHT)
                .count();
        System.out.printf(
                "%s: session.timeout.ms=%d, scheduled.rebalance.max.delay.ms=0: per kill %.1f ticks of 1 s were lost, of %d pairs%n",
                name,
                World.SESSION.toMillis(),
                (double) lost / kills,
                world.quick().pairs().size());
    }

    private void killOne() {
        Service victim = world.workers().get(random.nextInt(workers));
        world.readFor(Duration.ofMillis(random.nextInt(LONGEST_PEACE_MS)));
        world.kill(victim);
        if (workers > 1 && random.nextBoolean()) {
            // The others take over.
            world.awaitRecords(Instant.now());
        }
        victim.start();
    }

    @Test
    @DisplayName("the broker is stopped and started")
    void broker() {
        world.stopBroker();
        world.readFor(Duration.ofSeconds(3));
        world.stack().broker().start();
        world.awaitPeace();
        assertReconciles();
    }

    @Test
    @DisplayName("the API is away for a while")
    void api() {
        world.both().forEach(one -> one.run().cutOffTheApi());
        world.readFor(Duration.ofSeconds(5));
        world.both().forEach(one -> one.run().simulator().clear());
        List<Reconciliation.Report> reports = assertReconciles();
        assertThat(reports.get(0).ticks(Fate.MISSED))
                .as("ticks of three pairs in which nobody answered")
                .isGreaterThanOrEqualTo(3 * 3);
    }

    @Test
    @DisplayName("a worker stands still for longer than its session, and goes on")
    void freeze() {
        Service victim = world.workers().get(random.nextInt(workers));
        world.freeze(victim);
        world.readFor(World.SESSION.plusSeconds(2));
        if (workers > 1) {
            // The others take over.
            world.awaitRecords(Instant.now());
        }
        victim.thaw();
        world.awaitPeace();
        assertReconciles();
    }

    @Test
    @DisplayName("the registry is away, also while tasks are started that know no schema yet")
    void registry() {
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
        assertReconciles();
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
        assertThat(more - asked).as("answers in the two seconds after PAUSED").isLessThanOrEqualTo(2 * 3);
        run.resume(tasks);
        world.awaitRecords(Instant.now());

        world.stack().connect().restart(run.name());
        world.awaitRecords(Instant.now());

        run.stop();
        world.readFor(Duration.ofSeconds(2));
        run.resume(tasks);
        world.awaitRecords(Instant.now());

        run.delete();
        world.readFor(Duration.ofSeconds(2));
        run.start(tasks);
        world.awaitRecords(Instant.now());
        assertReconciles();
    }

    @Test
    @DisplayName("tasks.max goes up to 8, down to 1 and back")
    void tasksMax() {
        for (int tasks : new int[] {8, 1, 3}) {
            for (World.Running one : List.of(world.quick(), world.wide())) {
                int expected = Math.min(tasks, one.pairs().size());
                one.run().with("tasks.max", tasks).start(expected);
            }
            world.awaitRecords(Instant.now());
        }
        assertReconciles();
    }

    @Test
    @DisplayName("pairs are taken out of the connector and put in again")
    void pairs() {
        ConnectorRun run = world.wide().run();
        String all = run.config().get(ConfigKeys.MARKET_SECTORS);
        MarketSector out = new MarketSector("ETF", "T000");
        world.wide()
                .run()
                .with(ConfigKeys.MARKET_SECTORS, all + ",!" + out)
                .start(world.wide().tasks());
        world.readFor(Duration.ofSeconds(5));
        int without = run.simulator().ledger().served(out).size();
        world.readFor(Duration.ofSeconds(3));
        assertThat(run.simulator().ledger().served(out)).hasSize(without);

        run.with(ConfigKeys.MARKET_SECTORS, all).start(world.wide().tasks());
        world.awaitRecords(Instant.now());
        assertReconciles();
    }

    private List<Reconciliation.Report> assertReconciles() {
        List<Reconciliation.Report> reports = world.reconcile();
        reports.forEach(report -> System.out.println(name + ": " + report.summary()));
        for (Reconciliation.Report report : reports) {
            assertThat(report.differences()).isEmpty();
            if (exactlyOnce) {
                assertThat(report.repeated()).isZero();
            }
        }
        return reports;
    }
}

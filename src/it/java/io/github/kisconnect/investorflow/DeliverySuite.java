package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kisconnect.investorflow.sandbox.Disturbance;
import io.github.kisconnect.investorflow.sandbox.Fate;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
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
    /** What lies between two kills, at most: some ticks. */
    private static final int LONGEST_PEACE_MS = 4000;

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
     * @param kills of workers, outside of a soak
     */
    DeliverySuite(String name, boolean exactlyOnce, int workers, boolean onNewKafka, int kills) {
        this.name = name;
        this.exactlyOnce = exactlyOnce;
        this.workers = workers;
        this.onNewKafka = onNewKafka;
        this.kills = SOAK ? 5 * kills : kills;
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
        for (int number = 1; number <= kills; number++) {
            Service victim = world.workers().get(random.nextInt(workers));
            boolean failOver = workers > 1 && random.nextBoolean();
            world.readFor(Duration.ofMillis(random.nextInt(LONGEST_PEACE_MS)));
            world.disturb(Disturbance.Kind.KILL, () -> {
                victim.kill();
                if (failOver) {
                    world.awaitRecords(java.time.Instant.now());
                }
                victim.start();
            });
        }
        assertReconciles();
    }

    @Test
    @DisplayName("the broker is stopped and started")
    void broker() {
        world.disturb(Disturbance.Kind.BROKER, () -> {
            world.stack().broker().stop();
            world.readFor(Duration.ofSeconds(3));
            world.stack().broker().start();
        });
        assertReconciles();
    }

    @Test
    @DisplayName("the API is away for a while")
    void api() {
        world.both().forEach(one -> one.run().simulator().inject(Fault.Service.MAINTENANCE));
        world.readFor(Duration.ofSeconds(5));
        world.both().forEach(one -> one.run().simulator().clear());
        List<Reconciliation.Report> reports = assertReconciles();
        assertThat(reports.get(0).ticks(Fate.MISSED)).isGreaterThanOrEqualTo(3 * 3);
    }

    @Test
    @DisplayName("a worker stands still for longer than its session, and goes on")
    void freeze() {
        Service victim = world.workers().get(random.nextInt(workers));
        world.disturb(Disturbance.Kind.FREEZE, () -> {
            victim.freeze();
            world.readFor(World.SESSION.plusSeconds(2));
            if (workers > 1) {
                world.awaitRecords(java.time.Instant.now());
            }
            victim.thaw();
        });
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

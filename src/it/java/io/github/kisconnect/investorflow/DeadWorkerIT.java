package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.Disturbance;
import io.github.kisconnect.investorflow.sandbox.Fate;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.TickFate;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dead worker costs: printed, because the documentation tells it. */
@DisplayName("A worker that dies and does not come back")
@Timeout(1200)
class DeadWorkerIT {
    private static final boolean SOAK = Boolean.getBoolean("soak");

    static Stream<Duration> delays() {
        return SOAK ? Stream.of(0, 10, 60, 300).map(Duration::ofSeconds) : Stream.of(Duration.ofSeconds(5));
    }

    @ParameterizedTest(name = "scheduled.rebalance.max.delay.ms = {0}")
    @MethodSource("delays")
    @DisplayName("costs ticks until others have its tasks, each of which is told")
    void cost(Duration delay) {
        try (World world = World.start("dead-worker", true, 2, delay)) {
            Service victim = world.ownerOf(world.quick(), 0);
            Instant killed = Instant.now();
            world.disturb(Disturbance.Kind.KILL, () -> {
                victim.kill();
                world.awaitRecords(Instant.now());
                victim.start();
            });
            Reconciliation.Report report = world.reconcile().get(0);
            assertThat(report.differences()).isEmpty();
            Map<MarketSector, Long> lost = report.ticks().stream()
                    .filter(tick -> tick.fate() != Fate.PUBLISHED && tick.fate() != Fate.UNCHANGED)
                    .filter(tick -> tick.tick().isAfter(killed.minusSeconds(2)))
                    .collect(Collectors.groupingBy(TickFate::pair, Collectors.counting()));
            LongSummaryStatistics ticks =
                    lost.values().stream().mapToLong(Long::longValue).summaryStatistics();
            System.out.printf(
                    "A dead worker, session.timeout.ms=%d, scheduled.rebalance.max.delay.ms=%d: %d of %d pairs lost ticks,"
                            + " at most %d of 1 s each%n",
                    World.SESSION.toMillis(),
                    delay.toMillis(),
                    lost.size(),
                    world.quick().pairs().size(),
                    ticks.getMax());
            // How many is for the reader: a new leader of the workers' group may not wait for the delay.
            assertThat(ticks.getMax()).isPositive();
        }
    }
}

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dead worker costs: printed, because the documentation tells it. */
@Tag("once")
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
            Set<MarketSector> orphaned = world.pairsOf(world.quick(), victim);
            Set<MarketSector> others = world.pairsOf(
                    world.wide(),
                    world.workers().stream()
                            .filter(worker -> worker != victim)
                            .findAny()
                            .orElseThrow());
            assertThat(others).isNotEmpty();
            Instant killed = Instant.now();
            world.disturb(Disturbance.Kind.KILL, victim::kill);
            world.awaitRecords(Instant.now());
            Instant restarted = Instant.now();
            victim.start();
            world.awaitPeace();
            List<Reconciliation.Report> reports = world.reconcile();
            assertThat(reports)
                    .allSatisfy(report -> assertThat(report.differences()).isEmpty());
            Map<MarketSector, Long> lost = lost(reports.get(0), orphaned, killed.minusSeconds(2), restarted);
            System.out.printf(
                    "A dead worker, session.timeout.ms=%d, scheduled.rebalance.max.delay.ms=%d: each of its pairs lost %s ticks of 1 s%n",
                    World.SESSION.toMillis(), delay.toMillis(), lost.values());
            // How many is for the reader: a new leader of the workers' group may not wait for the delay.
            assertThat(lost.keySet()).isEqualTo(orphaned);
            assertThat(lost(reports.get(1), others, killed, restarted))
                    .as("ticks lost of pairs whose worker lives")
                    .isEmpty();
        }
    }

    /** How many ticks that began between two instants have no answer in the topic, by pair; none of those that lost none. */
    private static Map<MarketSector, Long> lost(
            Reconciliation.Report report, Set<MarketSector> pairs, Instant from, Instant to) {
        return report.ticks().stream()
                .filter(tick -> pairs.contains(tick.pair()))
                .filter(tick -> tick.fate() != Fate.PUBLISHED && tick.fate() != Fate.UNCHANGED)
                .filter(tick -> tick.tick().isAfter(from) && tick.tick().isBefore(to))
                .collect(Collectors.groupingBy(TickFate::pair, Collectors.counting()));
    }
}

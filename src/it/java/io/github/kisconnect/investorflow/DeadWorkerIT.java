package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.Fate;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.TickFate;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dead worker costs: printed, because the documentation tells it. */
@EnabledIfSystemProperty(
        named = "soak",
        matches = "true",
        disabledReason = "takes minutes; a kill's cost without a delay is printed by the other suites")
@DisplayName("A worker that dies")
@Timeout(1200)
class DeadWorkerIT {
    /** A supervisor would be as quick. */
    private static final Duration TO_COME_BACK = Duration.ofSeconds(2);
    /** Until the tasks run, and until everybody sees that; for the rest is measured. */
    private static final Duration TO_START = Duration.ofSeconds(15);

    @ParameterizedTest(
            name = "scheduled.rebalance.max.delay.ms is {0} s, it was the leader: {1}, and it comes back at once: {2}")
    @CsvSource({
        "0, false, false",
        "10, false, false",
        "60, false, false",
        "300, false, false",
        "10, true, false",
        "10, false, true"
    })
    @DisplayName(
            "costs ticks until its tasks run again, each of which is told, and the others' pairs nothing before it is back")
    void cost(int delay, boolean leader, boolean comesBack) {
        try (World world = World.start("dead-worker", true, 2, Duration.ofSeconds(delay))) {
            Service victim = world.worker(leader);
            Service survivor = world.worker(!leader);
            Map<World.Running, Set<MarketSector>> orphaned = pairsOf(victim, world);
            Map<World.Running, Set<MarketSector>> others = pairsOf(survivor, world);
            assertThat(orphaned.values().stream().flatMap(Set::stream))
                    .as("pairs that the worker polls")
                    .isNotEmpty();
            Instant killed = Instant.now();
            world.kill(victim);
            if (comesBack) {
                world.readFor(TO_COME_BACK);
                victim.start();
            }
            world.awaitRecords(Instant.now());
            Instant over = Instant.now();
            victim.start();
            world.awaitPeace();
            for (World.Running one : world.both().toList()) {
                Reconciliation.Report report = world.reconcile(one);
                assertThat(report.differences()).isEmpty();
                Map<MarketSector, Long> lost =
                        lost(report, orphaned.get(one), killed.minus(one.run().interval()), over);
                System.out.printf(
                        "A dead worker, %s leader, %s, session.timeout.ms=%d, scheduled.rebalance.max.delay.ms=%d: its pairs lost %s ticks of %d ms%n",
                        leader ? "the" : "not the",
                        comesBack ? "back at once" : "not back",
                        World.SESSION.toMillis(),
                        delay * 1000,
                        lost.values(),
                        one.run().interval().toMillis());
                Duration delayed = leader ? Duration.ZERO : Duration.ofSeconds(delay);
                // Without a delay, a pair may be taken over within its next tick.
                assertThat(orphaned.get(one).stream().map(pair -> lost.getOrDefault(pair, 0L)))
                        .as("ticks lost of each pair of the dead worker")
                        .allSatisfy(ticks -> assertThat(one.run().interval().multipliedBy(ticks))
                                .isBetween(delayed, delayed.plus(World.SESSION).plus(TO_START)));
                if (!comesBack) {
                    // Else tasks may be moved to the one that is back.
                    assertThat(lost(report, others.get(one), killed, over))
                            .as("ticks lost of pairs whose worker lives")
                            .isEmpty();
                }
            }
        }
    }

    private static Map<World.Running, Set<MarketSector>> pairsOf(Service worker, World world) {
        return world.both().collect(Collectors.toMap(one -> one, one -> world.pairsOf(one, worker)));
    }

    /** How many ticks that began between two instants have no answer in the topic, by pair; none of those that lost none. */
    private static Map<MarketSector, Long> lost(
            Reconciliation.Report report, Set<MarketSector> pairs, Instant from, Instant to) {
        return report.ticks().stream()
                .filter(tick -> pairs.contains(tick.pair()))
                .filter(tick -> tick.fate() == Fate.NO_TASK || tick.fate() == Fate.IN_FLIGHT)
                .filter(tick -> tick.tick().isAfter(from) && tick.tick().isBefore(to))
                .collect(Collectors.groupingBy(TickFate::pair, Collectors.counting()));
    }
}

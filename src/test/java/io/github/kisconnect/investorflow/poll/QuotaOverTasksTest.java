package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.poll.VirtualConnector.Shape;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Over all tasks on all workers, all pairs that a star takes at 15 a second")
@Timeout(120)
class QuotaOverTasksTest {
    private static final int TICKS = 6;
    private static final Duration RUN = VirtualConnector.INTERVAL.multipliedBy(TICKS);
    private static final int ACCOUNT_QUOTA = 18;
    private static final int MOST_IN_A_SECOND = (int) VirtualConnector.RATE + 1;
    /** What a busy host takes to wake a thread. */
    private static final int LATEST_WAKE_MICROS = 5000;

    static Stream<Shape> shapes() {
        return Stream.of(1, 3, 16).flatMap(tasks -> Stream.of(1, 2).flatMap(workers -> Stream.of(1, 50, 400)
                .map(millis -> new Shape(tasks, workers, Duration.ofMillis(millis)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    @DisplayName(
            "use at least 99.5 % of the rate in every sweep, on hosts that wake them some milliseconds late, with no request refused and at most one over the rate in any second")
    void fullRate(Shape shape) throws InterruptedException {
        try (VirtualConnector connector = new VirtualConnector(shape, ACCOUNT_QUOTA)) {
            wakeLate(connector, new Random(shape.hashCode()));
            connector.run(RUN, () -> {});

            for (Instant tick : VirtualConnector.ticks(0, RUN)) {
                List<LedgerEntry> sweep = connector.answers(tick, VirtualConnector.INTERVAL);
                assertThat(sweep)
                        .extracting(LedgerEntry::pair)
                        .containsExactlyInAnyOrderElementsOf(VirtualConnector.PAIRS);
                assertThat(partOfTheRate(sweep))
                        .as("used of the rate at %s", tick)
                        .isBetween(0.995, 1.005);
            }
            assertThat(connector.simulator().rateLimited()).isZero();
            assertThat(connector.simulator().mostRequestsInASecond()).isLessThanOrEqualTo(MOST_IN_A_SECOND);
            assertThat(connector.simulator().tokenIssues())
                    .as("tokens: one a worker that has tasks")
                    .isEqualTo(Math.min(shape.workers(), shape.tasks()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    @DisplayName(
            "spend the same quota on retries, and ask again within its tick for every pair that was refused or failed")
    void retries(Shape shape) throws InterruptedException {
        try (VirtualConnector connector = new VirtualConnector(shape, ACCOUNT_QUOTA)) {
            Random random = new Random(shape.hashCode());
            wakeLate(connector, random);
            Deque<Instant> ticks = new ArrayDeque<>(VirtualConnector.ticks(0, RUN));
            List<Injection> injected = new ArrayList<>();
            connector.run(RUN, () -> {
                if (!ticks.isEmpty() && !connector.now().isBefore(ticks.peek())) {
                    ticks.remove();
                    List<Injection> more = failures(random);
                    more.forEach(connector.simulator()::inject);
                    injected.addAll(more);
                }
            });

            List<LedgerEntry> all = connector.answers(VirtualConnector.START, RUN);
            int failures = injected.size();
            assertThat(all.stream().filter(entry -> entry.snapshot() == null)).hasSize(failures);
            assertThat(all).hasSize(VirtualConnector.PAIRS.size() * TICKS + failures);
            long refusals = injected.stream()
                    .filter(one -> one.fault() == Fault.Reply.RATE_LIMIT)
                    .count();
            assertThat(connector.simulator().rateLimited())
                    .as("refused: what was injected, and nothing else")
                    .isEqualTo(refusals);
            assertThat(connector.simulator().mostRequestsInASecond()).isLessThanOrEqualTo(MOST_IN_A_SECOND);
            assertThat(connector.taken())
                    .extracting(one -> one.pair(), one -> one.tick())
                    .containsExactlyInAnyOrderElementsOf(VirtualConnector.ticks(0, RUN).stream()
                            .flatMap(tick -> VirtualConnector.PAIRS.stream().map(pair -> Tuple.tuple(pair, tick)))
                            .toList());
        }
    }

    @Test
    @DisplayName("keep within the account's quota when the clocks of two hosts are apart by a tenth of a second")
    void clocksApart() throws InterruptedException {
        try (VirtualConnector connector =
                new VirtualConnector(new Shape(16, 2, Duration.ofMillis(50)), ACCOUNT_QUOTA)) {
            connector.tasks().stream().filter(task -> task.worker() == 1).forEach(task -> task.clock()
                    .setBack(Duration.ofMillis(100)));
            connector.run(RUN, () -> {});
            assertThat(connector.simulator().rateLimited()).isZero();
            assertThat(connector.simulator().mostRequestsInASecond()).isLessThanOrEqualTo(MOST_IN_A_SECOND + 1);
        }
    }

    private static void wakeLate(VirtualConnector connector, Random random) {
        connector.tasks().forEach(task -> task.clock()
                .wakesLate(() -> Duration.of(random.nextInt(LATEST_WAKE_MICROS), ChronoUnit.MICROS)));
    }

    /** Some for a tick: so few refusals that the tick has room for all at the pace that is left. */
    private static List<Injection> failures(Random random) {
        List<Fault> faults = List.of(
                Fault.Reply.RATE_LIMIT,
                Fault.Wire.RESET,
                Fault.Wire.HALF_BODY,
                Fault.Reply.HTML_ERROR,
                Fault.parse("HTTP_ERROR:EGW00300"));
        List<Integer> pairs = new ArrayList<>(Stream.iterate(0, number -> number + 1)
                .limit(VirtualConnector.PAIRS.size())
                .toList());
        Collections.shuffle(pairs, random);
        List<Injection> injections = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            injections.add(Injection.of(faults.get(i))
                    .forPair(VirtualConnector.PAIRS.get(pairs.get(i)))
                    .times(1));
        }
        return injections;
    }

    /** How fast a sweep was, from its first request to its last, by the rate. */
    private static double partOfTheRate(List<LedgerEntry> sweep) {
        List<Instant> sorted =
                sweep.stream().map(LedgerEntry::answeredAt).sorted().toList();
        Duration time = Duration.between(sorted.get(0), sorted.get(sorted.size() - 1));
        return (sorted.size() - 1) / VirtualConnector.RATE / (time.toNanos() / 1e9);
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.PairSelection;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("once")
@DisplayName("On two real workers, 16 tasks with all pairs that a star takes at 15 a second")
@ExtendWith(StackExtension.class)
class QuotaIT {
    private static final int PAIRS =
            PairSelection.of(List.of("*"), Catalogue.bundled(), false).pairs().size();
    private static final int TASKS = 16;
    private static final double RATE = 15;
    private static final int TICKS = 5;
    private static final long INTERVAL_MILLIS = 6_000;
    private static final Duration ROUND_TRIP = Duration.ofMillis(50);

    @Test
    @DisplayName(
            "use at least 98 % of the rate while a sweep runs, never a slot before its time, and the API refuses nothing")
    void fullRate(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "*")
                        .with(ConfigKeys.POLL_INTERVAL_MS, INTERVAL_MILLIS)
                        .with(ConfigKeys.REQUESTS_PER_SECOND, RATE)
                        .with("tasks.max", TASKS);
                TopicReader reader = run.reader()) {
            run.simulator().inject(new Fault.Slow(ROUND_TRIP));
            run.start(TASKS);
            List<FlowRecord> records = reader.readUntil(
                    "records of " + TICKS + " whole ticks",
                    Duration.ofSeconds(90),
                    read -> wholeTicks(read).size() >= TICKS);

            assertThat(stack.connect().status(run.name()).tasks().stream()
                            .map(task -> "http://" + task.workerId())
                            .distinct())
                    .as("workers that run the tasks")
                    .containsExactlyInAnyOrderElementsOf(
                            stack.workers().stream().map(Service::address).toList());
            List<List<LedgerEntry>> sweeps = wholeTicks(records).keySet().stream()
                    .limit(TICKS)
                    .map(tick -> answers(run, tick))
                    .toList();
            assertThat(sweeps).allSatisfy(sweep -> assertThat(sweep).hasSizeGreaterThanOrEqualTo(PAIRS));
            // A host that is busy with something else for a moment spoils one sweep, not most of them.
            assertThat(median(sweeps, QuotaIT::partOfTheRate))
                    .as("used of the rate in a sweep")
                    .isBetween(0.98, 1.02);
            assertThat(wholeTicks(records).keySet())
                    .as("ticks with an answer to a request before its slot")
                    .noneMatch(tick -> isAhead(tick, records));
            assertThat(median(sweeps, QuotaIT::refused))
                    .as("refused in a sweep")
                    .isZero();
        }
    }

    /** Ticks for which every pair has a record, with how many they are. */
    private static Map<Instant, Long> wholeTicks(List<FlowRecord> records) {
        Map<Instant, Long> ticks = records.stream()
                .collect(Collectors.groupingBy(
                        record -> record.value().getTickAt(), TreeMap::new, Collectors.counting()));
        ticks.values().removeIf(count -> count < PAIRS);
        return ticks;
    }

    /** When the simulator answered in a tick, which is a round trip after each request. */
    private static List<LedgerEntry> answers(ConnectorRun run, Instant tick) {
        return run.simulator().ledger().all().stream()
                .filter(entry -> !entry.answeredAt().isBefore(tick)
                        && entry.answeredAt().isBefore(tick.plusMillis(INTERVAL_MILLIS)))
                .sorted(Comparator.comparing(LedgerEntry::answeredAt))
                .toList();
    }

    private static double refused(List<LedgerEntry> sweep) {
        return sweep.stream().filter(entry -> entry.detail().equals("EGW00201")).count();
    }

    private static double partOfTheRate(List<LedgerEntry> sweep) {
        Duration time =
                Duration.between(sweep.get(0).answeredAt(), sweep.get(PAIRS - 1).answeredAt());
        return (PAIRS - 1) / RATE / (time.toNanos() / 1e9);
    }

    /**
     * Whether more of a tick had been answered at some moment than there had been slots, and a round trip. Those of a second would not tell: a busy host
     * bunches them on their way, and what the API makes of that is seen in what it refuses.
     */
    private static boolean isAhead(Instant tick, List<FlowRecord> records) {
        List<Instant> answers = records.stream()
                .filter(record -> record.value().getTickAt().equals(tick))
                .map(record -> record.value().getReceivedAt())
                .sorted()
                .toList();
        return IntStream.range(0, answers.size()).anyMatch(slot -> {
            Duration sinceTick = Duration.ofNanos((long) (slot / RATE * 1e9)).plus(ROUND_TRIP);
            // In a record an instant has whole milliseconds.
            return answers.get(slot).isBefore(tick.plus(sinceTick).truncatedTo(ChronoUnit.MILLIS));
        });
    }

    private static double median(List<List<LedgerEntry>> sweeps, ToDoubleFunction<List<LedgerEntry>> figure) {
        return sweeps.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(TICKS / 2)
                .findFirst()
                .orElseThrow();
    }
}

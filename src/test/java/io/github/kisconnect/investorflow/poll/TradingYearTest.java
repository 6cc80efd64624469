package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Habit;
import io.github.kisconnect.investorflow.sandbox.simulator.Habits;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.Year2026;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
@DisplayName("Through the year 2026, minute by minute,")
class TradingYearTest {
    /** Nobody has announced them, and the holiday endpoint says that these days are open. */
    private static final Set<LocalDate> UNLISTED = Set.of(
            LocalDate.of(2026, 1, 27),
            LocalDate.of(2026, 4, 10),
            LocalDate.of(2026, 6, 4),
            LocalDate.of(2026, 8, 18),
            LocalDate.of(2026, 10, 6));
    /** Those whose outcome is certain, row by row. */
    private static final Habits HABITS = Habits.NONE
            .with(Habit.FALLING, 0.05)
            .with(Habit.CORRECTED, 0.05)
            .with(Habit.MOMENTARY_ZERO, 0.05)
            .with(Habit.FROZEN, 0.05)
            .withZeroClosures(0.5);
    /** In none of these minutes is there an answer: before the open and over it, in the session, and up to its end. */
    private static final List<Outage> OUTAGES = List.of(
            new Outage("2026-01-14", "08:50", "09:12"),
            new Outage("2026-03-10", "09:00", "09:20"),
            new Outage("2026-05-12", "14:58", "15:41"),
            new Outage("2026-07-08", "10:00", "10:01"),
            new Outage("2026-09-15", "19:30", "20:10"));

    private record Outage(String date, String from, String to) {}

    @Test
    @DisplayName(
            "every answer becomes what it must: no row of another day, none that is wrong, nothing lost, and all of it counted")
    void reconciled() {
        Set<Habit> seen = ConcurrentHashMap.newKeySet();
        // Each pair in a world of its own, for there are two cores.
        Stream.of(Year2026.EQUITIES, Year2026.FUTURES).parallel().forEach(pair -> seen.addAll(reconciled(pair)));
        assertThat(seen).as("the year has them all").isEqualTo(HABITS.shares().keySet());
    }

    private static Set<Habit> reconciled(MarketSector pair) {
        try (SessionWorld world = new SessionWorld(
                SessionWorld.at(LocalDate.of(2026, 1, 1), "00:00"),
                Year2026.options().habits(HABITS).unlistedClosures(UNLISTED))) {
            OUTAGES.forEach(outage -> schedule(world, outage));
            // A new task each month, at night: of the days before it knows what is in the offsets.
            for (int month = 2; month <= 13; month++) {
                LocalDate first = LocalDate.of(2026, 1, 1).plusMonths(month - 1);
                world.pollUntil(SessionWorld.at(first, month < 13 ? "03:00" : "00:00"), pair);
            }
            List<LedgerEntry> ledger = world.simulator.ledger().all();
            assertNothingAskedOnClosedDays(ledger);
            assertThat(world.simulator.requests(Endpoint.HOLIDAY))
                    .as("once a day")
                    .isEqualTo(Year2026.sessions().size());
            assertThat(world.simulator.tokenIssues())
                    .as("each is a notification to the account's holder: none on closed days")
                    .isLessThanOrEqualTo(Year2026.sessions().size());
            assertReconciled(world, pair, ledger);
            assertUnlistedClosures(world);
            return ledger.stream()
                    .map(LedgerEntry::habit)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }
    }

    private static void schedule(SessionWorld world, Outage outage) {
        LocalDate date = LocalDate.parse(outage.date());
        world.at(SessionWorld.at(date, outage.from()), () -> world.simulator.inject(Injection.of(Fault.Wire.RESET)));
        world.at(SessionWorld.at(date, outage.to()), world.simulator::clear);
    }

    private static void assertNothingAskedOnClosedDays(List<LedgerEntry> ledger) {
        assertThat(ledger.stream().map(entry -> Kst.date(entry.answeredAt())).collect(Collectors.toSet()))
                .isEqualTo(Set.copyOf(Year2026.sessions()));
    }

    private static void assertReconciled(SessionWorld world, MarketSector pair, List<LedgerEntry> ledger) {
        ServedTruth truth = new ServedTruth(pair, ledger, Year2026.sessions());
        assertSame(world.records(pair), truth.records());
        for (Metric metric : SessionWorld.COUNTERS) {
            assertThat(world.counted(metric))
                    .as("%s of %s", metric, pair)
                    .isEqualTo(truth.count(metric))
                    .isPositive();
        }
    }

    /** One by one: a list of a hundred thousand is no message, and takes hours to make. */
    private static void assertSame(List<Emitted> records, List<ServedTruth.Expected> truth) {
        for (int i = 0; i < Math.min(records.size(), truth.size()); i++) {
            if (!ServedTruth.Expected.of(records.get(i)).equals(truth.get(i))) {
                assertThat(records.get(i))
                        .as("record %d", i)
                        .extracting(ServedTruth.Expected::of)
                        .isEqualTo(truth.get(i));
            }
        }
        assertThat(records).hasSameSizeAs(truth);
    }

    private static void assertUnlistedClosures(SessionWorld world) {
        assertThat(world.records.stream().filter(record -> UNLISTED.contains(record.tradeDate())))
                .isNotEmpty()
                .allMatch(record -> record.snapshot().isAllZero());
    }
}

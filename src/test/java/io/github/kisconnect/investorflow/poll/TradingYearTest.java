package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.Circumstances;
import io.github.kisconnect.investorflow.sandbox.Fate;
import io.github.kisconnect.investorflow.sandbox.History;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.TaskRun;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Habit;
import io.github.kisconnect.investorflow.sandbox.simulator.Habits;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.Year2026;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    /** All but the row of another pair: one that only rises is believed. */
    private static final Habits HABITS = Habits.LIFELIKE.with(Habit.OTHER_PAIR, 0);
    /** As the calendar has them. */
    private static final TradingSessions SESSIONS = TradingSessions.krx(
            SessionWindow.DEFAULT, Set.of(), date -> Optional.empty(), TradingCalendar.bundled(), Catalogue.bundled());

    private static final String OF_A_CLOSED_DAY = "is in the topic, and is of a closed day";
    /** In none of these minutes is there an answer: before the open and over it, in the session, and up to its end. */
    private static final List<Outage> OUTAGES = List.of(
            new Outage("2026-01-14", "08:50", "09:12"),
            new Outage("2026-03-10", "09:00", "09:20"),
            new Outage("2026-04-14", "14:58", "15:41"),
            new Outage("2026-05-12", "14:58", "15:41"),
            new Outage("2026-07-08", "10:00", "10:01"),
            new Outage("2026-09-15", "19:30", "20:10"));

    /** From 08:40 to 20:10. */
    private static final long TICKS_A_SESSION = 690;

    /**
     * Each day of the year is played by a pair at least, both late opens by both; {@code year.whole} has both play all.
     */
    private static final Map<MarketSector, Set<Integer>> MONTHS = Boolean.getBoolean("year.whole")
            ? Map.of(Year2026.EQUITIES, months(), Year2026.FUTURES, months())
            : Map.of(
                    Year2026.EQUITIES, Set.of(1, 3, 5, 7, 9, 11),
                    Year2026.FUTURES, Set.of(1, 2, 4, 6, 8, 10, 11, 12));

    private record Outage(String date, String from, String to) {}

    private static Set<Integer> months() {
        return IntStream.rangeClosed(1, 12).boxed().collect(Collectors.toSet());
    }

    @Test
    @DisplayName(
            "every answer becomes what it must: no row of another day, none that is wrong, nothing lost, and all of it counted")
    void reconciled() {
        Set<Habit> seen = ConcurrentHashMap.newKeySet();
        // Each pair in a world of its own.
        Stream.of(Year2026.EQUITIES, Year2026.FUTURES).parallel().forEach(pair -> seen.addAll(reconciled(pair)));
        assertThat(seen).as("the year has them all").isEqualTo(EnumSet.complementOf(EnumSet.of(Habit.OTHER_PAIR)));
    }

    private static Set<Habit> reconciled(MarketSector pair) {
        try (SessionWorld world = new SessionWorld(
                SessionWorld.at(LocalDate.of(2026, 1, 1), "00:00"),
                Year2026.options().habits(HABITS).unlistedClosures(UNLISTED))) {
            OUTAGES.forEach(outage -> schedule(world, outage));
            List<TaskRun> runs = new ArrayList<>();
            List<LocalDate> sessions = Year2026.sessions().stream()
                    .filter(date -> MONTHS.get(pair).contains(date.getMonthValue()))
                    .toList();
            // A new task each month, at night: of the days before it knows what is in the offsets.
            for (int month = 1; month <= 12; month++) {
                if (MONTHS.get(pair).contains(month)) {
                    Instant start = nightBefore(month);
                    Instant end = nightBefore(month + 1);
                    world.idleUntil(start);
                    world.pollUntil(end, pair);
                    runs.add(new TaskRun("month " + month, start, start, end, false));
                }
            }
            List<LedgerEntry> ledger = world.simulator.ledger().all();
            assertAskedOn(sessions, ledger);
            assertThat(world.simulator.requests(Endpoint.HOLIDAY))
                    .as("once a day")
                    .isEqualTo(sessions.size());
            assertThat(world.simulator.tokenIssues())
                    .as("each is a notification to the account's holder: none on closed days")
                    .isLessThanOrEqualTo(sessions.size());
            assertReconciled(world, ledger, runs);
            assertCounted(world, ledger, sessions);
            assertUnlistedClosures(world);
            return ledger.stream()
                    .map(LedgerEntry::habit)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }
    }

    /** When the month's task begins; the year's first and last ones at midnight. */
    private static Instant nightBefore(int month) {
        return SessionWorld.at(
                LocalDate.of(2026, 1, 1).plusMonths(month - 1), month == 1 || month == 13 ? "00:00" : "03:00");
    }

    private static void schedule(SessionWorld world, Outage outage) {
        LocalDate date = LocalDate.parse(outage.date());
        world.at(SessionWorld.at(date, outage.from()), () -> world.simulator.inject(Injection.of(Fault.Wire.RESET)));
        world.at(SessionWorld.at(date, outage.to()), world.simulator::clear);
    }

    private static void assertAskedOn(List<LocalDate> sessions, List<LedgerEntry> ledger) {
        assertThat(ledger.stream().map(entry -> Kst.date(entry.answeredAt())).collect(Collectors.toSet()))
                .isEqualTo(Set.copyOf(sessions));
    }

    private static void assertReconciled(SessionWorld world, List<LedgerEntry> ledger, List<TaskRun> runs) {
        Reconciliation.Report report = Reconciliation.of(
                History.asked(ledger, runs),
                world.records.stream()
                        .map(record -> History.record("at " + record.tick(), record))
                        .toList(),
                Circumstances.undisturbed(SessionWorld.INTERVAL)
                        .inSession(SESSIONS)
                        .ran(runs));
        assertThat(report.differences().stream()
                        .filter(difference -> !difference.endsWith(OF_A_CLOSED_DAY))
                        .limit(20))
                .as(report.pairs() + " pair, " + report.records() + " records")
                .isEmpty();
        assertThat(report.differences())
                .as("nobody can know so early that it is closed")
                .hasSameSizeAs(unlisted(world));
        assertThat(report.ticks(Fate.HELD)).isPositive();
    }

    private static void assertCounted(SessionWorld world, List<LedgerEntry> ledger, List<LocalDate> sessions) {
        List<LedgerEntry> readable =
                ledger.stream().filter(entry -> entry.snapshot() != null).toList();
        long answeredTicks = readable.stream()
                .map(entry -> entry.answeredAt().truncatedTo(ChronoUnit.MINUTES))
                .distinct()
                .count();
        assertThat(List.of(
                        Metric.RECORDS,
                        Metric.UNCHANGED,
                        Metric.HELD,
                        Metric.REGRESSED_HELD,
                        Metric.EXPECTED_TICKS,
                        Metric.MISSED_TICKS))
                .allSatisfy(metric ->
                        assertThat(world.counted(metric)).as("%s", metric).isPositive());
        assertThat(world.counted(Metric.SNAPSHOTS)).isEqualTo(readable.size());
        assertThat(world.counted(Metric.RECORDS)).isEqualTo(world.records.size());
        assertThat(world.counted(Metric.RECORDS)
                        + world.counted(Metric.UNCHANGED)
                        + world.counted(Metric.HELD)
                        + world.counted(Metric.REGRESSED_HELD))
                .isEqualTo(readable.size());
        assertThat(world.counted(Metric.EXPECTED_TICKS))
                .isEqualTo(world.counted(Metric.MISSED_TICKS) + answeredTicks)
                .isEqualTo(sessions.size() * TICKS_A_SESSION);
    }

    private static List<Emitted> unlisted(SessionWorld world) {
        return world.records.stream()
                .filter(record -> UNLISTED.contains(record.tradeDate()))
                .toList();
    }

    private static void assertUnlistedClosures(SessionWorld world) {
        assertThat(unlisted(world))
                .isNotEmpty()
                .allMatch(record -> record.snapshot().isAllZero())
                .allMatch(record -> record.tick().isBefore(SessionWorld.at(record.tradeDate(), "09:10")));
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The trading year 2026 of the Korean exchange: its holidays, and its two days on which markets opened an hour late. */
public final class Year2026 {
    public static final MarketSector EQUITIES = new MarketSector("KSP", "0001");
    public static final MarketSector FUTURES = new MarketSector("K2I", "F001");

    /** Weekdays. */
    public static final Set<LocalDate> CLOSED = Stream.of(
                    "01-01", "02-16", "02-17", "02-18", "03-02", "05-01", "05-05", "05-25", "06-03", "07-17", "08-17",
                    "09-24", "09-25", "10-05", "10-09", "12-25", "12-31")
            .map(day -> LocalDate.parse("2026-" + day))
            .collect(Collectors.toUnmodifiableSet());

    /** The year's first trading day, and the day of the university entrance examination. */
    public static final Map<LocalDate, Duration> LATE_OPENS =
            Map.of(LocalDate.of(2026, 1, 2), Duration.ofHours(1), LocalDate.of(2026, 11, 19), Duration.ofHours(1));

    private static final LocalDate BEGIN = LocalDate.of(2026, 1, 1);

    private Year2026() {}

    /** That year with a lifelike API; an account and a clock are still to be named. */
    public static SimulatorOptions.Builder options() {
        return SimulatorOptions.builder()
                .closedDays(CLOSED)
                .lateOpens(LATE_OPENS)
                .habits(Habits.LIFELIKE);
    }

    /** All 365, in order. */
    public static List<LocalDate> days() {
        return BEGIN.datesUntil(BEGIN.plusYears(1)).toList();
    }

    /** The days on which the market opens, in order. */
    public static List<LocalDate> sessions() {
        return days().stream()
                .filter(day -> !TradingDays.isWeekend(day) && !CLOSED.contains(day))
                .toList();
    }

    /** {@code time} in KST. */
    static Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(SessionModel.KST).toInstant();
    }
}

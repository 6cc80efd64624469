package io.github.kisconnect.investorflow.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The days on which the exchange is closed or opens late, as far as they were known when this version was made.
 *
 * <p>Closures at short notice happen, so a calendar alone proves no date.
 */
public final class TradingCalendar {
    private static final TradingCalendar BUNDLED = read("trading-calendar");

    private final String source;
    private final LocalDate coveredUntil;
    private final Set<LocalDate> closed = new HashSet<>();
    private final Map<LocalDate, Delay> delays = new HashMap<>();

    /** How much later than usual a day's sessions open and close. */
    private record Delay(Duration opens, Duration closes) {
        static final Delay NONE = new Delay(Duration.ZERO, Duration.ZERO);
    }

    /** A market's opening and closing on one day; the closing moment is after the session. */
    public record Hours(Instant opens, Instant closes) {}

    private TradingCalendar(String source, LocalDate coveredUntil) {
        this.source = source;
        this.coveredUntil = coveredUntil;
    }

    /** A calendar in which only weekends are closed, and no day is late. */
    public static TradingCalendar ordinary() {
        return new TradingCalendar("none", LocalDate.MAX);
    }

    /** The calendar that the plugin ships. */
    public static TradingCalendar bundled() {
        return BUNDLED;
    }

    /**
     * Whether the exchange is open on a date: every weekday that is not listed, those after {@link #coveredUntil}
     * included.
     */
    public boolean isOpen(LocalDate date) {
        return !isWeekend(date) && !closed.contains(date);
    }

    static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** A market's hours on a date, as though it were open. */
    public Hours hours(Market market, LocalDate date) {
        Delay delay = delays.getOrDefault(date, Delay.NONE);
        return new Hours(
                at(date, market.opens()).plus(delay.opens()),
                at(date, market.closes()).plus(delay.closes()));
    }

    private static Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).toInstant(Kst.ZONE);
    }

    /** Where the days come from, for people. */
    public String source() {
        return source;
    }

    /** The last date that the calendar knows about. */
    public LocalDate coveredUntil() {
        return coveredUntil;
    }

    /** Whether it knows about a date. */
    public boolean covers(LocalDate date) {
        return !date.isAfter(coveredUntil);
    }

    /** How many days it still covers after a date; 0 when none. */
    public long daysLeft(LocalDate today) {
        return Math.max(0, ChronoUnit.DAYS.between(today, coveredUntil));
    }

    private static TradingCalendar read(String name) {
        Properties about = new Properties();
        try (InputStream stream = TradingCalendar.class.getResourceAsStream(name + ".properties")) {
            if (stream == null) {
                throw new IllegalStateException("the plugin's jar lacks its table " + name + ".properties");
            }
            about.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TradingCalendar calendar =
                new TradingCalendar(about.getProperty("source"), LocalDate.parse(about.getProperty("covered.until")));
        Csv.rows(name + ".csv").forEach(calendar::add);
        return calendar;
    }

    private void add(Csv.Row row) {
        LocalDate date = LocalDate.parse(row.get("date"));
        switch (row.get("day")) {
            case "CLOSED" -> closed.add(date);
            case "LATE" -> delays.put(
                    date, new Delay(minutes(row.get("opens_later_min")), minutes(row.get("closes_later_min"))));
            default -> throw new IllegalStateException("the trading calendar has a day that is " + row.get("day"));
        }
    }

    private static Duration minutes(String text) {
        return Duration.ofMinutes(Long.parseLong(text));
    }
}

package io.github.kisconnect.investorflow.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * On which weekdays the Korean exchange is closed, and on which it opens late, worked out from the rules and from the moon.
 *
 * <p>The rules are those of the decree on public holidays (관공서의 공휴일에 관한 규정) as it has stood since 2023, with Labour Day and
 * Constitution Day since 2026; of the Public Official Election Act, article 34; and the exchange's own habits. What is decided for one
 * day alone no rule tells: temporary holidays, elections before their time, closures at short notice.
 */
final class HolidayRules {
    private static final int FIRST_YEAR = 2023;
    /** A president's term ends in 2030, and no election of that kind is in the rules below. */
    private static final int LAST_YEAR = 2029;

    private static final int DECREE_OF_2026 = 2026;

    /** When the next day that is not a holiday is one in the place of a holiday. */
    private enum Substitute {
        NEVER,
        /** When it is a Sunday, or a weekday that is another holiday, too. */
        FOR_SUNDAY,
        /** The same, and when it is a Saturday. */
        FOR_WEEKEND
    }

    private record Holiday(LocalDate date, String name, Substitute substitute) {}

    private HolidayRules() {}

    /** The closed weekdays of a year, each with the rule that closes it. */
    static Map<LocalDate, String> closedWeekdays(int year) {
        Map<LocalDate, String> closed = new TreeMap<>(publicHolidays(year));
        LocalDate labourDay = LocalDate.of(year, 5, 1);
        closed.putIfAbsent(labourDay, "Labour Day, the exchange's own holiday before it was a public one");
        closed.keySet().removeIf(TradingCalendar::isWeekend);
        closed.put(lastWeekday(year, closed.keySet()), "the exchange's last weekday of the year");
        return closed;
    }

    /** Everything starts an hour later, and ends as usual. */
    static LocalDate firstTradingDay(int year) {
        return firstFrom(
                LocalDate.of(year, 1, 1), isClosed(closedWeekdays(year)).negate());
    }

    /**
     * The university entrance examination (CSAT), on which everything starts and ends an hour later: the Thursday from 13 to 19 November.
     *
     * <p>Nobody has laid that down, but so it has been announced for each year since 2016; an earthquake in 2017 and an epidemic in 2020 put
     * it off.
     */
    static LocalDate examination(int year) {
        return LocalDate.of(year, 11, 13).with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY));
    }

    private static Predicate<LocalDate> isClosed(Map<LocalDate, String> closed) {
        return date -> TradingCalendar.isWeekend(date) || closed.containsKey(date);
    }

    private static LocalDate lastWeekday(int year, Set<LocalDate> holidays) {
        return Stream.iterate(LocalDate.of(year, 12, 31), date -> date.minusDays(1))
                .filter(date -> !TradingCalendar.isWeekend(date) && !holidays.contains(date))
                .findFirst()
                .orElseThrow();
    }

    private static Map<LocalDate, String> publicHolidays(int year) {
        List<Holiday> holidays = new ArrayList<>(namedHolidays(year));
        election(year, holidays).ifPresent(holidays::add);
        holidays.sort(Comparator.comparing(Holiday::date));
        Map<LocalDate, String> names = new TreeMap<>();
        holidays.forEach(holiday -> names.merge(holiday.date(), holiday.name(), (one, other) -> one + ", " + other));
        Set<LocalDate> seen = new HashSet<>();
        for (Holiday holiday : holidays) {
            boolean alone = seen.add(holiday.date());
            if (hasSubstitute(holiday, alone)) {
                LocalDate substitute =
                        firstFrom(holiday.date(), date -> !TradingCalendar.isWeekend(date) && !names.containsKey(date));
                names.put(substitute, "substitute of " + holiday.name() + " on " + holiday.date());
            }
        }
        return names;
    }

    /** Of two holidays on one weekday the second one has a substitute. */
    private static boolean hasSubstitute(Holiday holiday, boolean alone) {
        DayOfWeek day = holiday.date().getDayOfWeek();
        return switch (holiday.substitute()) {
            case NEVER -> false;
            case FOR_SUNDAY -> day == DayOfWeek.SUNDAY || (day != DayOfWeek.SATURDAY && !alone);
            case FOR_WEEKEND -> TradingCalendar.isWeekend(holiday.date()) || !alone;
        };
    }

    private static List<Holiday> namedHolidays(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new IllegalArgumentException("the rules are those from " + FIRST_YEAR + " to " + LAST_YEAR
                    + "; before the calendar covers " + year + ", look at the decree and at the elections");
        }
        List<Holiday> holidays = new ArrayList<>(List.of(
                fixed(year, 1, 1, "New Year's Day", Substitute.NEVER),
                fixed(year, 3, 1, "Independence Movement Day", Substitute.FOR_WEEKEND),
                fixed(year, 5, 5, "Children's Day", Substitute.FOR_WEEKEND),
                fixed(year, 6, 6, "Memorial Day", Substitute.NEVER),
                fixed(year, 8, 15, "Liberation Day", Substitute.FOR_WEEKEND),
                fixed(year, 10, 3, "National Foundation Day", Substitute.FOR_WEEKEND),
                fixed(year, 10, 9, "Hangul Day", Substitute.FOR_WEEKEND),
                fixed(year, 12, 25, "Christmas Day", Substitute.FOR_WEEKEND),
                new Holiday(LunarDate.BUDDHAS_BIRTHDAY.in(year), "Buddha's Birthday", Substitute.FOR_WEEKEND)));
        if (year >= DECREE_OF_2026) {
            holidays.add(fixed(year, 5, 1, "Labour Day", Substitute.FOR_WEEKEND));
            holidays.add(fixed(year, 7, 17, "Constitution Day", Substitute.FOR_WEEKEND));
        }
        threeDays(LunarDate.NEW_YEAR.in(year), "Lunar New Year").forEach(holidays::add);
        threeDays(LunarDate.HARVEST_MOON.in(year), "Chuseok").forEach(holidays::add);
        return holidays;
    }

    private static Holiday fixed(int year, int month, int day, String name, Substitute substitute) {
        return new Holiday(LocalDate.of(year, month, day), name, substitute);
    }

    private static Stream<Holiday> threeDays(LocalDate middle, String name) {
        return Stream.of(middle.minusDays(1), middle, middle.plusDays(1))
                .map(date -> new Holiday(date, name, Substitute.FOR_SUNDAY));
    }

    /**
     * The election at the end of a term, by law the first Wednesday from so many days before that; a week later when that day or one beside it is a
     * holiday.
     */
    private static Optional<Holiday> election(int year, List<Holiday> holidays) {
        Optional<Holiday> usual =
                switch (year % 4) {
                    case 0 -> Optional.of(election(LocalDate.of(year, 5, 29).minusDays(50), "General election"));
                    case 2 -> Optional.of(election(LocalDate.of(year, 6, 30).minusDays(30), "Local elections"));
                    default -> Optional.empty();
                };
        return usual.map(election -> isBesideHoliday(election.date(), holidays)
                ? election(election.date().plusDays(1), election.name())
                : election);
    }

    private static Holiday election(LocalDate from, String name) {
        LocalDate wednesday = from.with(TemporalAdjusters.nextOrSame(DayOfWeek.WEDNESDAY));
        return new Holiday(wednesday, name + " (a Wednesday by law)", Substitute.NEVER);
    }

    private static boolean isBesideHoliday(LocalDate date, List<Holiday> holidays) {
        return holidays.stream()
                .map(Holiday::date)
                .anyMatch(holiday -> Math.abs(holiday.toEpochDay() - date.toEpochDay()) <= 1);
    }

    private static LocalDate firstFrom(LocalDate first, Predicate<LocalDate> matches) {
        return Stream.iterate(first, date -> date.plusDays(1))
                .filter(matches)
                .findFirst()
                .orElseThrow();
    }
}

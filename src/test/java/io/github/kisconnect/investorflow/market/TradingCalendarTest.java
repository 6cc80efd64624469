package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The bundled trading calendar")
class TradingCalendarTest {
    private final TradingCalendar calendar = TradingCalendar.bundled();

    /** Beside the rules, what others have listed; a year that the calendar covers needs one. */
    private static final Map<Integer, Listed> LISTED = Map.of(
            2026,
                    new Listed(
                            "the exchange's own list of 2026",
                            "01-01 02-16 02-17 02-18 03-02 05-01 05-05 05-25 06-03 07-17 08-17 09-24 09-25 10-05 10-09 12-25"
                                    + " 12-31"),
            2027,
                    new Listed(
                            "the national almanac of 2027, and the exchange's year end",
                            "01-01 02-08 02-09 03-01 05-03 05-05 05-13 07-19 08-16 09-14 09-15 09-16 10-04 10-11 12-27"
                                    + " 12-31"));

    private record Listed(String source, String days) {
        Map<LocalDate, String> closedWeekdays(int year) {
            return Stream.of(days.split(" "))
                    .collect(Collectors.toMap(day -> LocalDate.parse(year + "-" + day), day -> "listed"));
        }
    }

    static Stream<Integer> years() {
        return IntStream.rangeClosed(
                        2026, TradingCalendar.bundled().coveredUntil().getYear())
                .boxed();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("years")
    @DisplayName("is closed on the weekdays that the rules close, and on no other")
    void rules(int year) {
        assertThat(differences(calendar::isOpen, "the rules", HolidayRules.closedWeekdays(year)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("years")
    @DisplayName("is closed on the weekdays that were listed elsewhere, and on no other")
    void lists(int year) {
        assertThat(LISTED).as("a second source for each year").containsKey(year);
        Listed listed = LISTED.get(year);
        assertThat(differences(calendar::isOpen, listed.source(), listed.closedWeekdays(year)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("years")
    @DisplayName("could not have one day too few or too many without both sources naming it")
    void everyDayCounts(int year) {
        Map<LocalDate, String> rules = HolidayRules.closedWeekdays(year);
        Map<LocalDate, String> list = LISTED.get(year).closedWeekdays(year);
        weekdays(year).forEach(wrong -> {
            Predicate<LocalDate> isOpen = date -> calendar.isOpen(date) != date.equals(wrong);
            for (Map<LocalDate, String> closed : List.of(rules, list)) {
                assertThat(differences(isOpen, "a source", closed))
                        .singleElement()
                        .asString()
                        .contains(wrong.toString(), closed.getOrDefault(wrong, "a source"));
            }
        });
    }

    /** A sentence for each weekday on which a calendar is not as a source has it; {@code closed} has the reasons. */
    private static List<String> differences(Predicate<LocalDate> isOpen, String source, Map<LocalDate, String> closed) {
        int year = closed.keySet().iterator().next().getYear();
        return weekdays(year)
                .filter(date -> isOpen.test(date) == closed.containsKey(date))
                .map(date -> isOpen.test(date)
                        ? date + " is open in the calendar, and closed by " + source + ": " + closed.get(date)
                        : date + " is closed in the calendar, and " + source + " has no reason for it")
                .toList();
    }

    private static Stream<LocalDate> weekdays(int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(date -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0);
    }

    @Test
    @DisplayName("opens no weekend")
    void weekends() {
        assertThat(LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2029, 1, 1)))
                .filteredOn(date -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0)
                .hasSizeGreaterThan(300)
                .noneMatch(calendar::isOpen);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("years")
    @DisplayName(
            "opens an hour later on the year's first trading day, opens and closes an hour later on that of the CSAT, and on no other")
    void lateDays(int year) {
        LocalDate first = HolidayRules.firstTradingDay(year);
        LocalDate examination = HolidayRules.examination(year);
        for (Market market : Catalogue.bundled().markets()) {
            assertThat(weekdays(year).filter(calendar::isOpen)).allSatisfy(date -> {
                int later = date.equals(first) || date.equals(examination) ? 60 : 0;
                int longer = date.equals(examination) ? 60 : 0;
                assertThat(calendar.hours(market, date))
                        .as(
                                "%s on %s; first trading day %s, CSAT %s by the rules",
                                market.code(), date, first, examination)
                        .isEqualTo(new TradingCalendar.Hours(
                                kst(date, market.opens().plusMinutes(later)),
                                kst(date, market.closes().plusMinutes(longer))));
            });
        }
    }

    private static Instant kst(LocalDate date, LocalTime time) {
        return date.atTime(time).toInstant(Kst.ZONE);
    }

    @ParameterizedTest(name = "{1} on {0}")
    @DisplayName("shifts every market's hours on a late day")
    @CsvSource({
        "2026-11-18, KSP, 09:00, 15:30", "2026-11-19, KSP, 10:00, 16:30", "2026-11-19, K2I, 09:45, 16:45",
        "2026-01-02, KSP, 10:00, 15:30", "2026-01-02, K2I, 09:45, 15:45", "2026-11-20, K2I, 08:45, 15:45"
    })
    void hours(LocalDate date, String market, String opens, String closes) {
        assertThat(calendar.hours(Catalogue.bundled().market(market).orElseThrow(), date))
                .isEqualTo(new TradingCalendar.Hours(
                        Instant.parse(date + "T" + opens + ":00+09:00"),
                        Instant.parse(date + "T" + closes + ":00+09:00")));
    }

    @Test
    @DisplayName("says where it comes from and how far it reaches, and takes weekdays after that for open")
    void coverage() {
        assertThat(calendar.source()).contains("Korea Exchange", "2027 provisionally", "decree of May 2026");
        assertThat(calendar.coveredUntil()).isEqualTo(LocalDate.of(2027, 12, 31));
        assertThat(calendar.daysLeft(LocalDate.of(2027, 12, 1))).isEqualTo(30);
        assertThat(calendar.daysLeft(LocalDate.of(2027, 12, 31))).isZero();
        assertThat(calendar.daysLeft(LocalDate.of(2028, 6, 1))).isZero();
        assertThat(calendar.isOpen(LocalDate.of(2028, 1, 3))).isTrue();
        assertThat(calendar.isOpen(LocalDate.of(2028, 1, 1))).isFalse();
    }
}

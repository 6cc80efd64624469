package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The bundled trading calendar")
class TradingCalendarTest {
    private final TradingCalendar calendar = TradingCalendar.bundled();

    @Test
    @DisplayName("has the exchange's closed weekdays of 2026 and, provisionally, of 2027")
    void closedDays() {
        assertThat(closedWeekdays(2026))
                .containsExactly(
                        "01-01", "02-16", "02-17", "02-18", "03-02", "05-01", "05-05", "05-25", "06-03", "07-17",
                        "08-17", "09-24", "09-25", "10-05", "10-09", "12-25", "12-31");
        assertThat(closedWeekdays(2027))
                .containsExactly(
                        "01-01", "02-08", "02-09", "03-01", "05-05", "05-13", "08-16", "09-14", "09-15", "09-16",
                        "10-04", "10-11", "12-27", "12-31");
    }

    private List<String> closedWeekdays(int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(date -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 && !calendar.isOpen(date))
                .map(date -> date.toString().substring(5))
                .toList();
    }

    @Test
    @DisplayName("opens no weekend")
    void weekends() {
        assertThat(LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2029, 1, 1)))
                .filteredOn(date -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0)
                .hasSizeGreaterThan(300)
                .noneMatch(calendar::isOpen);
    }

    @Test
    @DisplayName("has two late days a year: the first trading day, and the Thursday of the CSAT in mid-November")
    void lateDays() {
        Market kospi = Catalogue.bundled().market("KSP").orElseThrow();
        Map<LocalDate, Instant> late = LocalDate.of(2026, 1, 1)
                .datesUntil(calendar.coveredUntil().plusDays(1))
                .filter(calendar::isOpen)
                .filter(date -> !calendar.hours(kospi, date).opens().equals(nine(date)))
                .collect(Collectors.toMap(
                        date -> date, date -> calendar.hours(kospi, date).opens(), (a, b) -> a, TreeMap::new));
        assertThat(late)
                .containsOnlyKeys(
                        LocalDate.of(2026, 1, 2),
                        LocalDate.of(2026, 11, 19),
                        LocalDate.of(2027, 1, 4),
                        LocalDate.of(2027, 11, 18))
                .allSatisfy(
                        (date, opens) -> assertThat(opens).isEqualTo(nine(date).plusSeconds(3600)));
    }

    private static Instant nine(LocalDate date) {
        return date.atTime(9, 0).toInstant(Kst.ZONE);
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
        assertThat(calendar.source()).contains("Korea Exchange", "2027 provisionally");
        assertThat(calendar.coveredUntil()).isEqualTo(LocalDate.of(2027, 12, 31));
        assertThat(calendar.daysLeft(LocalDate.of(2027, 12, 1))).isEqualTo(30);
        assertThat(calendar.daysLeft(LocalDate.of(2027, 12, 31))).isZero();
        assertThat(calendar.daysLeft(LocalDate.of(2028, 6, 1))).isZero();
        assertThat(calendar.isOpen(LocalDate.of(2028, 1, 3))).isTrue();
        assertThat(calendar.isOpen(LocalDate.of(2028, 1, 1))).isFalse();
    }
}

package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of the years before the calendar, whose days are known: so rules and calendar cannot share a mistake unseen. */
@DisplayName("The rules of Korean holidays")
class HolidayRulesTest {
    @ParameterizedTest(name = "{0}")
    @DisplayName("close the days on which the exchange was closed, but for those that were decided for one year alone")
    @CsvSource({
        // Chuseok was made longer by a day.
        "2023, 01-23 01-24 03-01 05-01 05-05 05-29 06-06 08-15 09-28 09-29 10-02 10-03 10-09 12-25 12-29, 10-02",
        // Armed Forces Day was a holiday once.
        "2024, 01-01 02-09 02-12 03-01 04-10 05-01 05-06 05-15 06-06 08-15 09-16 09-17 09-18 10-01 10-03 10-09 12-25"
                + " 12-31, 10-01",
        // Lunar New Year was made longer by a day, and a president was elected before the time.
        "2025, 01-01 01-27 01-28 01-29 01-30 03-03 05-01 05-05 05-06 06-03 06-06 08-15 10-03 10-06 10-07 10-08 10-09"
                + " 12-25 12-31, 01-27 06-03"
    })
    void closedDays(int year, String closed, String decidedForOneYear) {
        Set<String> expected = new TreeSet<>(words(closed));
        words(decidedForOneYear).forEach(expected::remove);
        assertThat(HolidayRules.closedWeekdays(year).keySet())
                .extracting(date -> date.toString().substring(5))
                .containsExactlyElementsOf(expected);
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("find the year's first trading day and the day of the examination")
    @CsvSource({"2023, 2023-01-02, 2023-11-16", "2024, 2024-01-02, 2024-11-14", "2025, 2025-01-02, 2025-11-13"})
    void lateDays(int year, LocalDate first, LocalDate examination) {
        assertThat(HolidayRules.firstTradingDay(year)).isEqualTo(first);
        assertThat(HolidayRules.examination(year)).isEqualTo(examination);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @DisplayName("count the moons in Korean time")
    @CsvSource({
        "2012, 2012-01-23, 2012-05-28, 2012-09-30",
        "2023, 2023-01-22, 2023-05-27, 2023-09-29",
        "2024, 2024-02-10, 2024-05-15, 2024-09-17",
        "2025, 2025-01-29, 2025-05-05, 2025-10-06",
        "2026, 2026-02-17, 2026-05-24, 2026-09-25",
        "2027, 2027-02-07, 2027-05-13, 2027-09-15"
    })
    void moons(int year, LocalDate newYear, LocalDate buddhasBirthday, LocalDate harvestMoon) {
        assertThat(LunarDate.NEW_YEAR.in(year)).isEqualTo(newYear);
        assertThat(LunarDate.BUDDHAS_BIRTHDAY.in(year)).isEqualTo(buddhasBirthday);
        assertThat(LunarDate.HARVEST_MOON.in(year)).isEqualTo(harvestMoon);
    }

    @Test
    @DisplayName("say of what a substitute is one")
    void reasons() {
        assertThat(HolidayRules.closedWeekdays(2025))
                .containsEntry(LocalDate.of(2025, 3, 3), "substitute of Independence Movement Day on 2025-03-01")
                .containsEntry(LocalDate.of(2025, 10, 8), "substitute of Chuseok on 2025-10-05");
    }

    @Test
    @DisplayName("are not those of any year")
    void years() {
        assertThatThrownBy(() -> HolidayRules.closedWeekdays(2022)).hasMessageContaining("2022");
        assertThatThrownBy(() -> HolidayRules.closedWeekdays(2030)).hasMessageContaining("2030");
    }
}

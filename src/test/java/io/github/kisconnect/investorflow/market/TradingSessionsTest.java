package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The exchange's sessions")
class TradingSessionsTest {
    private static final MarketSector KOSPI = new MarketSector("KSP", "0001");
    private static final MarketSector FUTURES = new MarketSector("K2I", "F001");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate CHRISTMAS = LocalDate.of(2026, 12, 25);

    private final Map<LocalDate, Boolean> endpoint = new HashMap<>();
    private boolean saidToday = true;

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("are open from their start up to their end in Korean time, on trading days")
    @CsvSource({
        "2026-11-23T08:39:59.999+09:00, false",
        "2026-11-23T08:40:00+09:00, true",
        "2026-11-23T20:09:59.999+09:00, true",
        "2026-11-23T20:10:00+09:00, false",
        "2026-11-22T12:00:00+09:00, false",
        "2026-11-21T12:00:00+09:00, false",
        "2026-12-25T12:00:00+09:00, false",
        "2026-11-22T23:40:00Z, true",
        "2026-11-23T00:30:00-08:00, true"
    })
    void open(String at, boolean open) {
        assertThat(sessions(Set.of()).isOpen(OffsetDateTime.parse(at).toInstant()))
                .isEqualTo(open);
    }

    @Test
    @DisplayName("are closed on configured holidays, whatever the endpoint says")
    void holidays() {
        endpoint.put(MONDAY, true);
        assertThat(sessions(Set.of(MONDAY)).isTradingDay(MONDAY)).isFalse();
        assertThat(sessions(Set.of(CHRISTMAS)).isTradingDay(MONDAY)).isTrue();
    }

    @Test
    @DisplayName(
            "are contested on days of which the endpoint says another thing than the bundled calendar, but on no weekend")
    void endpoint() {
        endpoint.put(MONDAY, false);
        endpoint.put(CHRISTMAS, true);
        endpoint.put(MONDAY.minusDays(1), true);
        assertThat(sessions(Set.of()).day(MONDAY)).isEqualTo(DayState.CONTESTED);
        assertThat(sessions(Set.of()).day(CHRISTMAS)).isEqualTo(DayState.CONTESTED);
        assertThat(sessions(Set.of()).day(MONDAY.minusDays(1))).isEqualTo(DayState.CLOSED);
        assertThat(sessions(Set.of()).day(MONDAY.plusDays(1))).isEqualTo(DayState.OPEN);
        assertThat(sessions(Set.of()).isTradingDay(MONDAY)).isTrue();
        endpoint.put(MONDAY, true);
        endpoint.put(CHRISTMAS, false);
        assertThat(sessions(Set.of()).day(MONDAY)).isEqualTo(DayState.OPEN);
        assertThat(sessions(Set.of()).day(CHRISTMAS)).isEqualTo(DayState.CLOSED);
    }

    @Test
    @DisplayName(
            "are put in question by what the endpoint said on an earlier day where they are closed, not where they are open: it is asked again then")
    void oldWord() {
        saidToday = false;
        endpoint.put(MONDAY, false);
        endpoint.put(CHRISTMAS, true);
        assertThat(sessions(Set.of()).day(MONDAY)).isEqualTo(DayState.OPEN);
        assertThat(sessions(Set.of()).day(CHRISTMAS)).isEqualTo(DayState.CONTESTED);
        assertThat(sessions(Set.of()).saysToday(at(CHRISTMAS, "12:00")))
                .as("but it proves nothing")
                .isFalse();
    }

    @Test
    @DisplayName(
            "take the endpoint's word for today's figures ten minutes after the last market's opening, also on a late day")
    void word() {
        LocalDate csat = LocalDate.of(2026, 11, 19);
        assertThat(sessions(Set.of()).saysToday(at(MONDAY, "12:00"))).isFalse();
        endpoint.put(MONDAY, true);
        endpoint.put(csat, true);
        assertThat(sessions(Set.of()).saysToday(at(MONDAY, "09:09"))).isFalse();
        assertThat(sessions(Set.of()).saysToday(at(MONDAY, "09:10"))).isTrue();
        assertThat(sessions(Set.of()).saysToday(at(csat, "10:09"))).isFalse();
        assertThat(sessions(Set.of()).saysToday(at(csat, "10:10"))).isTrue();
    }

    @Test
    @DisplayName("expect figures an hour later on days that the calendar does not cover, for these may open late")
    void beyondTheCalendar() {
        LocalDate beyond = LocalDate.of(2028, 1, 3);
        endpoint.put(beyond, true);
        assertThat(sessions(Set.of()).saysToday(at(beyond, "10:09"))).isFalse();
        assertThat(sessions(Set.of()).saysToday(at(beyond, "10:10"))).isTrue();
        assertThat(sessions(Set.of()).isUnderWay(at(beyond, "10:09"))).isFalse();
    }

    @Test
    @DisplayName("have a last tick by each interval, the same on late days, and none where they never end")
    void lastTick() {
        Duration minute = Duration.ofMinutes(1);
        Duration quarter = Duration.ofMinutes(15);
        TradingSessions sessions = sessions(Set.of());
        LocalDate csat = LocalDate.of(2026, 11, 19);
        assertThat(sessions.isLastTick(at(MONDAY, "20:08"), minute)).isFalse();
        assertThat(sessions.isLastTick(at(MONDAY, "20:09"), minute)).isTrue();
        assertThat(sessions.isLastTick(at(csat, "20:09"), minute)).isTrue();
        assertThat(sessions.isLastTick(at(MONDAY, "20:10"), minute)).isFalse();
        assertThat(sessions.isLastTick(at(MONDAY, "20:00"), quarter)).isTrue();
        assertThat(TradingSessions.always().isLastTick(at(MONDAY, "23:59"), minute))
                .isFalse();
    }

    @Test
    @DisplayName("know when each market opens, and for one that they do not know, when all others have")
    void opens() {
        assertThat(sessions(Set.of()).opens(KOSPI, MONDAY)).isEqualTo(at(MONDAY, "09:00"));
        assertThat(sessions(Set.of()).opens(FUTURES, MONDAY)).isEqualTo(at(MONDAY, "08:45"));
        assertThat(sessions(Set.of()).opens(new MarketSector("XYZ", "1"), MONDAY))
                .isEqualTo(at(MONDAY, "09:00"));
    }

    @Test
    @DisplayName("come one after the other, and end, where there is a gate")
    void nextAndEnd() {
        TradingSessions krx = sessions(Set.of());
        assertThat(krx.next(at(MONDAY, "08:39")).map(SessionWindow.Session::start))
                .contains(at(MONDAY, "08:40"));
        assertThat(krx.next(at(MONDAY, "08:40")).map(SessionWindow.Session::start))
                .contains(at(MONDAY.plusDays(1), "08:40"));
        assertThat(krx.end(at(MONDAY, "00:00"))).isEqualTo(at(MONDAY, "20:10"));
        assertThat(krx.end(at(MONDAY, "23:59"))).isEqualTo(at(MONDAY, "20:10"));
        TradingSessions always = TradingSessions.always();
        assertThat(always.next(at(MONDAY, "08:39"))).isEmpty();
        assertThat(always.end(at(MONDAY, "08:39"))).isEqualTo(Instant.MAX);
    }

    @Test
    @DisplayName("are always open where days are not looked at")
    void always() {
        TradingSessions always = TradingSessions.always();
        assertThat(always.isOpen(at(CHRISTMAS, "03:00"))).isTrue();
        assertThat(always.isOpen(at(MONDAY, "00:00"))).isTrue();
        assertThat(always.isOpen(at(MONDAY, "23:59").plusSeconds(59))).isTrue();
        assertThat(always.wantProof()).isFalse();
        assertThat(always.phase(KOSPI, at(LocalDate.of(2026, 11, 19), "09:30"))).isEqualTo(SessionPhase.REGULAR);
    }

    @ParameterizedTest(name = "seed {0}")
    @DisplayName("are open at an instant exactly when a plain reading of the rules says so")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void likeAPlainModel(long seed) {
        Random random = new Random(seed);
        LocalTime start = LocalTime.of(random.nextInt(12), random.nextInt(60));
        LocalTime end = start.plusMinutes(1 + random.nextInt(11 * 60));
        Set<LocalDate> holidays = Set.of(MONDAY.plusDays(random.nextInt(40)), CHRISTMAS);
        for (int i = 0; i < 30; i++) {
            endpoint.put(MONDAY.plusDays(random.nextInt(60)), random.nextBoolean());
        }
        TradingSessions sessions = TradingSessions.krx(
                new SessionWindow(start, end),
                holidays,
                date -> Optional.ofNullable(endpoint.get(date)),
                TradingCalendar.bundled(),
                Catalogue.bundled());
        for (int i = 0; i < 5000; i++) {
            LocalDate date = MONDAY.plusDays(random.nextInt(60));
            LocalTime time = LocalTime.ofSecondOfDay(random.nextInt(86_400));
            boolean listed = Set.of("2026-12-25", "2026-12-31", "2027-01-01").contains(date.toString());
            boolean day = date.getDayOfWeek().getValue() <= 5
                    && !holidays.contains(date)
                    && (!listed || endpoint.getOrDefault(date, false));
            boolean hours = time.toSecondOfDay() >= start.toSecondOfDay() && time.toSecondOfDay() < end.toSecondOfDay();
            assertThat(sessions.isOpen(date.atTime(time).toInstant(Kst.ZONE)))
                    .as("%s %s", date, time)
                    .isEqualTo(day && hours);
        }
    }

    private TradingSessions sessions(Set<LocalDate> holidays) {
        return TradingSessions.krx(
                SessionWindow.DEFAULT,
                holidays,
                new HolidayWord() {
                    @Override
                    public Optional<Boolean> saysOpen(LocalDate date) {
                        return Optional.ofNullable(endpoint.get(date));
                    }

                    @Override
                    public boolean isOf(LocalDate date) {
                        return saidToday;
                    }
                },
                TradingCalendar.bundled(),
                Catalogue.bundled());
    }

    private static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).toInstant(Kst.ZONE);
    }
}

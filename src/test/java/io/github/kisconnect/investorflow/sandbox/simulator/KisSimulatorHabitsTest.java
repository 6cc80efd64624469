package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.EQUITIES;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.FUTURES;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Of the simulator's habits")
class KisSimulatorHabitsTest {
    private static final List<MarketSector> PAIRS = List.of(EQUITIES, FUTURES);
    private static final List<LocalDate> WEEK = Year2026.sessions().subList(200, 206);
    private static final List<Figure> CUMULATIVE =
            List.of(Figure.SELL_VOLUME, Figure.BUY_VOLUME, Figure.SELL_VALUE, Figure.BUY_VALUE);

    private final SessionModel right = model(Habits.NONE);

    /** When a pair's rows of a session were not right: from the first second to the one after the last one. */
    private record Stretch(MarketSector pair, LocalDate date, Instant begin, Instant end) {
        Duration length() {
            return Duration.between(begin, end);
        }
    }

    @Test
    @DisplayName("FALLING: for moments some cumulative figures are lower than before, none is higher than it should be")
    void falling() {
        SessionModel model = model(Habits.always(Habit.FALLING));
        Set<Integer> fallen = new HashSet<>();
        for (Stretch stretch : stretches(model, Habit.FALLING)) {
            assertMoments(stretch);
            Snapshot before = model.at(stretch.pair(), stretch.begin().minusSeconds(60));
            for (Instant now = stretch.begin(); now.isBefore(stretch.end()); now = now.plusSeconds(1)) {
                Snapshot row = model.at(stretch.pair(), now);
                assertThat(fallen(before, row)).isPositive();
                assertThat(fallen(row, right.at(stretch.pair(), now))).isZero();
            }
            fallen.add(fallen(before, model.at(stretch.pair(), stretch.begin())));
        }
        assertThat(fallen).hasSizeGreaterThan(3);
    }

    @Test
    @DisplayName(
            "CORRECTED: from one moment on figures are lower than before, and go on growing to the session's last row")
    void corrected() {
        SessionModel model = model(Habits.always(Habit.CORRECTED));
        for (Stretch stretch : stretches(model, Habit.CORRECTED)) {
            Snapshot before = model.at(stretch.pair(), stretch.begin().minusSeconds(60));
            Snapshot last = model.at(stretch.pair(), stretch.begin());
            assertThat(fallen(before, last)).isPositive();
            for (Instant now = stretch.begin(); now.isBefore(stretch.end()); now = now.plusSeconds(20)) {
                Snapshot row = model.at(stretch.pair(), now);
                assertThat(fallen(last, row)).isZero();
                last = row;
            }
            assertThat(last).isNotEqualTo(model.at(stretch.pair(), stretch.begin()));
            FlowRow atNight = model.row(stretch.pair(), at(stretch.date().plusDays(1), LocalTime.of(1, 0)));
            assertThat(atNight)
                    .isEqualTo(
                            FlowRow.right(last, stretch.pair(), stretch.date()).by(Habit.CORRECTED));
        }
    }

    @Test
    @DisplayName("MOMENTARY_ZERO: for moments of the session all is zero")
    void momentaryZero() {
        SessionModel model = model(Habits.always(Habit.MOMENTARY_ZERO));
        for (Stretch stretch : stretches(model, Habit.MOMENTARY_ZERO)) {
            assertMoments(stretch);
            for (Instant now = stretch.begin(); now.isBefore(stretch.end()); now = now.plusSeconds(1)) {
                assertThat(model.at(stretch.pair(), now).isAllZero()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("FROZEN: the row stands still for 20 to 60 minutes, then jumps on")
    void frozen() {
        SessionModel model = model(Habits.always(Habit.FROZEN));
        for (Stretch stretch : stretches(model, Habit.FROZEN)) {
            assertThat(stretch.length()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(60));
            Snapshot frozen = right.at(stretch.pair(), stretch.begin());
            for (Instant now = stretch.begin(); now.isBefore(stretch.end()); now = now.plusSeconds(1)) {
                assertThat(model.at(stretch.pair(), now)).isEqualTo(frozen);
            }
            assertThat(model.at(stretch.pair(), stretch.end())).isNotEqualTo(frozen);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Habit.class)
    @DisplayName(
            "each strikes once in its session, from an hour after the first figures on, and leaves all other rows right")
    void rightElsewhere(Habit habit) {
        SessionModel model = model(Habits.always(habit));
        Set<Instant> begins = new HashSet<>();
        for (Stretch stretch : stretches(model, habit)) {
            begins.add(stretch.begin());
            Instant end = at(stretch.date(), LocalTime.of(21, 0));
            assertThat(stretch.begin()).isAfter(at(stretch.date(), LocalTime.of(9, 47)));
            for (Instant now = at(stretch.date(), LocalTime.of(9, 0)); now.isBefore(end); now = now.plusSeconds(30)) {
                boolean isSpoilt = !now.isBefore(stretch.begin()) && now.isBefore(stretch.end());
                FlowRow row = model.row(stretch.pair(), now);
                assertThat(row.habit()).isEqualTo(isSpoilt ? habit : null);
                if (!isSpoilt) {
                    assertThat(row).isEqualTo(right.row(stretch.pair(), now));
                }
            }
        }
        // Each pair and date has its own time.
        assertThat(begins).hasSize(PAIRS.size() * WEEK.size());
    }

    @Test
    @DisplayName("none strikes without being asked for: cumulative figures never fall within a session, all year")
    void rightYear() {
        assertThat(habitsOfTheYear(right)).isEmpty();
    }

    @Test
    @DisplayName("a lifelike year has each on some of a pair's sessions, and figures fall by nothing else")
    void lifelikeYear() {
        Map<Habit, Integer> sessions = habitsOfTheYear(model(Habits.LIFELIKE));
        // 5 % of 248 sessions of two pairs are 25; moments are often between two minutes.
        assertThat(sessions.get(Habit.CORRECTED)).isBetween(12, 40);
        assertThat(sessions.get(Habit.FROZEN)).isBetween(12, 40);
        assertThat(sessions.get(Habit.FALLING)).isBetween(4, 30);
        assertThat(sessions.get(Habit.MOMENTARY_ZERO)).isBetween(4, 30);
    }

    /** In how many sessions each habit is seen once a minute; asserts that figures fall within a session by none but these. */
    private static Map<Habit, Integer> habitsOfTheYear(SessionModel model) {
        Map<Habit, Integer> sessions = new EnumMap<>(Habit.class);
        for (MarketSector pair : PAIRS) {
            for (LocalDate date : Year2026.days()) {
                habitOfTheDay(model, pair, date).forEach(habit -> sessions.merge(habit, 1, Integer::sum));
            }
        }
        return sessions;
    }

    private static Set<Habit> habitOfTheDay(SessionModel model, MarketSector pair, LocalDate date) {
        Set<Habit> seen = new HashSet<>();
        FlowRow before = model.row(pair, at(date, LocalTime.of(7, 0)));
        Instant end = at(date, LocalTime.of(21, 0));
        for (Instant now = at(date, LocalTime.of(7, 0)); now.isBefore(end); now = now.plusSeconds(60)) {
            FlowRow row = model.row(pair, now);
            boolean isToday = date.equals(row.tradeDate());
            boolean isOfMoments = row.habit() == Habit.FALLING || row.habit() == Habit.MOMENTARY_ZERO;
            boolean isNewlyWrong = isToday && row.habit() != null && seen.add(row.habit());
            if (isOfMoments) {
                assertThat(isNewlyWrong).as("seen at most once").isTrue();
                assertThat(fallen(before.snapshot(), row.snapshot())).isPositive();
            } else if (date.equals(before.tradeDate())) {
                boolean falls = fallen(before.snapshot(), row.snapshot()) > 0;
                assertThat(falls).isEqualTo(isNewlyWrong && row.habit() == Habit.CORRECTED);
            }
            before = isOfMoments ? before : row;
        }
        return seen;
    }

    private static List<Stretch> stretches(SessionModel model, Habit habit) {
        return PAIRS.stream()
                .flatMap(pair -> WEEK.stream().map(date -> stretch(model, pair, date, habit)))
                .toList();
    }

    private static Stretch stretch(SessionModel model, MarketSector pair, LocalDate date, Habit habit) {
        Instant evening = at(date, LocalTime.of(21, 0));
        Instant begin = at(date, LocalTime.of(9, 0));
        while (model.row(pair, begin).habit() == null && begin.isBefore(evening)) {
            begin = begin.plusSeconds(1);
        }
        Instant end = begin;
        while (model.row(pair, end).habit() == habit && end.isBefore(evening)) {
            end = end.plusSeconds(1);
        }
        assertThat(begin).isBefore(end);
        return new Stretch(pair, date, begin, end);
    }

    private static void assertMoments(Stretch stretch) {
        assertThat(stretch.length()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
    }

    /** How many cumulative figures are lower than before. */
    private static int fallen(Snapshot before, Snapshot now) {
        int fallen = 0;
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : CUMULATIVE) {
                fallen += now.figure(group, figure) < before.figure(group, figure) ? 1 : 0;
            }
        }
        return fallen;
    }

    private static SessionModel model(Habits habits) {
        return new SessionModel(Year2026.options()
                .account(Client.KEY, Client.SECRET)
                .habits(habits)
                .build());
    }
}

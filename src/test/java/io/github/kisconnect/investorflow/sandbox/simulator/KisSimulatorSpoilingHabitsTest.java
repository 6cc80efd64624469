package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.EQUITIES;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.FUTURES;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of the simulator's habits, those that bring wrong rows:")
class KisSimulatorSpoilingHabitsTest extends HabitsFixture {
    private static final LocalDate CSAT_DAY = LocalDate.of(2026, 11, 19);

    @Test
    @DisplayName("MOMENTARY_ZERO: for moments of the session all is zero")
    void momentaryZero() {
        SessionModel model = model(Habits.always(Habit.MOMENTARY_ZERO));
        for (Stretch stretch : stretches(model, Habit.MOMENTARY_ZERO)) {
            assertMoments(stretch);
            assertThat(stretch.rows(model)).allMatch(row -> row.snapshot().isAllZero() && row.spoilt());
        }
    }

    @Test
    @DisplayName("BLANKS: for moments some figures are blank, nearly all at times, and the others right")
    void blanks() {
        SessionModel model = model(Habits.always(Habit.BLANKS));
        Set<Integer> counts = new TreeSet<>();
        for (Stretch stretch : stretches(model, Habit.BLANKS)) {
            assertMoments(stretch);
            for (Instant now = stretch.begin(); now.isBefore(stretch.end()); now = now.plusSeconds(1)) {
                Snapshot row = model.at(stretch.pair(), now);
                Snapshot whole = right.at(stretch.pair(), now);
                counts.add(blanks(row));
                assertThat(row)
                        .isEqualTo(Snapshot.of((group, figure) ->
                                row.figure(group, figure) == null ? null : whole.figure(group, figure)));
            }
        }
        assertThat(counts).hasSizeGreaterThan(5).allMatch(count -> count > 0 && count < 72);
        assertThat(counts).anyMatch(count -> count > 67).anyMatch(count -> count < 40);
    }

    @Test
    @DisplayName("ZEROS_AND_BLANKS: for moments some figures are blank, and the others zero")
    void zerosAndBlanks() {
        SessionModel model = model(Habits.always(Habit.ZEROS_AND_BLANKS));
        for (Stretch stretch : stretches(model, Habit.ZEROS_AND_BLANKS)) {
            assertMoments(stretch);
            assertThat(stretch.rows(model))
                    .allSatisfy(row -> assertThat(figures(row.snapshot())).containsOnly("", 0L));
        }
    }

    @Test
    @DisplayName("OTHER_PAIR: for moments the row is another pair's, lower or higher, and the ledger can say whose")
    void otherPair() {
        SessionModel model = model(Habits.always(Habit.OTHER_PAIR));
        Set<MarketSector> others = new HashSet<>();
        Set<Boolean> rises = new HashSet<>();
        for (Stretch stretch : stretches(model, Habit.OTHER_PAIR)) {
            assertMoments(stretch);
            for (Instant now = stretch.begin(); now.isBefore(stretch.end()); now = now.plusSeconds(1)) {
                FlowRow row = model.row(stretch.pair(), now);
                assertThat(row.pair()).isNotEqualTo(stretch.pair());
                assertThat(row.snapshot()).isEqualTo(right.at(row.pair(), now));
                assertThat(row.tradeDate()).isEqualTo(stretch.date());
                others.add(row.pair());
                rises.add(fallen(right.at(stretch.pair(), now), row.snapshot()) == 0);
            }
        }
        assertThat(others).hasSizeGreaterThan(5);
        assertThat(rises).contains(false);
        assertThat(otherRowsOfTwo(EQUITIES, FUTURES)).as("of two the one").isEqualTo(Set.of(FUTURES));
        assertThat(otherRowsOfTwo(FUTURES, EQUITIES)).as("and the other").isEqualTo(Set.of(EQUITIES));
    }

    private static Set<MarketSector> otherRowsOfTwo(MarketSector pair, MarketSector second) {
        SessionModel model = new SessionModel(Year2026.options()
                .account(Client.KEY, Client.SECRET)
                .pairs(Set.of(pair, second))
                .habits(Habits.always(Habit.OTHER_PAIR))
                .build());
        Set<MarketSector> seen = new HashSet<>();
        for (LocalDate date : WEEK) {
            Instant end = at(date, LocalTime.of(21, 0));
            for (Instant now = at(date, LocalTime.of(9, 0)); now.isBefore(end); now = now.plusSeconds(10)) {
                seen.add(model.row(pair, now).pair());
            }
        }
        assertThat(seen.remove(pair)).isTrue();
        return seen;
    }

    @Test
    @DisplayName("OTHER_PAIR: where there is no other pair, it cannot be")
    void onlyPair() {
        SessionModel model = new SessionModel(Year2026.options()
                .account(Client.KEY, Client.SECRET)
                .pairs(Set.of(EQUITIES))
                .habits(Habits.always(Habit.OTHER_PAIR))
                .build());
        Instant end = at(CSAT_DAY, LocalTime.of(21, 0));
        for (Instant now = at(CSAT_DAY, LocalTime.of(9, 0)); now.isBefore(end); now = now.plusSeconds(10)) {
            assertThat(model.row(EQUITIES, now)).isEqualTo(right.row(EQUITIES, now));
        }
    }

    @Test
    @DisplayName(
            "STALE_BACKEND: one request in four gets the last session's row, from the reset to at most ten minutes after the last market's open")
    void staleBackend() {
        SessionModel model = model(Habits.always(Habit.STALE_BACKEND));
        Set<Instant> ends = new HashSet<>();
        for (LocalDate date : Year2026.sessions().subList(200, 224)) {
            LocalTime lastOpen = date.equals(CSAT_DAY) ? LocalTime.of(10, 0) : LocalTime.of(9, 0);
            for (MarketSector pair : PAIRS) {
                Instant reset = at(date, model.resetAt(pair, date));
                Instant end = ends(model, pair, reset, at(date, lastOpen.plusMinutes(20)));
                assertThat(end).isBetween(at(date, lastOpen.minusSeconds(60)), at(date, lastOpen.plusMinutes(10)));
                ends.add(end);
                LocalDate before = new TradingDays(Year2026.CLOSED).before(date);
                FlowRow last = model.row(pair, at(before, LocalTime.of(23, 59)));
                List<FlowRow> stale = stale(model, pair, reset, end);
                assertThat(stale).containsOnly(new FlowRow(last.snapshot(), pair, before, Habit.STALE_BACKEND, true));
                long seconds = end.getEpochSecond() - reset.getEpochSecond();
                assertThat((double) stale.size() / seconds).isBetween(0.2, 0.3);
            }
        }
        assertThat(ends).hasSizeGreaterThan(40);
    }

    /** The second after the last stale row. */
    private static Instant ends(SessionModel model, MarketSector pair, Instant reset, Instant until) {
        Instant end = until;
        while (end.isAfter(reset) && model.row(pair, end.minusSeconds(1)).habit() == null) {
            end = end.minusSeconds(1);
        }
        return end;
    }

    /** The stale rows, when all others are right. */
    private List<FlowRow> stale(SessionModel model, MarketSector pair, Instant from, Instant end) {
        List<FlowRow> stale = new ArrayList<>();
        for (Instant now = from; now.isBefore(end); now = now.plusSeconds(1)) {
            FlowRow row = model.row(pair, now);
            if (row.habit() == null) {
                assertThat(row).isEqualTo(right.row(pair, now));
            } else {
                stale.add(row);
            }
        }
        return stale;
    }
}

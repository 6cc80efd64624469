package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.CLOSED;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.EQUITIES;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.FUTURES;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("In the simulator's year")
class KisSimulatorYearTest {
    private static final List<MarketSector> PAIRS = List.of(EQUITIES, FUTURES);
    private static final LocalTime NOON = LocalTime.NOON;
    private static final LocalTime EVENING = LocalTime.of(23, 59, 59);

    /** A Wednesday on which the exchange closed at short notice. */
    private static final LocalDate UNLISTED = LocalDate.of(2026, 8, 12);

    private final SessionModel model = model(1);

    @Test
    @DisplayName(
            "each trading day's figures are reset at a time of its own from 01:43 to 09:00, until when the last row is repeated")
    void resets() {
        Set<LocalTime> times = new TreeSet<>();
        for (LocalDate date : Year2026.sessions()) {
            LocalTime reset = model.resetAt(EQUITIES, date);
            times.add(reset);
            assertThat(reset).isBetween(LocalTime.of(1, 43), LocalTime.of(8, 59, 59));
            for (MarketSector pair : PAIRS) {
                FlowRow before = model.row(pair, at(date.minusDays(1), EVENING));
                FlowRow last = model.row(pair, at(date, reset.minusSeconds(1)));
                assertThat(last).isEqualTo(before);
                assertThat(last.tradeDate()).isNotEqualTo(date);
                assertThat(model.row(pair, at(date, reset)).tradeDate()).isEqualTo(date);
            }
        }
        assertThat(times).hasSizeGreaterThan(240);
        assertThat(times).anyMatch(LocalTime.of(2, 30)::isAfter).anyMatch(LocalTime.of(8, 30)::isBefore);
    }

    @Test
    @DisplayName("figures may be reset at a fixed time")
    void fixedReset() {
        SessionModel fixed =
                new SessionModel(options(1).resetAt(LocalTime.of(6, 0)).build());
        assertThat(Year2026.sessions())
                .allMatch(date -> fixed.resetAt(EQUITIES, date).equals(LocalTime.of(6, 0)));
    }

    @Test
    @DisplayName("figures may be reset pair by pair, each pair's at a time of its own from 01:43 to 09:00")
    void resetsPairByPair() {
        SessionModel own = new SessionModel(options(1).resetsPairByPair(true).build());
        for (LocalDate date : Year2026.sessions()) {
            Set<LocalTime> times = new TreeSet<>();
            for (MarketSector pair : PAIRS) {
                LocalTime reset = own.resetAt(pair, date);
                times.add(reset);
                assertThat(reset).isBetween(LocalTime.of(1, 43), LocalTime.of(8, 59, 59));
                assertThat(own.row(pair, at(date, reset.minusSeconds(1))).tradeDate())
                        .isNotEqualTo(date);
                assertThat(own.row(pair, at(date, reset)).tradeDate()).isEqualTo(date);
            }
            assertThat(times).hasSize(PAIRS.size());
        }
    }

    @Test
    @DisplayName(
            "all is zero from the reset to about three minutes after that market's open, an hour later on two days")
    void zeros() {
        for (LocalDate date : Year2026.sessions()) {
            for (MarketSector pair : PAIRS) {
                LocalTime opens = opens(pair, date);
                LocalTime zero = opens.plusSeconds(149);
                if (model.resetAt(EQUITIES, date).isBefore(zero)) {
                    assertThat(model.at(pair, at(date, zero)).isAllZero()).isTrue();
                }
                LocalTime figures = Stream.of(model.resetAt(EQUITIES, date), opens.plusSeconds(210))
                        .max(LocalTime::compareTo)
                        .orElseThrow();
                assertThat(model.at(pair, at(date, figures)).isAllZero()).isFalse();
            }
        }
        assertThat(opens(EQUITIES, LocalDate.of(2026, 11, 19))).isEqualTo(LocalTime.of(10, 0));
        assertThat(opens(FUTURES, LocalDate.of(2026, 1, 2))).isEqualTo(LocalTime.of(9, 45));
    }

    @Test
    @DisplayName(
            "where the reset comes after the derivatives' open, their last row gives way to figures, without zeros between")
    void resetAfterOpen() {
        List<LocalDate> late = Year2026.sessions().stream()
                .filter(date -> model.resetAt(EQUITIES, date)
                        .isAfter(opens(FUTURES, date).plusSeconds(210)))
                .toList();
        assertThat(late).isNotEmpty().hasSizeLessThan(25).allSatisfy(date -> {
            assertThat(model.row(FUTURES, at(date, model.resetAt(EQUITIES, date).minusSeconds(1)))
                            .tradeDate())
                    .isEqualTo(lastSession(date));
            assertThat(model.at(FUTURES, at(date, model.resetAt(EQUITIES, date)))
                            .isAllZero())
                    .isFalse();
        });
    }

    @Test
    @DisplayName("figures move until 20:00 on a trading day, and not until the next weekday's reset")
    void stillAfterEight() {
        for (LocalDate date : Year2026.sessions()) {
            for (MarketSector pair : PAIRS) {
                FlowRow last = model.row(pair, at(date, LocalTime.of(20, 0)));
                assertThat(last.tradeDate()).isEqualTo(date);
                assertThat(model.at(pair, at(date, LocalTime.of(19, 30)))).isNotEqualTo(last.snapshot());
                LocalDate next = date.plusDays(1);
                for (; TradingDays.isWeekend(next); next = next.plusDays(1)) {
                    assertThat(model.row(pair, at(next, NOON))).isEqualTo(last);
                }
                for (LocalTime time : List.of(LocalTime.of(20, 0, 1), LocalTime.of(20, 10), EVENING)) {
                    assertThat(model.row(pair, at(date, time))).isEqualTo(last);
                }
                assertThat(model.row(
                                pair, at(next, model.resetAt(EQUITIES, next).minusSeconds(1))))
                        .isEqualTo(last);
            }
        }
    }

    @Test
    @DisplayName(
            "some closed days show zeros for all pairs, the others the last session's row, all day from the reset on")
    void closedDays() {
        int zeros = 0;
        for (LocalDate date : CLOSED) {
            boolean zero = model.row(EQUITIES, at(date, NOON)).tradeDate() == null;
            zeros += zero ? 1 : 0;
            LocalDate session = lastSession(date);
            for (MarketSector pair : PAIRS) {
                for (LocalTime time : List.of(model.resetAt(EQUITIES, date), NOON, EVENING)) {
                    assertThat(model.row(pair, at(date, time)))
                            .isEqualTo(zero ? FlowRow.closed(pair) : model.row(pair, at(session, EVENING)));
                }
            }
        }
        assertThat(zeros).isBetween(3, CLOSED.size() - 3);
    }

    @Test
    @DisplayName("zeros of a closed Friday stay over the weekend")
    void zerosOverTheWeekend() {
        LocalDate christmas = LocalDate.of(2026, 12, 25);
        SessionModel zero = new SessionModel(
                options(1).habits(Habits.NONE.withZeroClosures(1)).build());
        assertThat(zero.row(EQUITIES, at(christmas.plusDays(2), NOON))).isEqualTo(FlowRow.closed(EQUITIES));
        LocalDate monday = christmas.plusDays(3);
        assertThat(zero.row(EQUITIES, at(monday, zero.resetAt(EQUITIES, monday)))
                        .tradeDate())
                .isEqualTo(monday);
    }

    @Test
    @DisplayName("a closure that the holiday endpoint does not know has zeros or the last row like any other")
    void unlistedClosure() throws IOException {
        ManualClock clock = ManualClock.at("2026-08-12T12:00:00");
        for (double zeroClosures : List.of(0.0, 1.0)) {
            SimulatorOptions options = options(1)
                    .clock(clock)
                    .unlistedClosures(Set.of(UNLISTED))
                    .habits(Habits.NONE.withZeroClosures(zeroClosures))
                    .build();
            FlowRow shown = new SessionModel(options).row(EQUITIES, clock.instant());
            assertThat(shown.tradeDate()).isEqualTo(zeroClosures == 0 ? UNLISTED.minusDays(1) : null);
            assertThat(shown.snapshot().isAllZero()).isEqualTo(zeroClosures == 1);
            assertThat(openSaysTheEndpoint(options, UNLISTED)).isEqualTo("Y");
            assertThat(openSaysTheEndpoint(options, LocalDate.of(2026, 8, 17))).isEqualTo("N");
        }
    }

    @Test
    @DisplayName("equal seeds give equal years; another seed has other resets, zeros on other days and other habits")
    void deterministic() {
        SessionModel again = model(1);
        SessionModel other = model(2);
        Set<Boolean> sameResets = new TreeSet<>();
        Set<Boolean> sameClosures = new TreeSet<>();
        Set<Boolean> sameHabits = new TreeSet<>();
        for (LocalDate date : Year2026.days()) {
            assertThat(again.resetAt(EQUITIES, date)).isEqualTo(model.resetAt(EQUITIES, date));
            sameResets.add(other.resetAt(EQUITIES, date).equals(model.resetAt(EQUITIES, date)));
            for (LocalTime time = LocalTime.of(0, 7); time.getHour() < 23; time = time.plusMinutes(53)) {
                FlowRow row = model.row(FUTURES, at(date, time));
                assertThat(again.row(FUTURES, at(date, time))).isEqualTo(row);
                FlowRow otherRow = other.row(FUTURES, at(date, time));
                sameClosures.add(row.tradeDate() != null || otherRow.tradeDate() == null);
                sameHabits.add(row.habit() == otherRow.habit());
            }
        }
        assertThat(sameResets).contains(false);
        assertThat(sameClosures).contains(false);
        assertThat(sameHabits).contains(false);
    }

    @Test
    @DisplayName("markets open up to six hours late, and habits are shares")
    void refused() {
        assertThatThrownBy(() -> options(1)
                        .lateOpens(Map.of(UNLISTED, Duration.ofHours(7)))
                        .build())
                .hasMessage("markets open up to six hours late, not PT7H on 2026-08-12");
        assertThatThrownBy(() -> options(1).resetAt(NOON).resetsPairByPair(true).build())
                .hasMessage("figures are reset at 12:00 or pair by pair, not both");
        assertThatThrownBy(() -> Habits.always(Habit.FALLING).with(Habit.FROZEN, 0.1))
                .hasMessageContaining("1 at most together");
        assertThatThrownBy(() -> Habits.NONE.with(Habit.FROZEN, -0.1)).hasMessageContaining("from 0 to 1");
    }

    private static String openSaysTheEndpoint(SimulatorOptions options, LocalDate date) throws IOException {
        try (KisSimulator simulator = KisSimulator.start(options);
                Client client = new Client(simulator).signedIn().with("tr_id", Endpoint.HOLIDAY.trId())) {
            String day = date.toString().replace("-", "");
            return client.get(Endpoint.HOLIDAY.path(), Map.of("BASS_DT", day, "CTX_AREA_NK", "", "CTX_AREA_FK", ""))
                    .row()
                    .path("opnd_yn")
                    .asText();
        }
    }

    private static LocalDate lastSession(LocalDate date) {
        return new TradingDays(CLOSED).before(date);
    }

    private static LocalTime opens(MarketSector pair, LocalDate date) {
        LocalTime usual = pair.equals(EQUITIES) ? LocalTime.of(9, 0) : LocalTime.of(8, 45);
        return usual.plus(Year2026.LATE_OPENS.getOrDefault(date, Duration.ZERO));
    }

    private static SimulatorOptions.Builder options(long seed) {
        // A back end that is behind is about other rows than those of the year: KisSimulatorSpoilingHabitsTest.
        return Year2026.options()
                .account(Client.KEY, Client.SECRET)
                .habits(Habits.LIFELIKE.with(Habit.STALE_BACKEND, 0))
                .seed(seed);
    }

    private static SessionModel model(long seed) {
        return new SessionModel(options(seed).build());
    }
}

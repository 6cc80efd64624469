package io.github.kisconnect.investorflow.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("In a short world, the simulator")
class KisSimulatorShortWorldTest {
    private static final List<MarketSector> PAIRS =
            Catalogue.bundled().sectors().stream().map(Sector::pair).toList();
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PT0S", "PT3S", "PT1M"})
    @DisplayName("shows every pair's first figures as long after its market's open as it is told, late opens included")
    void firstFigures(String afterOpening) {
        Duration after = Duration.parse(afterOpening);
        SessionModel model = model(options().figuresAfterOpening(after).lateOpens(Map.of(MONDAY, HOUR)));
        for (MarketSector pair : PAIRS) {
            Instant first = opens(pair).plus(HOUR).plus(after);
            assertThat(model.at(pair, first.minusMillis(1)).isAllZero()).isTrue();
            assertThat(model.row(pair, first).tradeDate()).isEqualTo(MONDAY);
            assertThat(model.at(pair, first).isAllZero()).isFalse();
        }
    }

    @ParameterizedTest(name = "every {0} ms")
    @ValueSource(ints = {250, 1_000, 2_000})
    @DisplayName("changes every pair's row as often as it is told, and no figure falls")
    void changes(int millis) {
        Duration every = Duration.ofMillis(millis);
        SessionModel model =
                model(options().figuresAfterOpening(Duration.ofSeconds(14)).changesEvery(every));
        for (MarketSector pair : PAIRS) {
            Instant first = opens(pair).plusSeconds(14);
            Snapshot before = model.at(pair, first);
            for (int step = 1; step < 100; step++) {
                Instant now = first.plus(every.multipliedBy(step));
                assertThat(model.at(pair, now.minusMillis(1))).isEqualTo(before);
                Snapshot row = model.at(pair, now);
                assertThat(row).isNotEqualTo(before);
                assertThat(row.fallFrom(before)).isEmpty();
                before = row;
            }
        }
    }

    @Test
    @DisplayName("has a session of minutes, with no room for a habit of its hours")
    void end() {
        SessionModel model = model(options()
                .figuresAfterOpening(Duration.ofSeconds(2))
                .changesEvery(Duration.ofSeconds(1))
                .figuresUntil(LocalTime.of(9, 1))
                .habits(Habits.always(Habit.CORRECTED)));
        for (MarketSector pair : PAIRS) {
            Snapshot last = model.at(pair, at(LocalTime.of(9, 1)));
            assertThat(model.at(pair, at(LocalTime.of(9, 0, 59)))).isNotEqualTo(last);
            assertThat(model.row(pair, at(LocalTime.of(23, 0)))).isEqualTo(FlowRow.right(last, pair, MONDAY));
        }
    }

    @Test
    @DisplayName("whose figures are to end before they come, shows the last ones at once")
    void endsBeforeItBegins() {
        SessionModel model = model(options().figuresUntil(LocalTime.of(8, 0)));
        Instant open = at(LocalTime.of(9, 0));
        assertThat(model.at(Client.COMPOSITE, open.plusSeconds(149)).isAllZero())
                .isTrue();
        assertThat(model.at(Client.COMPOSITE, open.plusSeconds(210)))
                .isEqualTo(model.at(Client.COMPOSITE, at(LocalTime.of(23, 0))));
        assertThat(model.at(Client.COMPOSITE, open.plusSeconds(210)).isAllZero())
                .isFalse();
    }

    @Test
    @DisplayName("is not told that figures come before the open, or change in no time")
    void refused() {
        assertThatThrownBy(() -> options().figuresAfterOpening(Duration.ofSeconds(-1)))
                .hasMessage("figures come after the open, not PT-1S after it");
        assertThatThrownBy(() -> options().changesEvery(Duration.ZERO))
                .hasMessage("figures change every so often, not every PT0S");
    }

    private static SimulatorOptions.Builder options() {
        return Client.options().resetAt(LocalTime.of(6, 0));
    }

    private static SessionModel model(SimulatorOptions.Builder options) {
        return new SessionModel(options.build());
    }

    private static Instant opens(MarketSector pair) {
        return at(Catalogue.bundled().market(pair.market()).orElseThrow().opens());
    }

    private static Instant at(LocalTime time) {
        return Year2026.at(MONDAY, time);
    }
}

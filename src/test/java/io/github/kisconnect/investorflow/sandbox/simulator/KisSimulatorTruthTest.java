package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Client.COMPOSITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("By the ledger, an answer is right")
class KisSimulatorTruthTest {
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

    private ManualClock clock;
    private KisSimulator simulator;
    private Client client;

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "2026-11-20T05:59:59,false",
        "2026-11-20T06:00:00,true",
        "2026-11-20T12:00:00,true",
        "2026-11-20T23:59:59,true",
        "2026-11-21T00:00:00,false",
        "2026-11-23T05:59:59,false",
    })
    @DisplayName("from the reset to midnight, zeros before the first figures included")
    void ofItsDate(String time, boolean isRight) throws IOException {
        start(time, Client.options().resetAt(LocalTime.of(6, 0)));
        assertThat(served().isRight()).isEqualTo(isRight);
        assertThat(last().row().pair()).isEqualTo(COMPOSITE);
        assertThat(last().row().spoilt()).isFalse();
    }

    @ParameterizedTest(name = "zeros: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("never on a closed day")
    void closedDay(boolean zeros) throws IOException {
        start(
                "2026-11-20T12:00:00",
                Client.options().closedDays(Set.of(FRIDAY)).habits(Habits.NONE.withZeroClosures(zeros ? 1 : 0)));
        assertThat(served().isRight()).isFalse();
        assertThat(last().tradeDate()).isEqualTo(zeros ? null : FRIDAY.minusDays(1));
        assertThat(last().row().pair()).isEqualTo(COMPOSITE);
    }

    @Test
    @DisplayName("never for a pair that does not exist")
    void noPair() throws IOException {
        start("2026-11-20T12:00:00", Client.options());
        for (String pair : List.of("KSP:F001", "KSP:9999")) {
            client.flows(MarketSector.parse(pair).orElseThrow());
            assertThat(last().isRight()).isFalse();
            assertThat(last().row().pair()).isNull();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "BLANK_FIGURE,true",
        "ALL_BLANK,false",
        "ALL_ZERO,false",
        "FALLING_ROW,false",
        "HIGHER_ROW,false",
        "OTHER_PAIR,false",
        "ZEROS_AND_BLANKS,false",
        "FURTHER_FIELD,true",
        "OBJECT_SHAPE,true",
        "FROZEN,true",
        "GZIP,true",
        "SLOW:PT0.01S,true",
        "TWO_ROWS,false",
        "HTML_ERROR,false",
        "RATE_LIMIT,false"
    })
    @DisplayName("when it can be read and no fault has put another figure in the place of one")
    void faults(String fault, boolean isRight) throws IOException {
        start("2026-11-20T12:00:00", Client.options());
        client.flows(COMPOSITE);
        simulator.inject(Injection.parse(fault).times(1));
        assertThat(served().isRight()).isEqualTo(isRight);
        assertThat(last().row() != null && last().row().spoilt()).isEqualTo(last().row() != null && !isRight);
        assertThat(served().isRight()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL_ZERO", "FALLING_ROW", "HIGHER_ROW", "OTHER_PAIR"})
    @DisplayName("when a fault leaves zeros as they are")
    void zerosStayZeros(String fault) throws IOException {
        start("2026-11-20T08:59:59", Client.options().resetAt(LocalTime.of(6, 0)));
        simulator.inject(Injection.parse(fault));
        assertThat(served().isRight()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Habit.class)
    @DisplayName("where a habit stops or takes back figures, and not where it brings others")
    void habits(Habit habit) throws IOException {
        SimulatorOptions.Builder options =
                Client.options().resetAt(LocalTime.of(6, 0)).habits(Habits.always(habit));
        start("2026-11-20T06:00:00", options);
        assertThat(served().isRight()).isEqualTo(last().habit() == null);
        SessionModel model = new SessionModel(options.build());
        while (model.row(COMPOSITE, clock.instant()).habit() == null) {
            clock.pass(Duration.ofSeconds(1));
        }
        assertThat(served().habit()).isEqualTo(habit);
        assertThat(last().isRight()).isEqualTo(!habit.spoils());
        assertThat(last().row().spoilt()).isEqualTo(habit.spoils());
        assertThat(last().row().pair().equals(COMPOSITE)).isEqualTo(habit != Habit.OTHER_PAIR);
        assertThat(last().tradeDate().equals(FRIDAY)).isEqualTo(habit != Habit.STALE_BACKEND);
    }

    @Test
    @DisplayName("no more when a row of before the reset stands still over it")
    void frozenOverTheReset() throws IOException {
        start("2026-11-19T23:59:00", Client.options().resetAt(LocalTime.of(6, 0)));
        assertThat(served().isRight()).isTrue();
        simulator.inject(Fault.Row.FROZEN);
        clock.pass(Duration.ofMinutes(10));
        assertThat(served().isRight()).isFalse();
        assertThat(last().tradeDate()).isEqualTo(FRIDAY.minusDays(1));
    }

    @Test
    @DisplayName("over midnight, too, where figures always move, and where they stand still")
    void alwaysMoving() throws IOException {
        start("2026-11-20T23:59:59", Client.options().movement(Movement.ALWAYS_MOVING));
        assertThat(served().isRight()).isTrue();
        clock.pass(Duration.ofSeconds(2));
        assertThat(served().isRight()).isTrue();
        simulator.inject(Injection.of(Fault.Row.FROZEN).times(1));
        clock.pass(Duration.ofDays(1));
        assertThat(served().isRight()).isTrue();
        simulator.inject(Injection.of(Fault.Row.ALL_ZERO).times(1));
        assertThat(served().isRight()).isFalse();
    }

    private void start(String time, SimulatorOptions.Builder options) throws IOException {
        clock = ManualClock.at(time);
        simulator = KisSimulator.start(
                options.clock(clock).tokenLifetime(Duration.ofDays(9)).build());
        client = new Client(simulator).signedIn();
    }

    private LedgerEntry served() throws IOException {
        client.flows(COMPOSITE);
        return last();
    }

    private LedgerEntry last() {
        List<LedgerEntry> all = simulator.ledger().all();
        return all.get(all.size() - 1);
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An error about the configuration")
class FailuresTest {
    private static final KisError WRONG = new KisError(ErrorClass.CONFIGURATION, "EGW00105", "no");
    private static final MarketSector A = new MarketSector("KSP", "0001");
    private static final MarketSector B = new MarketSector("KSP", "0002");

    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");

    private final Failures failures = new Failures();

    private Map<MarketSector, Failures.Refusal> begin(int due) {
        Map<MarketSector, Failures.Refusal> before = failures.begin();
        failures.due(due);
        return before;
    }

    @Test
    @DisplayName("fails a task that was never answered as soon as all pairs of a tick have met it, and not before")
    void never() {
        begin(2);
        failures.refused(A, TICK, WRONG);
        assertThat(failures.fatal()).isEmpty();
        failures.refused(A, TICK, WRONG);
        assertThat(failures.fatal()).isEmpty();
        failures.refused(B, TICK, WRONG);
        assertThat(failures.fatal()).contains(WRONG);
    }

    @Test
    @DisplayName("fails it at the end of a tick in which the other pairs had no answer either")
    void noOther() {
        begin(2);
        failures.refused(A, TICK, WRONG);
        assertThat(begin(2)).isEmpty();
        assertThat(failures.fatal()).contains(WRONG);
    }

    @Test
    @DisplayName("is about the pair where another one of the tick is answered, whichever comes first")
    void ofAPair() {
        begin(2);
        failures.refused(A, TICK, WRONG);
        failures.answered(B);
        assertThat(begin(2)).isEqualTo(Map.of(A, new Failures.Refusal(TICK, WRONG)));
        failures.answered(B);
        failures.refused(A, TICK, WRONG);
        assertThat(begin(2)).isEqualTo(Map.of(A, new Failures.Refusal(TICK, WRONG)));
        for (int tick = 0; tick < 10; tick++) {
            failures.refused(A, TICK, WRONG);
            failures.answered(B);
            begin(2);
        }
        assertThat(failures.fatal()).isEmpty();
    }

    @Test
    @DisplayName("is forgotten when the pair is answered in the same tick")
    void answeredAfterAll() {
        begin(2);
        failures.refused(A, TICK, WRONG);
        failures.answered(A);
        assertThat(begin(2)).isEmpty();
        assertThat(failures.fatal()).isEmpty();
    }

    @Test
    @DisplayName(
            "fails a task that was answered before at the third tick in a row in which nobody is, not at the third pair")
    void persistent() {
        begin(2);
        failures.answered(A);
        for (int tick = 0; tick < 2; tick++) {
            begin(2);
            for (int i = 0; i < 5; i++) {
                failures.refused(A, TICK, WRONG);
                failures.refused(B, TICK, WRONG);
            }
            assertThat(failures.fatal()).isEmpty();
        }
        begin(2);
        failures.refused(A, TICK, WRONG);
        assertThat(failures.fatal()).isEmpty();
        failures.refused(B, TICK, WRONG);
        assertThat(failures.fatal()).contains(WRONG);
    }

    @Test
    @DisplayName("among failures of another kind says nothing: an outage fails no task, however often it is said in it")
    void inAnOutage() {
        begin(2);
        failures.answered(A);
        for (int tick = 0; tick < 20; tick++) {
            begin(2);
            failures.otherwise();
            failures.otherwise();
            failures.refused(A, TICK, WRONG);
            failures.refused(B, TICK, WRONG);
        }
        for (int tick = 0; tick < 20; tick++) {
            begin(1);
            if (tick % 2 == 0) {
                failures.refused(A, TICK, WRONG);
            } else {
                failures.otherwise();
            }
        }
        assertThat(failures.fatal()).isEmpty();
    }

    @Test
    @DisplayName("to most pairs fails it, whatever befalls one of them")
    void most() {
        begin(3);
        failures.refused(A, TICK, WRONG);
        failures.otherwise();
        failures.refused(B, TICK, WRONG);
        assertThat(failures.fatal()).isEmpty();
        begin(3);
        assertThat(failures.fatal()).contains(WRONG);
    }

    @Test
    @DisplayName("is counted anew after each answer")
    void interrupted() {
        for (int tick = 0; tick < 20; tick++) {
            begin(1);
            if (tick % 3 == 0) {
                failures.answered(A);
            } else {
                failures.refused(A, TICK, WRONG);
            }
        }
        assertThat(failures.fatal()).isEmpty();
    }

    @Test
    @DisplayName("at a request for a token is about all pairs: at once, or, after an answer, at the third tick")
    void token() {
        Failures begun = new Failures();
        begun.denied(WRONG);
        assertThat(begun.fatal()).contains(WRONG);

        begin(1);
        failures.answered(A);
        for (int tick = 0; tick < 2; tick++) {
            begin(1);
            failures.denied(WRONG);
            failures.denied(WRONG);
            assertThat(failures.fatal()).isEmpty();
        }
        begin(1);
        failures.denied(WRONG);
        assertThat(failures.fatal()).contains(WRONG);
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What fails a task")
class FailuresTest {
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");
    private static final KisError WRONG = new KisError(ErrorClass.CONFIGURATION, "EGW00105", "no");

    private final Failures failures = new Failures();

    @Test
    @DisplayName("is a configuration error before anything ever succeeded, at once")
    void atOnce() {
        assertThat(failures.failed(WRONG, TICK)).contains(WRONG);
    }

    @ParameterizedTest
    @DisplayName("is no other error, however long it lasts")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFIGURATION")
    void others(ErrorClass errorClass) {
        for (int tick = 0; tick < 100; tick++) {
            assertThat(failures.failed(new KisError(errorClass, "X", ""), TICK.plusSeconds(60L * tick)))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName(
            "is, after a first success, a configuration error of three ticks without a success, not of three pairs")
    void persistent() {
        failures.succeeded();
        for (int pair = 0; pair < 10; pair++) {
            assertThat(failures.failed(WRONG, TICK)).isEmpty();
            assertThat(failures.failed(WRONG, TICK.plusSeconds(60))).isEmpty();
        }
        assertThat(failures.failed(WRONG, TICK.plusSeconds(120))).contains(WRONG);
    }

    @Test
    @DisplayName("is counted on by a clock that was set back")
    void setBack() {
        failures.succeeded();
        assertThat(failures.failed(WRONG, TICK.plusSeconds(3600))).isEmpty();
        failures.begin(TICK);
        assertThat(failures.failed(WRONG, TICK)).isEmpty();
        failures.begin(TICK.plusSeconds(60));
        assertThat(failures.failed(WRONG, TICK.plusSeconds(60))).contains(WRONG);
    }

    @Test
    @DisplayName("is counted anew after each success")
    void interrupted() {
        failures.succeeded();
        for (int tick = 0; tick < 20; tick++) {
            assertThat(failures.failed(WRONG, TICK.plusSeconds(60L * tick))).isEmpty();
            if (tick % 2 == 1) {
                failures.succeeded();
            }
        }
    }
}

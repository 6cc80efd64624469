package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells what only a person can mend from what passes: wrong credentials or configuration end the task at once, or, where they
 * worked before, when they persist for three ticks.
 */
final class Failures {
    private static final int PERSISTENT_TICKS = 3;

    private boolean everSucceeded;
    private Instant lastFailedTick = Instant.MIN;
    private int failedTicks;

    /** Goes on to a tick, an earlier one where the clock was set back. */
    void begin(Instant tick) {
        if (tick.isBefore(lastFailedTick)) {
            lastFailedTick = Instant.MIN;
        }
    }

    void succeeded() {
        everSucceeded = true;
        failedTicks = 0;
    }

    /** Gives the error back when the task is to fail with it. */
    Optional<KisError> failed(KisError error, Instant tick) {
        if (error.errorClass() != ErrorClass.CONFIGURATION) {
            return Optional.empty();
        }
        if (tick.isAfter(lastFailedTick)) {
            lastFailedTick = tick;
            failedTicks++;
        }
        return everSucceeded && failedTicks < PERSISTENT_TICKS ? Optional.empty() : Optional.of(error);
    }
}

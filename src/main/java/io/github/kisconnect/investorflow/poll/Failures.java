package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.ErrorClass;
import io.github.kisconnect.investorflow.kis.KisError;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells what only a person can mend from what passes: wrong credentials or configuration end the task at once, or, where they
 * worked before, when they persist for three ticks.
 */
final class Failures {
    private static final int PERSISTENT_TICKS = 3;

    private volatile KisError fatal;
    private boolean everSucceeded;
    private Instant lastFailedTick = Instant.MIN;
    private int failedTicks;

    Optional<KisError> fatal() {
        return Optional.ofNullable(fatal);
    }

    void succeeded() {
        everSucceeded = true;
        failedTicks = 0;
    }

    void failed(KisError error, Instant tick) {
        if (error.errorClass() != ErrorClass.CONFIGURATION) {
            return;
        }
        if (tick.isAfter(lastFailedTick)) {
            lastFailedTick = tick;
            failedTicks++;
        }
        if (!everSucceeded || failedTicks >= PERSISTENT_TICKS) {
            fatal = error;
        }
    }
}

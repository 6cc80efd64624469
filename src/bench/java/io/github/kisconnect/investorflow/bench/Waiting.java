package io.github.kisconnect.investorflow.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets time pass. */
final class Waiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Waiting() {}

    /** @throws IllegalStateException when this thread is interrupted */
    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** @throws IllegalStateException past the limit */
    static void until(String what, Duration limit, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new IllegalStateException("not within " + limit.toSeconds() + " s: " + what);
            }
            sleep(BETWEEN_LOOKS);
        }
    }
}

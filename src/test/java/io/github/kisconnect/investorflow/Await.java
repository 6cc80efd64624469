package io.github.kisconnect.investorflow;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what happens on other threads or in other processes. */
public final class Await {
    private static final long NANOS_BETWEEN = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    /**
     * Waits until the condition holds.
     *
     * @param wanted what is waited for, for the message
     * @throws AssertionError when it does not within the limit
     */
    public static void until(String wanted, Duration limit, BooleanSupplier condition) {
        until(() -> wanted, limit, condition);
    }

    /** The same with a message that is made when the limit is over. */
    public static void until(Supplier<String> wanted, Duration limit, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("no " + wanted.get() + " within " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(NANOS_BETWEEN);
        }
    }
}

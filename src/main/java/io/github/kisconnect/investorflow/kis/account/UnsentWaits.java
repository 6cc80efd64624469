package io.github.kisconnect.investorflow.kis.account;

import java.time.Duration;

/**
 * How long to wait after requests that never left this host; for use under the lock of whoever makes them.
 *
 * <p>The API has not counted them, so no limit applies: the waits only avoid retrying in vain without a pause.
 */
public final class UnsentWaits {
    public static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private Duration next = FIRST;

    /** The wait after one more in a row; doubles each time. */
    public Duration next() {
        Duration wait = next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait;
    }

    /** A request may have left. */
    public void reset() {
        next = FIRST;
    }
}

package io.github.kisconnect.investorflow.kis.account;

import java.time.Duration;

/**
 * How long to wait after requests that never left this host; for use under the lock of the one that makes them.
 *
 * <p>Nobody has counted them, so there is no limit to keep to: the waits are only long enough not to do without a pause what is in vain.
 */
public final class UnsentWaits {
    public static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private Duration next = FIRST;

    /** After one more in a row: doubled each time. */
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

package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.Duration;
import java.time.Instant;

/** The least time between two token issues of one account. */
public final class IssueSpacing {
    private final Duration least;
    private final Counted counted;
    private Instant last = Instant.MIN;

    /** What begins the spacing anew; which of them the real API does is unknown. */
    public enum Counted {
        /** Only an attempt that was granted. */
        ISSUES,
        /** A refused attempt, too: who asks too early makes all wait longer. */
        ATTEMPTS
    }

    public IssueSpacing(Duration least, Counted counted) {
        this.least = least;
        this.counted = counted;
    }

    /** Whether an attempt is granted. */
    public synchronized boolean admits(Instant now) {
        boolean admitted = last.equals(Instant.MIN) || !now.isBefore(last.plus(least));
        if (admitted || counted == Counted.ATTEMPTS) {
            last = now;
        }
        return admitted;
    }
}

package io.github.kisconnect.investorflow.poll;

import java.time.Duration;

/** Measures for how long answers have been missing while they were wanted, by the monotonic clock. */
final class Outage {
    private final Duration allowed;
    private boolean running;
    private long sinceNanos;
    private String lastProblem = "";

    /** {@code allowed}: how long they may be missing; zero: for ever. */
    Outage(Duration allowed) {
        this.allowed = allowed;
    }

    /** Answers are wanted: if they were not before, it begins to count. */
    void wanted(long nanos) {
        if (!running) {
            running = true;
            sinceNanos = nanos;
        }
    }

    /** Nobody asks just now, because the worker wants nothing or cannot take it: that is no outage of the API's. */
    void notWanted() {
        running = false;
    }

    void answered(long nanos) {
        running = true;
        sinceNanos = nanos;
    }

    void problem(String text) {
        lastProblem = text;
    }

    String lastProblem() {
        return lastProblem;
    }

    boolean isTooLong(long nanos) {
        return running
                && !allowed.isZero()
                && Duration.ofNanos(nanos - sinceNanos).compareTo(allowed) >= 0;
    }

    Duration allowed() {
        return allowed;
    }
}

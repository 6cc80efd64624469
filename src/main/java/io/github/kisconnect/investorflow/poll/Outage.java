package io.github.kisconnect.investorflow.poll;

import java.time.Duration;

/** Measures how long answers have been missing, by the monotonic clock; only time in which they are wanted counts. */
final class Outage {
    private final Duration allowed;
    private boolean wanted;
    private long lookedAtNanos;
    private long missingNanos;
    private String lastProblem = "";

    /** {@code allowed}: how long answers may be missing; zero: forever. */
    Outage(Duration allowed) {
        this.allowed = allowed;
    }

    /** Answers are wanted now, and have been since the last look if they were then. */
    void wanted(long nanos) {
        if (wanted) {
            missingNanos += nanos - lookedAtNanos;
        }
        wanted = true;
        lookedAtNanos = nanos;
    }

    /** No polling now, because the worker wants nothing or cannot take it: neither an outage of the API nor its end. */
    void notWanted() {
        wanted = false;
    }

    /** Out of session: an outage is measured from the start of the next session. */
    void closed() {
        wanted = false;
        missingNanos = 0;
    }

    void answered(long nanos) {
        missingNanos = 0;
        lookedAtNanos = nanos;
    }

    void problem(String text) {
        lastProblem = text;
    }

    String lastProblem() {
        return lastProblem;
    }

    boolean isTooLong() {
        return !allowed.isZero() && Duration.ofNanos(missingNanos).compareTo(allowed) >= 0;
    }

    Duration allowed() {
        return allowed;
    }
}

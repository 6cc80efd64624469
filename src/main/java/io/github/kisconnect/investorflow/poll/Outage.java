package io.github.kisconnect.investorflow.poll;

import java.time.Duration;

/** Measures for how long answers have been missing while they were wanted, by the monotonic clock: time in which they are not wanted does not count. */
final class Outage {
    private final Duration allowed;
    private boolean wanted;
    private long lookedAtNanos;
    private long missingNanos;
    private String lastProblem = "";

    /** {@code allowed}: how long they may be missing; zero: for ever. */
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

    /** Nobody asks just now, because the worker wants nothing or cannot take it: that is no outage of the API's, and no end of one. */
    void notWanted() {
        wanted = false;
    }

    /** No figures are asked for: what is missing then is missing from the begin of the next session. */
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

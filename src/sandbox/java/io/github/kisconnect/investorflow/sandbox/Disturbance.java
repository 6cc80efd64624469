package io.github.kisconnect.investorflow.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that was done from outside, by the ledger's clock. It excuses nothing by itself that a {@link TaskRun}'s end does not excuse,
 * but for cut connections.
 *
 * @param appKey with which the worker that it was done to asks; null when it was done to all
 * @param from when it was begun
 * @param to when all was seen to be well again
 */
public record Disturbance(Kind kind, String appKey, Instant from, Instant to) {

    /** What was done. */
    public enum Kind {
        /** The connector was paused. */
        PAUSE,
        /** A worker was killed. */
        KILL,
        /** A worker stood still for longer than its session, and went on. */
        FREEZE,
        /** The broker was away. */
        BROKER,
        /** Connections to the API were cut; over when all had been, however long it is away. */
        API
    }

    /** How long something may take on its way from the API into the topic. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(3);

    private static final Duration ANSWER = Duration.ofSeconds(1);

    /** Whether an answer may have been cut off on its way to the task. */
    boolean mayCutOff(Instant answered) {
        return kind == Kind.API && !answered.isBefore(from.minus(ANSWER)) && !answered.isAfter(to);
    }

    /** Whether it keeps tasks from asking, though they were not ended. */
    boolean standsStill() {
        return kind == Kind.PAUSE || kind == Kind.FREEZE;
    }

    /** Whether nothing can be made safe meanwhile. */
    boolean holdsUp() {
        return kind == Kind.FREEZE || kind == Kind.BROKER;
    }

    /** Whether a record that was received at an instant may be there again, or come after later ones, where delivery is at least once. */
    boolean mayRepeat(Instant received) {
        boolean repeats = kind == Kind.KILL || kind == Kind.FREEZE || kind == Kind.BROKER;
        return repeats && !received.isBefore(from.minus(UNDER_WAY)) && !received.isAfter(to);
    }

    boolean covers(Instant instant) {
        return overlaps(instant, instant);
    }

    boolean overlaps(Instant begin, Instant end) {
        return !end.isBefore(from) && !begin.isAfter(to);
    }
}

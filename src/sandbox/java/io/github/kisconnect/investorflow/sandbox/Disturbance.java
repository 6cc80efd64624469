package io.github.kisconnect.investorflow.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that was done from outside, by the ledger's clock. Of answers it excuses none but those whose connections it cut; it
 * lets ticks pass, and, where the broker was away, lets records be there once more.
 *
 * @param worker that it was done to; null when it was done to all
 * @param from when it was begun
 * @param to when it was over: the worker awake, the broker back, the connector resumed, the connections cut
 */
public record Disturbance(Kind kind, String worker, Instant from, Instant to) {

    /** What was done. */
    public enum Kind {
        /** The connector was paused. */
        PAUSE,
        /** A worker stood still for longer than its session, and went on. */
        FREEZE,
        /** The broker was away. */
        BROKER,
        /** Connections to the API were cut, however long it is away. */
        API
    }

    /** How long an answer may take to the task. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    /** Whether an answer may have been cut off on its way to the task. */
    boolean mayCutOff(Instant answered) {
        return kind == Kind.API && !answered.isBefore(from.minus(ANSWER)) && !answered.isAfter(to);
    }

    /** Whether it kept tasks from asking at some time between two instants, though they were not ended. */
    boolean standsStill(Instant begin, Instant end) {
        return (kind == Kind.PAUSE || kind == Kind.FREEZE) && !end.isBefore(from) && !begin.isAfter(to);
    }

    /** Whether a producer may have waited in vain to hear that the broker had a record, before its offset was stored. */
    boolean mayRetry(FlowRecord record, Circumstances circumstances) {
        return kind == Kind.BROKER
                && !record.timestamp().isAfter(to)
                && circumstances.offsets().stream()
                        .noneMatch(offset ->
                                offset.covers(record) && offset.storedAt().isBefore(from));
    }
}

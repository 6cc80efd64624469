package io.github.kisconnect.investorflow.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that was done from outside, by the ledger's clock. Of answers it excuses none but those whose connections it cut; it makes
 * the end of a {@link TaskRun} excuse more, lets ticks pass, and, where the broker was away, lets records be there once more.
 *
 * @param appKey with which the worker that it was done to asks; null when it was done to all
 * @param from when it was begun
 * @param to when it was over: the worker dead or awake, the broker back, the connector resumed, the connections cut
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
        /** The registry was away: a converter that lacks a schema may ask again for some seconds before its task fails. */
        REGISTRY,
        /** Connections to the API were cut, however long it is away. */
        API
    }

    /** How long an answer may take to the task. */
    private static final Duration ANSWER = Duration.ofMillis(500);
    /** For how long after a freeze or an outage tasks may still be ended because of it, and write what they had in hand. */
    private static final Duration AFTERMATH = Duration.ofSeconds(10);

    /** Whether an answer may have been cut off on its way to the task. */
    boolean mayCutOff(Instant answered) {
        return kind == Kind.API && !answered.isBefore(from.minus(ANSWER)) && !answered.isAfter(to);
    }

    /** Whether it kept tasks from asking at some time between two instants, though they were not ended. */
    boolean standsStill(Instant begin, Instant end) {
        return (kind == Kind.PAUSE || kind == Kind.FREEZE) && !end.isBefore(from) && !begin.isAfter(to);
    }

    /** Whether a run ended because of it, and so without what could not be made safe since it began. */
    boolean mayHaveEnded(Instant end) {
        return (holdsUp() || kind == Kind.REGISTRY) && !end.isBefore(from) && !end.isAfter(to.plus(AFTERMATH));
    }

    /** Whether a producer may have waited in vain to hear that the broker had a record, before its offset was stored. */
    boolean mayRetry(FlowRecord record, Circumstances circumstances) {
        return kind == Kind.BROKER
                && !record.timestamp().isAfter(to)
                && circumstances.offsets().stream()
                        .noneMatch(offset ->
                                offset.isOf(record) && offset.storedAt().isBefore(from));
    }

    private boolean holdsUp() {
        return kind == Kind.FREEZE || kind == Kind.BROKER;
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;

/**
 * One task from its start to its end: where the connector's promises hold, and where they are cut short.
 *
 * @param id which goes out with each of its requests, and begins with its worker's name and a dot; null where every answer is its
 * @param from when its worker began to start it
 * @param polling when it had been started; {@link Instant#MAX} until then
 * @param to when its worker began to stop it, it failed, or the worker was dead; {@link Instant#MAX} while it runs
 * @param brokenOff whether it failed while it was being stopped: Kafka has been seen to commit its last records without their offsets then
 */
public record TaskRun(String id, Instant from, Instant polling, Instant to, boolean brokenOff) {
    /** One that asks for everything and of whose end nothing is known: only the last answer of a pair may have come too late for it. */
    public static final TaskRun ENDLESS = new TaskRun(null, Instant.MIN, Instant.MIN, Instant.MAX, false);

    /** An answer may be overtaken by one of another pair that was given so much later. */
    private static final Duration OVERTAKEN = Duration.ofSeconds(3);
    /** Without a broker a task has been seen to ask on for fourteen seconds. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    /** One that is being started. */
    static TaskRun of(String id, Instant from) {
        return new TaskRun(id, from, Instant.MAX, Instant.MAX, false);
    }

    /** This run, started by then. */
    TaskRun startedBy(Instant instant) {
        return new TaskRun(id, from, instant, to, brokenOff);
    }

    /** This run, ended by itself or in order. */
    TaskRun endedAt(Instant end) {
        return new TaskRun(id, from, polling, end, brokenOff);
    }

    /** This run, with that end if its worker was killed while it ran. */
    public TaskRun killedAt(Instant dead) {
        return from.isAfter(dead) || !to.isAfter(dead) ? this : endedAt(dead);
    }

    /** This run, which failed while it was being stopped. */
    TaskRun asBrokenOff() {
        return new TaskRun(id, from, polling, to, true);
    }

    public boolean hasEnded() {
        return !to.equals(Instant.MAX);
    }

    /** Whether it has been started, and has not ended. */
    public boolean isPolling() {
        return !polling.equals(Instant.MAX) && !hasEnded();
    }

    /** Whether it asked for an answer. */
    public boolean askedFor(LedgerEntry answer) {
        return id == null || id.equals(answer.asker());
    }

    /** Whether it had ended long before an answer was given. */
    boolean hadEndedBefore(LedgerEntry answer) {
        return hasEnded() && answer.answeredAt().isAfter(to.plus(LONGEST_STOP));
    }

    /** Whether it is a worker's; null: any. */
    boolean isOn(String worker) {
        return worker == null || id == null || id.startsWith(worker + ".");
    }

    /**
     * Whether it may have had an answer in hand when it ended. It hands them on one after the other: so none of those that came before its
     * last record.
     *
     * @param lastRecord when the answer of that record was given, of whichever pair; null when it made none
     */
    boolean mayHaveTaken(LedgerEntry answer, Instant lastRecord) {
        return lastRecord == null || !answer.answeredAt().isBefore(lastRecord.minus(OVERTAKEN));
    }
}

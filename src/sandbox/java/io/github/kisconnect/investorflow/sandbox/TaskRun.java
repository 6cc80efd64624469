package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One task from its start to its end: where the connector's promises hold, and where they are cut short.
 *
 * @param appKey with which it asks; null where every answer may be its
 * @param pairs that it polls; empty for all
 * @param from when its worker began to start it
 * @param polling when it began to poll
 * @param to when its worker began to stop it, it failed, or the worker was dead; {@link Instant#MAX} while it runs
 * @param asked when it had stopped to ask: after its end, and long after it where a worker gave up waiting; {@link Instant#MAX} where nothing
 *     tells
 * @param brokenOff whether it failed while it was being stopped: Kafka has been seen to commit its last records without their offsets then
 */
public record TaskRun(
        String appKey,
        Set<MarketSector> pairs,
        Instant from,
        Instant polling,
        Instant to,
        Instant asked,
        boolean brokenOff) {
    /** One that polls everything and of whose end nothing is known: only the last answer of a pair may have come too late for it. */
    public static final TaskRun ENDLESS =
            new TaskRun(null, Set.of(), Instant.MIN, Instant.MIN, Instant.MAX, Instant.MAX, false);

    /** An answer may be overtaken by one of another pair that was given so much later. */
    private static final Duration OVERTAKEN = Duration.ofSeconds(3);
    /** Where nothing tells: without a broker a task has been seen to ask on for fourteen seconds. */
    private static final Duration TO_STOP = Duration.ofSeconds(20);
    /** A server may take an answer for given though nobody has waited for it for so long. */
    private static final Duration CANCELLED = Duration.ofMillis(50);
    /** A request of one that asks no more may still be on its way. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    public TaskRun {
        pairs = Set.copyOf(pairs);
    }

    /** One that runs. */
    public static TaskRun of(String appKey, Set<MarketSector> pairs, Instant from, Instant polling) {
        return new TaskRun(appKey, pairs, from, polling, Instant.MAX, Instant.MAX, false);
    }

    /** This run, ended by itself or in order. */
    public TaskRun endedAt(Instant end) {
        return new TaskRun(appKey, pairs, from, polling, end, asked, false);
    }

    /** This run, which had stopped to ask by then. */
    TaskRun askedUntil(Instant last) {
        return new TaskRun(appKey, pairs, from, polling, to, last, brokenOff);
    }

    /** This run, if its worker was killed while it ran or was being stopped, with that end. */
    public TaskRun killedAt(Instant dead) {
        if (from.isAfter(dead) || hasEnded() && askedAtMost().isBefore(dead)) {
            return this;
        }
        return to.isAfter(dead) ? new TaskRun(appKey, pairs, from, polling, dead, dead, false) : askedUntil(dead);
    }

    /** This run, which failed while it was being stopped. */
    TaskRun asBrokenOff() {
        return new TaskRun(appKey, pairs, from, polling, to, asked, true);
    }

    /** Whether it may have made a record. */
    boolean mayHaveMade(FlowRecord record) {
        Instant received = record.timestamp();
        return polls(record.pair()) && !received.isBefore(polling) && (!hasEnded() || !received.isAfter(askedAtMost()));
    }

    public boolean hasEnded() {
        return !to.equals(Instant.MAX);
    }

    /** Whether it may have been the one that asked, and got this answer. */
    boolean mayHaveAsked(LedgerEntry answer) {
        return polls(answer.pair())
                && isBy(answer.appKey())
                && !answer.answeredAt().isBefore(polling)
                && mayAskAt(answer.answeredAt());
    }

    /** Whether, at an instant, it may not have stopped to ask, or a request of its may still have been on its way. */
    boolean mayAskAt(Instant instant) {
        return !hasEnded() || !instant.isAfter(askedAtMost().plus(ON_ITS_WAY));
    }

    /** Whether an answer that was given when a successor polled may still be its own. */
    boolean askedOnAt(Instant instant) {
        return hasEnded() && !instant.isAfter(askedAtMost().plus(CANCELLED));
    }

    private Instant askedAtMost() {
        return asked.equals(Instant.MAX) ? to.plus(TO_STOP) : asked;
    }

    boolean polls(MarketSector pair) {
        return pairs.isEmpty() || pairs.contains(pair);
    }

    /** Whether it asks with that key, or may do so. */
    boolean isBy(String key) {
        return appKey == null || key == null || appKey.equals(key);
    }

    /** From when on it is to have asked: a tick may have begun before it polled, and the first request needs a token. */
    Instant askingBy(Duration interval) {
        return polling.plus(interval.multipliedBy(2));
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

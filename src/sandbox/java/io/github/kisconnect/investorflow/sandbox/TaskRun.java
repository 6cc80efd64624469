package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One task from its start to its end: where the connector's promises hold, and where they are cut short.
 *
 * @param appKey with which it asks; null where every answer may be its
 * @param pairs that it polls; empty for all
 * @param from when its worker began to start it
 * @param polling when it began to poll
 * @param to when its worker began to stop it, it failed, or the worker was dead; {@link Instant#MAX} while it runs
 * @param killed whether its worker was killed
 * @param brokenOff whether it failed while it was being stopped: Kafka has been seen to commit its last records without their offsets then
 */
public record TaskRun(
        String appKey,
        Set<MarketSector> pairs,
        Instant from,
        Instant polling,
        Instant to,
        boolean killed,
        boolean brokenOff) {
    /** One that polls everything and of whose end nothing is known: only the last answer of a pair may have come too late for it. */
    public static final TaskRun ENDLESS =
            new TaskRun(null, Set.of(), Instant.MIN, Instant.MIN, Instant.MAX, false, false);

    /** What was fetched so long before the end may not have been safe yet. */
    static final Duration IN_FLIGHT = Duration.ofSeconds(3);
    /** A worker waits five seconds for a task to stop; until it has, it may ask on. */
    private static final Duration TO_STOP = Duration.ofSeconds(6);
    /** Without a broker a task that is to stop waits five seconds for what it sent, and then five for its offsets. */
    private static final Duration TO_STOP_IN_AN_OUTAGE = Duration.ofSeconds(12);
    /** A request of a dead process may still be on its way. */
    private static final Duration TO_DIE = Duration.ofSeconds(1);

    public TaskRun {
        pairs = Set.copyOf(pairs);
    }

    /** One that runs. */
    public static TaskRun of(String appKey, Set<MarketSector> pairs, Instant from, Instant polling) {
        return new TaskRun(appKey, pairs, from, polling, Instant.MAX, false, false);
    }

    /** This run, ended by itself or in order. */
    public TaskRun endedAt(Instant end) {
        return new TaskRun(appKey, pairs, from, polling, end, false, false);
    }

    /** This run, if its worker was killed while it ran, with that end. */
    public TaskRun killedAt(Instant dead) {
        return from.isBefore(dead) && to.isAfter(dead)
                ? new TaskRun(appKey, pairs, from, polling, dead, true, false)
                : this;
    }

    /** This run, which failed while it was being stopped. */
    TaskRun asBrokenOff() {
        return new TaskRun(appKey, pairs, from, polling, to, killed, true);
    }

    /** Whether a record of a pair may be there without its offset, though both are one transaction. */
    boolean mayLackOffset(MarketSector pair, Instant received) {
        return brokenOff
                && polls(pair)
                && !received.isBefore(to.minus(IN_FLIGHT))
                && !received.isAfter(to.plus(TO_STOP));
    }

    public boolean hasEnded() {
        return !to.equals(Instant.MAX);
    }

    /** Whether it may have been the one that asked, and got this answer. */
    boolean mayHaveAsked(LedgerEntry answer, Circumstances circumstances) {
        return polls(answer.pair())
                && isBy(answer.appKey())
                && !answer.answeredAt().isBefore(from)
                && (!hasEnded() || !answer.answeredAt().isAfter(to.plus(toStop(circumstances))));
    }

    private Duration toStop(Circumstances circumstances) {
        if (killed) {
            return TO_DIE;
        }
        return outages(circumstances).findAny().isPresent() ? TO_STOP_IN_AN_OUTAGE : TO_STOP;
    }

    /** The outages and freezes that it ended because of. */
    private Stream<Disturbance> outages(Circumstances circumstances) {
        return circumstances.disturbances().stream().filter(one -> one.mayHaveEnded(to) && isBy(one.appKey()));
    }

    boolean polls(MarketSector pair) {
        return pairs.isEmpty() || pairs.contains(pair);
    }

    /** Whether it asks with that key, or may do so. */
    boolean isBy(String key) {
        return appKey == null || key == null || appKey.equals(key);
    }

    boolean covers(Instant instant) {
        return !instant.isBefore(from) && !instant.isAfter(to);
    }

    /** From when on it is to have asked: a tick may have begun before it polled, and the first request needs a token. */
    Instant askingBy(Duration interval) {
        return polling.plus(interval.multipliedBy(2));
    }

    /**
     * Since when its answers may not have been safe at its end: three seconds before that, or before an outage or a freeze that it ended
     * in.
     */
    Instant unsafeSince(Circumstances circumstances) {
        return outages(circumstances)
                .map(Disturbance::from)
                .min(Instant::compareTo)
                .orElse(to)
                .minus(IN_FLIGHT);
    }
}

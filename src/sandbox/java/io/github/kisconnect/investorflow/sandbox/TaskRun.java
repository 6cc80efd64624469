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
 * @param to when its worker began to stop it, it failed, or the worker was dead; {@link Instant#MAX} while it runs
 * @param killed whether its worker was killed
 */
public record TaskRun(String appKey, Set<MarketSector> pairs, Instant from, Instant to, boolean killed) {
    /** One that polls everything and of whose end nothing is known: only the last answer of a pair may have come too late for it. */
    public static final TaskRun ENDLESS = new TaskRun(null, Set.of(), Instant.MIN, Instant.MAX, false);

    /** What was fetched so long before the end may not have been safe yet. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(3);
    /** A worker waits five seconds for a task to stop, and then ends it. */
    private static final Duration TO_STOP = Duration.ofSeconds(6);
    /** A request of a dead process may still be on its way. */
    private static final Duration TO_DIE = Duration.ofSeconds(1);

    public TaskRun {
        pairs = Set.copyOf(pairs);
    }

    /** This run, if its worker was killed while it ran, with that end. */
    public TaskRun killedAt(Instant dead) {
        return from.isBefore(dead) && to.isAfter(dead) ? new TaskRun(appKey, pairs, from, dead, true) : this;
    }

    public boolean hasEnded() {
        return !to.equals(Instant.MAX);
    }

    /** Whether it may have been the one that asked, and got this answer. */
    boolean mayHaveAsked(LedgerEntry answer) {
        return polls(answer.pair())
                && isBy(answer.appKey())
                && !answer.answeredAt().isBefore(from)
                && (!hasEnded() || !answer.answeredAt().isAfter(to.plus(killed ? TO_DIE : TO_STOP)));
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

    /** Since when its answers may not have been safe at its end: three seconds before that, or before an outage that it ended in. */
    Instant unsafeSince(Circumstances circumstances) {
        Instant troubled = circumstances.disturbances().stream()
                .filter(one -> one.holdsUp() && isBy(one.appKey()) && one.covers(to))
                .map(Disturbance::from)
                .min(Instant::compareTo)
                .orElse(to);
        return troubled.minus(IN_FLIGHT);
    }
}

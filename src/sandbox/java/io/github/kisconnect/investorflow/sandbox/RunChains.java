package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A pair's records by the runs that made them: a run goes on from the offset that it found at its start, and then from its own records, tick
 * after tick. So it repeats what came after that offset once, and another one's records mean nothing to it.
 *
 * <p>Where a task polls on beside its successor nothing tells which of them made a record. Then every way in which it may have come about is
 * followed.
 */
final class RunChains {
    private final MarketSector pair;
    private final Circumstances circumstances;
    /** Each way in which the records so far may have come about: the last tick of each run that made any. */
    private Set<Map<TaskRun, Instant>> ways = Set.of(Map.of());

    RunChains(MarketSector pair, Circumstances circumstances) {
        this.pair = pair;
        this.circumstances = circumstances;
    }

    /** Takes the next record of the topic, and says whether a run went on to it. */
    boolean take(FlowRecord record) {
        List<TaskRun> makers = circumstances.makersOf(record);
        Set<Map<TaskRun, Instant>> next = new HashSet<>();
        for (Map<TaskRun, Instant> way : ways) {
            makers.stream()
                    .filter(run -> goesOn(run, way, record))
                    .forEach(run -> next.add(with(way, List.of(run), record)));
        }
        boolean isTaken = !next.isEmpty();
        if (!isTaken) {
            // Whichever made it goes on from it: what comes after it is not to be found wrong because of it.
            ways.forEach(way -> next.add(with(way, makers, record)));
        }
        ways = next;
        return isTaken;
    }

    private boolean goesOn(TaskRun run, Map<TaskRun, Instant> way, FlowRecord record) {
        return way.containsKey(run)
                ? follows(way.get(run), record)
                : circumstances.mayHaveFound(run, pair).stream().anyMatch(offset -> follows(offset.tick(), record));
    }

    /** Whether a record goes on from a tick; null for none. */
    static boolean follows(Instant known, FlowRecord record) {
        return (known == null || known.isBefore(record.value().getTickAt()))
                && Objects.equals(previous(known, record), record.value().getPreviousTickAt());
    }

    /** What a record says of the one before, which had that tick; null for none. */
    static Instant previous(Instant known, FlowRecord record) {
        boolean sameDate =
                known != null && Kst.date(known).equals(record.value().getTradeDate());
        return sameDate ? known : null;
    }

    private static Map<TaskRun, Instant> with(Map<TaskRun, Instant> way, List<TaskRun> runs, FlowRecord record) {
        Map<TaskRun, Instant> next = new HashMap<>(way);
        runs.forEach(run -> next.put(run, record.value().getTickAt()));
        return next;
    }
}

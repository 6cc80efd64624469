package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A pair's records by the runs that made them: a run goes on from the offset that it found at its start, and then from its own records, tick
 * after tick. So it repeats what came after that offset once, and another one's records mean nothing to it.
 */
final class RunChains {
    private final MarketSector pair;
    private final Circumstances circumstances;
    /** The tick of the last record of each run that made any. */
    private final Map<TaskRun, Instant> last = new HashMap<>();

    RunChains(MarketSector pair, Circumstances circumstances) {
        this.pair = pair;
        this.circumstances = circumstances;
    }

    /** Takes the next record of the topic, and says whether the run that made it went on to it; {@code maker}: null where none is known. */
    boolean take(FlowRecord record, TaskRun maker) {
        boolean goesOn = maker != null && goesOn(maker, record);
        // What comes after it is not to be found wrong because of it.
        last.put(maker, record.value().getTickAt());
        return goesOn;
    }

    private boolean goesOn(TaskRun run, FlowRecord record) {
        return last.containsKey(run)
                ? follows(last.get(run), record)
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
}

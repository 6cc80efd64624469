package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pair's records by the runs that made them: a run goes on from the offset that it found at its start, and then from its own records, tick
 * after tick. So it repeats what came after that offset once, and another one's records mean nothing to it.
 */
final class RunChains {
    private final MarketSector pair;
    private final Circumstances circumstances;
    private final NavigableMap<Instant, List<LedgerEntry>> answers;
    /** The tick of the last record of each run that made any. */
    private final Map<TaskRun, Instant> last = new HashMap<>();

    RunChains(MarketSector pair, List<LedgerEntry> answers, Circumstances circumstances) {
        this.pair = pair;
        this.circumstances = circumstances;
        this.answers = answers.stream()
                .collect(Collectors.groupingBy(LedgerEntry::answeredAt, TreeMap::new, Collectors.toList()));
    }

    /** Takes the next record of the topic, and says whether a run went on to it. */
    boolean take(FlowRecord record) {
        Set<TaskRun> makers = makersOf(record);
        Set<TaskRun> thatGoOn =
                makers.stream().filter(run -> goesOn(run, record)).collect(Collectors.toSet());
        boolean isTaken = !thatGoOn.isEmpty();
        // Whichever made it goes on from it: what comes after it is not to be found wrong because of it.
        (isTaken ? thatGoOn : makers)
                .forEach(run -> last.put(run, record.value().getTickAt()));
        return isTaken;
    }

    /** The run that made a record: it asked for an answer with its figures. Where there are more, or none, those that asked meanwhile. */
    Set<TaskRun> makersOf(FlowRecord record) {
        Instant tick = record.value().getTickAt();
        // received_at has milliseconds only.
        Instant end = record.value().getReceivedAt().plusMillis(1);
        if (tick.isAfter(end)) {
            return Set.of();
        }
        List<LedgerEntry> since = answers.subMap(tick, true, end, false).values().stream()
                .flatMap(List::stream)
                .toList();
        Set<TaskRun> equal =
                askersOf(since.stream().filter(answer -> answer.snapshot().equals(record.snapshot())));
        return equal.isEmpty() ? askersOf(since.stream()) : equal;
    }

    private Set<TaskRun> askersOf(Stream<LedgerEntry> some) {
        return some.map(circumstances::askerOf).filter(Objects::nonNull).collect(Collectors.toSet());
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

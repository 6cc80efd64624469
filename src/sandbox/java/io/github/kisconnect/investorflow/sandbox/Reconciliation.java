package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what the simulator served with what is in the topic, pair by pair: every pair that was served or is there.
 *
 * <p>Every record must have an answer of its own that was served before it was received, equal figure by figure; no pair may have
 * a tick twice; and every answer that said something new must be there, but for those that a {@link TaskRun} took with it
 * when it ended, and those that a {@link Disturbance} may have cut off. Every tick in session has a {@link Fate}, and each record must tell how many since the one before it had no
 * answer. Answers without a readable row are none of a record's business and are left out.
 *
 * <p>So the connector must have stopped, or its topic been read beyond {@link Circumstances#until}, and the ledger be taken after that.
 */
public final class Reconciliation {
    private static final Set<LedgerEntry.Kind> READABLE = Set.of(LedgerEntry.Kind.SERVED, LedgerEntry.Kind.ZERO);

    private Reconciliation() {}

    /**
     * What came of the comparison.
     *
     * @param records in the topic
     * @param pairs with at least one record
     * @param markets with at least one record
     * @param served answers with figures
     * @param unchanged answers that said nothing new
     * @param held answers that were not to be published
     * @param inFlight answers that have no record, because their task ended, or was cut off, while they were on their way
     * @param repeated records that are there again, or came after later ones, because a task or a producer did not know better
     * @param delayed the ticks of records whose answer was given after their tick
     * @param ticks what became of each tick of each pair
     * @param differences one sentence each; empty when all is well
     * @param told how many more there are that were told before
     */
    public record Report(
            int records,
            int pairs,
            int markets,
            int served,
            int unchanged,
            int held,
            int inFlight,
            int repeated,
            List<Instant> delayed,
            List<TickFate> ticks,
            List<String> differences,
            int told) {

        public boolean reconciles() {
            return differences.isEmpty();
        }

        /** How many ticks had this fate. */
        public long ticks(Fate fate) {
            return ticks.stream().filter(one -> one.fate() == fate).count();
        }

        /** The same without the differences that are among those, to which its others are added. */
        Report without(Set<String> known) {
            List<String> news = differences.stream().filter(known::add).toList();
            return new Report(
                    records,
                    pairs,
                    markets,
                    served,
                    unchanged,
                    held,
                    inFlight,
                    repeated,
                    delayed,
                    ticks,
                    news,
                    differences.size() - news.size());
        }

        /** For people. */
        public String summary() {
            String counts =
                    "%d records of %d pairs in %d markets; %d answers served, %d of them unchanged, %d held, %d in flight"
                            .formatted(records, pairs, markets, served, unchanged, held, inFlight);
            String account = "; of %d ticks %d published".formatted(ticks.size(), ticks(Fate.PUBLISHED))
                    + Stream.of(Fate.values())
                            .filter(fate -> fate != Fate.PUBLISHED && ticks(fate) > 0)
                            .map(fate -> ", " + ticks(fate) + " "
                                    + fate.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .collect(Collectors.joining());
            String before = told == 0 ? "" : "; " + told + " differences were told before";
            return reconciles()
                    ? counts + account + ": all figures agree, "
                            + (repeated == 0 ? "no tick twice" : repeated + " records repeated") + ", nothing lost"
                            + (delayed.isEmpty() ? "" : ", " + delayed.size() + " answered after their tick")
                            + before
                    : counts + account + ": " + differences.size() + " DIFFERENCES" + before + "\n  "
                            + String.join("\n  ", differences);
        }
    }

    /** Compares a ledger with all records that came of it, both in the order in which they came about. */
    public static Report of(List<LedgerEntry> ledger, List<FlowRecord> records, Circumstances circumstances) {
        Map<MarketSector, List<LedgerEntry>> served = ledger.stream()
                .filter(entry -> READABLE.contains(entry.kind()))
                .collect(Collectors.groupingBy(LedgerEntry::pair));
        Map<MarketSector, List<FlowRecord>> published =
                records.stream().collect(Collectors.groupingBy(FlowRecord::pair));
        Set<MarketSector> either = new TreeSet<>(served.keySet());
        either.addAll(published.keySet());
        Map<MarketSector, PairComparison> comparisons = new TreeMap<>();
        either.forEach(pair -> comparisons.put(
                pair,
                new PairComparison(
                        pair,
                        served.getOrDefault(pair, List.of()),
                        published.getOrDefault(pair, List.of()),
                        circumstances.of(pair, served.getOrDefault(pair, List.of())))));
        Map<TaskRun, Instant> lastRecords = lastRecords(comparisons.values());
        comparisons.values().forEach(one -> one.judge(lastRecords));
        List<TickFate> ticks = comparisons.entrySet().stream()
                .flatMap(one -> one.getValue().ticks().stream())
                .toList();
        return new Report(
                records.size(),
                published.size(),
                (int) published.keySet().stream()
                        .map(MarketSector::market)
                        .distinct()
                        .count(),
                served.values().stream().mapToInt(List::size).sum(),
                count(comparisons, Fate.UNCHANGED),
                count(comparisons, Fate.HELD),
                count(comparisons, Fate.IN_FLIGHT),
                comparisons.values().stream().mapToInt(PairComparison::repeated).sum(),
                comparisons.values().stream()
                        .flatMap(one -> one.delayed().stream())
                        .toList(),
                ticks,
                comparisons.values().stream()
                        .flatMap(one -> one.differences().stream())
                        .toList(),
                0);
    }

    private static Map<TaskRun, Instant> lastRecords(Collection<PairComparison> comparisons) {
        Map<TaskRun, Instant> last = new HashMap<>();
        comparisons.forEach(
                one -> one.lastRecords().forEach((run, at) -> last.merge(run, at, (a, b) -> a.isAfter(b) ? a : b)));
        return last;
    }

    private static int count(Map<MarketSector, PairComparison> comparisons, Fate fate) {
        return comparisons.values().stream().mapToInt(one -> one.count(fate)).sum();
    }
}

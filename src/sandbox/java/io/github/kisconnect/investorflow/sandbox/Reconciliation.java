package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares what the simulator served with what is in the topic, pair by pair: every pair that was served or is there.
 *
 * <p>Every record must have an answer of its own that was served before it was received, equal figure by figure; no pair may have
 * a tick twice; and every answer that said something new must be there, but for the last one of a pair, and the last one before
 * polling was stopped in between, which may have been under way then. Answers without a readable row are none of a record's business and are left out.
 *
 * <p>So the connector must have stopped, the topic must have been read to its end, and the ledger be taken after that.
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
     * @param underWay answers that have no record, because they were the last ones of their pair before polling ended
     * @param differences one sentence each; empty when all is well
     */
    public record Report(
            int records, int pairs, int markets, int served, int unchanged, int underWay, List<String> differences) {

        public boolean reconciles() {
            return differences.isEmpty();
        }

        /** For people. */
        public String summary() {
            String counts =
                    "%d records of %d pairs in %d markets; %d answers served, %d of them unchanged, %d under way"
                            .formatted(records, pairs, markets, served, unchanged, underWay);
            return reconciles()
                    ? counts + ": all figures agree, no tick twice, nothing lost"
                    : counts + ": " + differences.size() + " DIFFERENCES\n  " + String.join("\n  ", differences);
        }
    }

    /** Compares a ledger with all records that came of it, without a break; both in the order in which they came about. */
    public static Report of(List<LedgerEntry> ledger, List<FlowRecord> records) {
        return of(ledger, records, List.of());
    }

    /** The same where polling was stopped, and had ended at these instants by the ledger's clock, and went on. */
    public static Report of(List<LedgerEntry> ledger, List<FlowRecord> records, List<Instant> stops) {
        Map<MarketSector, List<LedgerEntry>> served = ledger.stream()
                .filter(entry -> READABLE.contains(entry.kind()))
                .collect(Collectors.groupingBy(LedgerEntry::pair));
        Map<MarketSector, List<FlowRecord>> published =
                records.stream().collect(Collectors.groupingBy(FlowRecord::pair));
        Set<MarketSector> either = new TreeSet<>(served.keySet());
        either.addAll(published.keySet());
        List<PairComparison> comparisons = either.stream()
                .map(pair -> PairComparison.of(
                        pair, served.getOrDefault(pair, List.of()), published.getOrDefault(pair, List.of()), stops))
                .toList();
        return new Report(
                records.size(),
                published.size(),
                (int) published.keySet().stream()
                        .map(MarketSector::market)
                        .distinct()
                        .count(),
                served.values().stream().mapToInt(List::size).sum(),
                comparisons.stream().mapToInt(PairComparison::unchanged).sum(),
                comparisons.stream().mapToInt(PairComparison::underWay).sum(),
                comparisons.stream().flatMap(one -> one.differences().stream()).toList());
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what the simulator served with what is in the topic.
 *
 * <p>Every record must have an answer of its own that was served before it was received, equal figure by figure; no pair may have
 * a tick twice; and no change that was served may be lacking between two that are there.
 */
public final class Reconciliation {
    private final Map<MarketSector, List<LedgerEntry>> served = new HashMap<>();
    private final Map<MarketSector, List<FlowRecord>> published = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private int unchanged;
    private int underWay;

    /**
     * What came of the comparison.
     *
     * @param records in the topic
     * @param pairs with at least one record
     * @param markets with at least one record
     * @param served answers with figures
     * @param unchanged answers that said nothing new
     * @param underWay last answers of a pair that have no record yet
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

    private Reconciliation(List<LedgerEntry> ledger, List<FlowRecord> records) {
        ledger.stream()
                .filter(entry -> entry.kind() == LedgerEntry.Kind.SERVED || entry.kind() == LedgerEntry.Kind.ZERO)
                .forEach(entry -> served.computeIfAbsent(entry.pair(), pair -> new ArrayList<>())
                        .add(entry));
        records.forEach(record -> published
                .computeIfAbsent(record.pair(), pair -> new ArrayList<>())
                .add(record));
    }

    /** Compares a ledger with all records that came of it. */
    public static Report of(List<LedgerEntry> ledger, List<FlowRecord> records) {
        Reconciliation reconciliation = new Reconciliation(ledger, records);
        reconciliation.published.forEach(reconciliation::reconcile);
        return reconciliation.report(records.size());
    }

    private Report report(int records) {
        Set<String> markets = new HashSet<>();
        published.keySet().forEach(pair -> markets.add(pair.market()));
        int answers = served.values().stream().mapToInt(List::size).sum();
        return new Report(
                records, published.size(), markets.size(), answers, unchanged, underWay, List.copyOf(differences));
    }

    private void reconcile(MarketSector pair, List<FlowRecord> records) {
        checkRecords(pair, records);
        List<LedgerEntry> answers = served.getOrDefault(pair, List.of());
        int next = 0;
        Snapshot last = null;
        for (FlowRecord record : records) {
            Instant received = record.value().getReceivedAt();
            int match = latestBefore(answers, next, received);
            if (match < next) {
                differences.add(pair + " " + record.position() + ": no answer was served before " + received);
                continue;
            }
            for (LedgerEntry skipped : answers.subList(next, match)) {
                passOver(pair, skipped, last);
            }
            last = record.snapshot();
            compare(pair, record, answers.get(match).snapshot(), last);
            next = match + 1;
        }
        for (LedgerEntry rest : answers.subList(next, answers.size())) {
            if (rest.snapshot().equals(last)) {
                unchanged++;
            } else {
                underWay++;
            }
        }
    }

    /** The last answer from {@code from} on that was given at or before an instant; {@code from - 1} when there is none. */
    private static int latestBefore(List<LedgerEntry> answers, int from, Instant received) {
        int match = from - 1;
        while (match + 1 < answers.size()
                && !answers.get(match + 1)
                        .answeredAt()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .isAfter(received)) {
            match++;
        }
        return match;
    }

    private void passOver(MarketSector pair, LedgerEntry answer, Snapshot last) {
        if (answer.snapshot().equals(last)) {
            unchanged++;
        } else {
            differences.add(pair + ": answer " + answer.number() + " of " + answer.answeredAt()
                    + " was new and is not in the topic, though a later one is");
        }
    }

    private void compare(MarketSector pair, FlowRecord record, Snapshot expected, Snapshot actual) {
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                Long served = expected.figure(group, figure);
                Long read = actual.figure(group, figure);
                if (served == null ? read != null : !served.equals(read)) {
                    differences.add("%s %s: %s.%s is %s, served was %s"
                            .formatted(pair, record.position(), group.fieldName(), figure.fieldName(), read, served));
                }
            }
        }
    }

    private void checkRecords(MarketSector pair, List<FlowRecord> records) {
        Set<Instant> ticks = new HashSet<>();
        FlowRecord before = null;
        for (FlowRecord record : records) {
            String where = pair + " " + record.position();
            if (!ticks.add(record.value().getTickAt())) {
                differences.add(where + ": the tick " + record.value().getTickAt() + " is there twice");
            }
            if (!pair.toString().equals(record.key())) {
                differences.add(where + ": its key is " + record.key());
            }
            if (!record.timestamp().equals(record.value().getReceivedAt())) {
                differences.add(where + ": its timestamp is not received_at");
            }
            if (record.value().getTickAt().isAfter(record.value().getReceivedAt())) {
                differences.add(where + ": received before its tick");
            }
            checkPrevious(where, record, before);
            before = record;
        }
    }

    private void checkPrevious(String where, FlowRecord record, FlowRecord before) {
        boolean sameDay = before != null
                && before.value().getTradeDate().equals(record.value().getTradeDate());
        Instant expected = sameDay ? before.value().getTickAt() : null;
        Instant actual = record.value().getPreviousTickAt();
        if (expected == null ? actual != null : !expected.equals(actual)) {
            differences.add(where + ": previous_tick_at is " + actual + ", the record before has " + expected);
        }
    }
}

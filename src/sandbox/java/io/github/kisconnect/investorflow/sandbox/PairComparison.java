package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** One pair's readable answers beside its records: gives each record the answer it was made of, and looks at what is left. */
final class PairComparison {
    private final MarketSector pair;
    private final List<LedgerEntry> answers;
    private final List<FlowRecord> records;
    private final List<Instant> stops;
    private final List<String> differences = new ArrayList<>();
    /** The first answer that no record has used or passed over. */
    private int next;
    /** What was served last, whether or not it is in the topic: a loss is told once, not with each repetition. */
    private Snapshot known;

    private int unchanged;
    private int underWay;

    private PairComparison(
            MarketSector pair, List<LedgerEntry> answers, List<FlowRecord> records, List<Instant> stops) {
        this.pair = pair;
        this.answers = answers;
        this.records = records;
        this.stops = stops;
    }

    /** {@code stops}: when polling had ended, but for the last time. */
    static PairComparison of(
            MarketSector pair, List<LedgerEntry> answers, List<FlowRecord> records, List<Instant> stops) {
        PairComparison comparison = new PairComparison(pair, answers, records, stops);
        comparison.checkRecords();
        if (records.isEmpty() && answers.size() > 1) {
            comparison.differs(": none of its " + answers.size() + " answers is in the topic");
        } else {
            records.forEach(comparison::match);
            comparison.passRest();
        }
        return comparison;
    }

    int unchanged() {
        return unchanged;
    }

    int underWay() {
        return underWay;
    }

    List<String> differences() {
        return differences;
    }

    private void match(FlowRecord record) {
        Instant received = record.value().getReceivedAt();
        int match = latestBefore(received);
        if (match < next) {
            differs(record, "no answer of its own was served before " + received);
            return;
        }
        passOver(match);
        known = answers.get(match).snapshot();
        next = match + 1;
        compareFigures(record, known, record.snapshot());
    }

    /** The last answer from {@link #next} on that was given at or before an instant; the one before next when there is none. */
    private int latestBefore(Instant received) {
        int match = next - 1;
        while (match + 1 < answers.size()
                // received_at has milliseconds only.
                && !answers.get(match + 1)
                        .answeredAt()
                        .truncatedTo(ChronoUnit.MILLIS)
                        .isAfter(received)) {
            match++;
        }
        return match;
    }

    private void passRest() {
        if (next == answers.size()) {
            return;
        }
        LedgerEntry last = answers.get(answers.size() - 1);
        passOver(answers.size() - 1);
        if (last.snapshot().equals(known)) {
            unchanged++;
        } else {
            underWay++;
        }
    }

    /** Goes over the answers up to one: they have no record. */
    private void passOver(int end) {
        for (int i = next; i < end; i++) {
            passOver(answers.get(i), answers.get(i + 1));
        }
    }

    private void passOver(LedgerEntry answer, LedgerEntry after) {
        if (answer.snapshot().equals(known)) {
            unchanged++;
        } else if (isCutOff(answer, after)) {
            underWay++;
        } else {
            differs(": answer " + answer.number() + " of " + answer.answeredAt() + " was new and is not in the topic");
            known = answer.snapshot();
        }
    }

    /** Whether polling was stopped between two answers, so that the first may have been under way. */
    private boolean isCutOff(LedgerEntry answer, LedgerEntry after) {
        return stops.stream()
                .anyMatch(stop -> !stop.isBefore(answer.answeredAt()) && stop.isBefore(after.answeredAt()));
    }

    private void compareFigures(FlowRecord record, Snapshot expected, Snapshot actual) {
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                Long served = expected.figure(group, figure);
                Long read = actual.figure(group, figure);
                if (!Objects.equals(served, read)) {
                    differs(
                            record,
                            group.fieldName() + "." + figure.fieldName() + " is " + read + ", served was " + served);
                }
            }
        }
    }

    private void checkRecords() {
        Set<Instant> ticks = new HashSet<>();
        FlowRecord before = null;
        for (FlowRecord record : records) {
            Instant tick = record.value().getTickAt();
            if (!ticks.add(tick)) {
                differs(record, "the tick " + tick + " is there twice");
            }
            if (!pair.toString().equals(record.key())) {
                differs(record, "its key is " + record.key());
            }
            if (!record.timestamp().equals(record.value().getReceivedAt())) {
                differs(record, "its timestamp is not received_at");
            }
            if (tick.isAfter(record.value().getReceivedAt())) {
                differs(record, "received before its tick");
            }
            checkPrevious(record, before);
            before = record;
        }
    }

    private void checkPrevious(FlowRecord record, FlowRecord before) {
        boolean sameDay = before != null
                && before.value().getTradeDate().equals(record.value().getTradeDate());
        Instant expected = sameDay ? before.value().getTickAt() : null;
        Instant actual = record.value().getPreviousTickAt();
        if (!Objects.equals(expected, actual)) {
            differs(record, "previous_tick_at is " + actual + ", the record before has " + expected);
        }
    }

    private void differs(FlowRecord record, String what) {
        differs(" " + record.position() + ": " + what);
    }

    private void differs(String what) {
        differences.add(pair + what);
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gives each of a pair's records the answer that it was made of: one of its own, which was given in time and has its figures. */
final class RecordOrigins {
    private final List<LedgerEntry> answers;
    private final Differences differences;
    private final FlowRecord[] recordOf;
    /** Records whose figures no answer has, with what {@link #find} found instead. */
    private final Map<FlowRecord, Integer> without = new LinkedHashMap<>();
    /** The first answer after all that records were made of. */
    private int next;

    RecordOrigins(List<LedgerEntry> answers, Differences differences) {
        this.answers = answers;
        this.differences = differences;
        this.recordOf = new FlowRecord[answers.size()];
    }

    /** The record that was made of an answer; null when there is none. */
    FlowRecord recordOf(int answer) {
        return recordOf[answer];
    }

    /** Finds the answer of a record: where none has its figures, the last one later than those of the records before it; null when there is none. */
    LedgerEntry find(FlowRecord record) {
        int last = -1;
        int equal = -1;
        for (int i = next; i < answers.size() && isServedBefore(answers.get(i), record); i++) {
            last = i;
            if (isLike(i, record)) {
                equal = i;
            }
        }
        if (equal < 0) {
            equal = passedOver(record);
        }
        if (equal < 0) {
            without.put(record, last);
            return last < 0 ? null : answers.get(last);
        }
        take(equal, record);
        next = Math.max(next, equal + 1);
        return answers.get(equal);
    }

    /** When all others have theirs: the answer of a record that none has the figures of shows which of them are wrong. */
    void findOthers() {
        without.forEach((record, last) -> {
            if (last < 0 || recordOf[last] != null) {
                differences.add(
                        record,
                        "no answer of its own was served before "
                                + record.value().getReceivedAt());
            } else {
                take(last, record);
            }
        });
    }

    /** Where the answer is of a record that came after later ones; -1 where there is none. */
    private int passedOver(FlowRecord record) {
        for (int i = next - 1; i >= 0; i--) {
            if (recordOf[i] == null && isServedBefore(answers.get(i), record) && isLike(i, record)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isLike(int answer, FlowRecord record) {
        return !answers.get(answer).answeredAt().isBefore(record.value().getTickAt())
                && answers.get(answer).snapshot().equals(record.snapshot());
    }

    private void take(int answer, FlowRecord record) {
        if (answers.get(answer).answeredAt().isBefore(record.value().getTickAt())) {
            differences.add(record, "its answer was given before its tick");
        }
        compareFigures(record, answers.get(answer).snapshot());
        recordOf[answer] = record;
    }

    private static boolean isServedBefore(LedgerEntry answer, FlowRecord record) {
        // received_at has milliseconds only.
        Instant answered = answer.answeredAt().truncatedTo(ChronoUnit.MILLIS);
        return !answered.isAfter(record.value().getReceivedAt());
    }

    private void compareFigures(FlowRecord record, Snapshot expected) {
        Snapshot actual = record.snapshot();
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                Long served = expected.figure(group, figure);
                Long read = actual.figure(group, figure);
                if (!Objects.equals(served, read)) {
                    differences.add(
                            record,
                            group.fieldName() + "." + figure.fieldName() + " is " + read + ", served was " + served);
                }
            }
        }
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Gives each of a pair's records the answer that it was made of: one of its own, which was given in time and has its figures. */
final class RecordOrigins {
    /** An answer comes within its tick, or soon after: a request may have waited for its turn, or be made again. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final List<LedgerEntry> answers;
    private final Duration interval;
    private final Differences differences;
    private final FlowRecord[] recordOf;
    /** The first answer that no record has used or passed over. */
    private int next;

    RecordOrigins(List<LedgerEntry> answers, Duration interval, Differences differences) {
        this.answers = answers;
        this.interval = interval;
        this.differences = differences;
        this.recordOf = new FlowRecord[answers.size()];
    }

    /** The record that was made of an answer; null when there is none. */
    FlowRecord recordOf(int answer) {
        return recordOf[answer];
    }

    /** A record that goes on from those before it. */
    void find(FlowRecord record) {
        int last = -1;
        int equal = -1;
        for (int i = next; i < answers.size() && isServedBefore(answers.get(i), record); i++) {
            last = i;
            if (answers.get(i).snapshot().equals(record.snapshot())) {
                equal = i;
            }
        }
        // Where none has its figures, the last one shows which of them are wrong.
        int origin = equal < 0 ? last : equal;
        if (origin < 0) {
            addNone(record);
            return;
        }
        Instant answered = answers.get(origin).answeredAt();
        Instant tick = record.value().getTickAt();
        if (answered.isBefore(tick)) {
            differences.add(record, "its answer was given before its tick");
        }
        if (answered.isAfter(tick.plus(interval).plus(LONGEST_DELAY))) {
            differences.add(record, "its answer was given long after its tick, at " + answered);
        }
        compareFigures(record, answers.get(origin).snapshot());
        recordOf[origin] = record;
        next = origin + 1;
    }

    /** A record that came after later ones, or is there again with figures of its own. */
    void findStray(FlowRecord record) {
        for (int i = answers.size() - 1; i >= 0; i--) {
            if (recordOf[i] == null
                    && isServedBefore(answers.get(i), record)
                    && !answers.get(i).answeredAt().isBefore(record.value().getTickAt())
                    && answers.get(i).snapshot().equals(record.snapshot())) {
                recordOf[i] = record;
                return;
            }
        }
        addNone(record);
    }

    private void addNone(FlowRecord record) {
        differences.add(
                record,
                "no answer of its own was served before " + record.value().getReceivedAt());
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

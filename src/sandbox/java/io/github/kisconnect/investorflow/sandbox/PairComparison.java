package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** One pair's readable answers beside its records: gives each record the answer it was made of, and looks at what is left. */
final class PairComparison {
    private final List<LedgerEntry> answers;
    private final Circumstances circumstances;
    private final Differences differences;
    private final RecordChecks records;
    private final Fate[] fates;
    private final FlowRecord[] recordOf;
    /** The first answer that no record has used or passed over. */
    private int next;
    /** What was served last, whether or not it is in the topic: a loss is told once, not with each repetition. */
    private Snapshot known;

    private LocalDate knownDate;

    private PairComparison(
            MarketSector pair, List<LedgerEntry> answers, List<FlowRecord> records, Circumstances circumstances) {
        this.answers = answers;
        this.circumstances = circumstances;
        this.differences = new Differences(pair);
        this.records = RecordChecks.of(records, circumstances, differences);
        this.fates = new Fate[answers.size()];
        this.recordOf = new FlowRecord[answers.size()];
    }

    static PairComparison of(
            MarketSector pair, List<LedgerEntry> answers, List<FlowRecord> records, Circumstances circumstances) {
        PairComparison comparison = new PairComparison(pair, answers, records, circumstances);
        if (records.isEmpty() && answers.size() > 1) {
            comparison.differences.add("none of its " + answers.size() + " answers is in the topic");
        } else {
            comparison.records.regular().forEach(comparison::match);
            comparison.passOver(answers.size(), null);
            comparison.records.strays().forEach(comparison::matchStray);
        }
        return comparison;
    }

    /** How many answers that are judged had this fate. */
    int count(Fate fate) {
        int count = 0;
        for (Fate one : fates) {
            count += one == fate ? 1 : 0;
        }
        return count;
    }

    /** Records that are there again, or came after later ones. */
    int repeated() {
        return records.strays().size();
    }

    /** What became of each tick. */
    List<TickFate> ticks(MarketSector pair) {
        TickAccount account = new TickAccount(circumstances);
        for (int i = 0; i < fates.length; i++) {
            if (recordOf[i] != null) {
                account.published(recordOf[i].value().getTickAt());
            } else if (fates[i] != null) {
                account.answered(answers.get(i).answeredAt(), fates[i]);
            }
        }
        if (differences.sentences().isEmpty()) {
            // Else what is wrong already would be told again.
            records.regular().forEach(record -> account.checkMissed(record, differences));
        }
        return account.ticks(pair);
    }

    List<String> differences() {
        return differences.sentences();
    }

    private void match(FlowRecord record) {
        Instant received = record.value().getReceivedAt();
        int match = madeOf(record, next);
        if (match < next) {
            differences.add(record, "no answer of its own was served before " + received);
            return;
        }
        passOver(match, answers.get(match).answeredAt());
        fates[match] = Fate.PUBLISHED;
        recordOf[match] = record;
        know(match);
        next = match + 1;
        compareFigures(record, known, record.snapshot());
    }

    private void matchStray(FlowRecord record) {
        int match = madeOf(record, 0);
        if (match < 0 || !answers.get(match).snapshot().equals(record.snapshot())) {
            differences.add(
                    record,
                    "no answer of its own was served before " + record.value().getReceivedAt());
            return;
        }
        fates[match] = Fate.PUBLISHED;
        recordOf[match] = record;
    }

    /**
     * The last answer from one on that was given at or before a record was received, and has its figures; where none has them, the
     * last one, and the one before the first where none was given.
     */
    private int madeOf(FlowRecord record, int first) {
        int last = first - 1;
        int equal = first - 1;
        for (int i = first; i < answers.size() && isServedBy(answers.get(i), record); i++) {
            last = i;
            if (answers.get(i).snapshot().equals(record.snapshot())) {
                equal = i;
            }
        }
        return equal < first ? last : equal;
    }

    private static boolean isServedBy(LedgerEntry answer, FlowRecord record) {
        // received_at has milliseconds only.
        return !answer.answeredAt()
                .truncatedTo(ChronoUnit.MILLIS)
                .isAfter(record.value().getReceivedAt());
    }

    /** Goes over the answers up to one: they have no record. {@code published}: when that one, which has, was given; or null. */
    private void passOver(int end, Instant published) {
        for (int i = next; i < end; i++) {
            if (isJudged(i)) {
                fates[i] = fate(i, published);
                if (fates[i] == Fate.LOST) {
                    LedgerEntry lost = answers.get(i);
                    differences.add("answer " + lost.number() + " of " + lost.answeredAt()
                            + " was new and is not in the topic");
                    know(i);
                }
            }
        }
    }

    private boolean isJudged(int answer) {
        return answers.get(answer).answeredAt().isBefore(circumstances.until());
    }

    private Fate fate(int i, Instant published) {
        LedgerEntry answer = answers.get(i);
        if (answer.snapshot().equals(known)) {
            return Fate.UNCHANGED;
        }
        if (isToBeHeld(answer)) {
            return Fate.HELD;
        }
        boolean isLast = i == answers.size() - 1;
        Instant after = isLast ? null : answers.get(i + 1).answeredAt();
        boolean endCutOff = isLast && circumstances.until().equals(Instant.MAX);
        return endCutOff || circumstances.mayCutOff(answer.answeredAt(), after, published) ? Fate.IN_FLIGHT : Fate.LOST;
    }

    /** What contradicts the row before it, or is not of its day or not yet known to be, is no loss. */
    private boolean isToBeHeld(LedgerEntry answer) {
        LocalDate date = Kst.date(answer.answeredAt());
        if (circumstances.sessions().wantProof() && !date.equals(knownDate)) {
            return true;
        }
        if (known == null || !date.equals(knownDate)) {
            return false;
        }
        return answer.snapshot().fallFrom(known).isPresent()
                || answer.snapshot().isAllZero() && !known.isAllZero();
    }

    private void know(int i) {
        known = answers.get(i).snapshot();
        knownDate = Kst.date(answers.get(i).answeredAt());
    }

    private void compareFigures(FlowRecord record, Snapshot expected, Snapshot actual) {
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

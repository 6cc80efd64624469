package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One pair's readable answers beside its records: what became of each answer, and of each tick. */
final class PairComparison {
    private final MarketSector pair;
    private final List<LedgerEntry> answers;
    private final Circumstances circumstances;
    private final Differences differences;
    private final RecordChecks records;
    private final RecordOrigins origins;
    /** Whose answer each is; null where no task ran. */
    private final TaskRun[] runs;

    private final Fate[] fates;

    private PairComparison(
            MarketSector pair, List<LedgerEntry> answers, List<FlowRecord> records, Circumstances circumstances) {
        this.pair = pair;
        this.answers = answers;
        this.circumstances = circumstances;
        this.differences = new Differences(pair);
        this.records = RecordChecks.of(pair, records, circumstances, differences);
        this.origins = new RecordOrigins(answers, circumstances.interval(), differences);
        this.runs = answers.stream().map(circumstances::runOf).toArray(TaskRun[]::new);
        this.fates = new Fate[answers.size()];
    }

    static PairComparison of(
            MarketSector pair, List<LedgerEntry> answers, List<FlowRecord> records, Circumstances circumstances) {
        PairComparison comparison = new PairComparison(pair, answers, records, circumstances);
        if (records.isEmpty() && answers.size() > 1) {
            comparison.differences.add("none of its " + answers.size() + " answers is in the topic");
        } else {
            comparison.records.regular().forEach(comparison.origins::find);
            comparison.records.late().forEach(comparison.origins::findStray);
            comparison.judge();
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
        return records.repeated();
    }

    /** Records whose answer was given after their tick. */
    int delayed() {
        int delayed = 0;
        for (int i = 0; i < fates.length; i++) {
            FlowRecord record = origins.recordOf(i);
            boolean inTime = record == null
                    || answers.get(i)
                            .answeredAt()
                            .isBefore(record.value().getTickAt().plus(circumstances.interval()));
            delayed += inTime ? 0 : 1;
        }
        return delayed;
    }

    /** What became of each tick. */
    List<TickFate> ticks() {
        TickAccount account = new TickAccount(pair, circumstances, asking());
        for (int i = 0; i < fates.length; i++) {
            FlowRecord record = origins.recordOf(i);
            if (record != null) {
                account.published(record.value().getTickAt());
            } else if (fates[i] != null) {
                account.answered(answers.get(i).answeredAt(), fates[i]);
            }
        }
        if (differences.sentences().isEmpty()) {
            // Else what is wrong already would be told again.
            records.regular().forEach(record -> account.checkMissed(record, differences));
        }
        return account.ticks();
    }

    List<String> differences() {
        return differences.sentences();
    }

    /** Each run that had an answer, with the first one's time. */
    private Map<TaskRun, Instant> asking() {
        Map<TaskRun, Instant> asking = new HashMap<>();
        for (int i = 0; i < runs.length; i++) {
            if (runs[i] != null) {
                asking.putIfAbsent(runs[i], answers.get(i).answeredAt());
            }
        }
        return asking;
    }

    private void judge() {
        boolean[] isAtTheEnd = atTheEnd();
        HeldRows heldRows = new HeldRows(circumstances);
        // What was served last, whether or not it is in the topic: a loss is told once, not with each repetition.
        Snapshot known = null;
        for (int i = 0; i < fates.length; i++) {
            LedgerEntry answer = answers.get(i);
            boolean isJudged = answer.answeredAt().isBefore(circumstances.until());
            if (isJudged && runs[i] == null) {
                differences.add("answer " + answer.number() + " of " + answer.answeredAt()
                        + " was given when no task ran that may have asked for it");
            }
            if (origins.recordOf(i) != null) {
                fates[i] = Fate.PUBLISHED;
            } else if (isJudged && answer.snapshot().equals(known)) {
                fates[i] = Fate.UNCHANGED;
            } else if (isJudged && heldRows.mayHold(answer, runs[i])) {
                fates[i] = Fate.HELD;
            } else if (isJudged && isExcused(i, isAtTheEnd[i])) {
                fates[i] = Fate.IN_FLIGHT;
            } else if (isJudged) {
                fates[i] = Fate.LOST;
                differences.add("answer " + answer.number() + " of " + answer.answeredAt()
                        + " was new and is not in the topic");
            }
            if (fates[i] == Fate.PUBLISHED || fates[i] == Fate.UNCHANGED || fates[i] == Fate.LOST) {
                heldRows.believe(answer, runs[i]);
                known = answer.snapshot();
            }
        }
    }

    private boolean isExcused(int i, boolean isAtTheEnd) {
        return circumstances.mayCutOff(answers.get(i).answeredAt()) || isAtTheEnd && wasInFlight(i);
    }

    /** Whether a run has no record of an answer after this one: a task loses nothing but what it had in hand when it ended. */
    private boolean[] atTheEnd() {
        boolean[] isAtTheEnd = new boolean[answers.size()];
        Set<TaskRun> published = new HashSet<>();
        for (int i = answers.size() - 1; i >= 0; i--) {
            isAtTheEnd[i] = !published.contains(runs[i]);
            if (origins.recordOf(i) != null) {
                published.add(runs[i]);
            }
        }
        return isAtTheEnd;
    }

    private boolean wasInFlight(int i) {
        TaskRun run = runs[i];
        if (run == null) {
            return false;
        }
        if (run.hasEnded()) {
            return !answers.get(i).answeredAt().isBefore(run.unsafeSince(circumstances));
        }
        return i == answers.size() - 1 && circumstances.until().equals(Instant.MAX);
    }
}

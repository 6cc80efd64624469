package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.Ticks;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One pair's readable answers beside its records: what became of each answer, and of each tick. */
final class PairComparison {
    private final MarketSector pair;
    private final List<LedgerEntry> answers;
    private final Circumstances circumstances;
    private final Differences differences;
    private final RecordChecks records;
    private final RecordOrigins origins;
    /** Who asked for each answer; null where none of those that are known did. */
    private final List<TaskRun> askers;

    private final Ticks ticks;
    private final Fate[] fates;

    /** Finds the answer of each record; what became of the others is for {@link #judge}. */
    PairComparison(
            MarketSector pair, List<LedgerEntry> answers, List<FlowRecord> records, Circumstances circumstances) {
        this.pair = pair;
        this.answers = answers;
        this.circumstances = circumstances;
        this.differences = new Differences(pair);
        this.origins = new RecordOrigins(answers, differences);
        this.records = RecordChecks.of(pair, records, origins, circumstances, differences);
        origins.findOthers();
        this.askers = answers.stream().map(circumstances::askerOf).toList();
        this.ticks = new Ticks(circumstances.interval());
        this.fates = new Fate[answers.size()];
    }

    /** When the last answer of each run was given that has a record. */
    Map<TaskRun, Instant> lastRecords() {
        Map<TaskRun, Instant> last = new HashMap<>();
        lastPublished().forEach((run, i) -> last.put(run, answers.get(i).answeredAt()));
        return last;
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

    /** The ticks of the records whose answer was given after their tick. */
    List<Instant> delayed() {
        List<Instant> delayed = new ArrayList<>();
        for (int i = 0; i < fates.length; i++) {
            FlowRecord record = origins.recordOf(i);
            if (record != null) {
                Instant tick = record.value().getTickAt();
                if (!answers.get(i).answeredAt().isBefore(tick.plus(circumstances.interval()))) {
                    delayed.add(tick);
                }
            }
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
        records.regular().forEach(record -> account.checkMissed(record, differences));
        return account.ticks();
    }

    List<String> differences() {
        return differences.sentences();
    }

    /** Each run that had an answer, with the first one's time. */
    private Map<TaskRun, Instant> asking() {
        Map<TaskRun, Instant> asking = new HashMap<>();
        for (int i = 0; i < fates.length; i++) {
            TaskRun run = askers.get(i);
            if (run != null) {
                asking.putIfAbsent(run, answers.get(i).answeredAt());
            }
        }
        return asking;
    }

    /**
     * Finds out what became of each answer.
     *
     * @param lastRecords when the last answer of each run was given that has a record, of whichever pair
     */
    void judge(Map<TaskRun, Instant> lastRecords) {
        if (records.isEmpty() && answers.size() > 1) {
            differences.add(answers.get(0).answeredAt(), "none of its " + answers.size() + " answers is in the topic");
            return;
        }
        Map<TaskRun, Integer> lastPublished = lastPublished();
        Allowance allowance = new Allowance(circumstances);
        // What was served last and is right, whether or not it is in the topic: a loss is told once, not with each
        // repetition.
        Snapshot known = null;
        Instant knownSince = Instant.EPOCH;
        for (int i = 0; i < fates.length; i++) {
            LedgerEntry answer = answers.get(i);
            TaskRun run = askers.get(i);
            boolean isJudged = answer.answeredAt().isBefore(circumstances.until());
            if (isJudged && (run == null || run.hadEndedBefore(answer))) {
                differences.add(answer, "was given when no task ran that may have asked for it");
            }
            allowance.look(answer, run);
            FlowRecord record = origins.recordOf(i);
            boolean isOfKnownDate = !circumstances.sessions().wantProof()
                    || Kst.date(knownSince).equals(Kst.date(answer.answeredAt()));
            boolean isNew = !isOfKnownDate || !answer.snapshot().equals(known) || isLackingEnd(answer);
            if (record != null) {
                fates[i] = Fate.PUBLISHED;
                allowance.there(answer, record.value().getEndOfSession());
                if (!answer.isRight()) {
                    differences.add(answer, "is in the topic, and is " + wrong(answer));
                }
            } else if (isJudged && !answer.isRight()) {
                fates[i] = Fate.HELD;
            } else if (isJudged && !isNew && !circumstances.isSilentFor(knownSince, answer.answeredAt())) {
                fates[i] = Fate.UNCHANGED;
            } else if (isJudged && isExcused(i, lastPublished, lastRecords)) {
                fates[i] = Fate.IN_FLIGHT;
            } else if (isJudged && allowance.mayMiss(answer)) {
                fates[i] = Fate.HELD;
            } else if (isJudged) {
                fates[i] = Fate.LOST;
                differences.add(
                        answer,
                        isNew ? "was new and is not in the topic" : "is not in the topic, after a long silence");
            }
            if (fates[i] == Fate.PUBLISHED || fates[i] == Fate.LOST) {
                known = answer.snapshot();
                knownSince = record == null
                        ? ticks.current(answer.answeredAt())
                        : record.value().getTickAt();
            }
        }
    }

    /** Whether it is of the last tick of a session, which has no record: there must be one, whether or not it is new. */
    private boolean isLackingEnd(LedgerEntry answer) {
        Instant tick = ticks.current(answer.answeredAt());
        return circumstances.sessions().isLastTick(tick, circumstances.interval()) && !records.has(tick);
    }

    private static String wrong(LedgerEntry answer) {
        if (!answer.pair().equals(answer.row().pair())) {
            return "a row of " + answer.row().pair();
        }
        return answer.row().spoilt()
                ? "spoilt"
                : "of " + (answer.tradeDate() == null ? "a closed day" : answer.tradeDate());
    }

    /** Whether connections were cut, or its task may have taken it with it at its end. */
    private boolean isExcused(int i, Map<TaskRun, Integer> lastPublished, Map<TaskRun, Instant> lastRecords) {
        TaskRun run = askers.get(i);
        return circumstances.mayCutOff(answers.get(i).answeredAt())
                || run != null && lastPublished.getOrDefault(run, -1) < i && wasInFlight(i, run, lastRecords.get(run));
    }

    /** The last answer of each run that has a record. */
    private Map<TaskRun, Integer> lastPublished() {
        Map<TaskRun, Integer> last = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            if (origins.recordOf(i) != null) {
                last.put(askers.get(i), i);
            }
        }
        return last;
    }

    private boolean wasInFlight(int i, TaskRun run, Instant lastRecord) {
        return run.hasEnded()
                ? run.mayHaveTaken(answers.get(i), lastRecord)
                : i == answers.size() - 1 && circumstances.until().equals(Instant.MAX);
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.poll.Ticks;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Tells which of a pair's answers the connector may hold back, and no more than those: where a day has to be proved, the first row of
 * it; zeros after figures of the day; and a fall until a later tick confirms it.
 */
final class HeldRows {
    private final Circumstances circumstances;
    private final Ticks ticks;
    private LocalDate date;
    /** The first row of the date, while nothing shows that it is of that date; null when something has. */
    private Snapshot unproved;
    /** The last row of the date that was not held; null when there is none. */
    private Snapshot believed;
    /** Which run believed it: another one compares nothing with it, but for zeros. */
    private TaskRun believedBy;
    /** The row that fell; null when none did. */
    private Snapshot doubted;

    private Instant doubtedTick;

    HeldRows(Circumstances circumstances) {
        this.circumstances = circumstances;
        this.ticks = new Ticks(circumstances.interval());
    }

    /** Takes an answer that became no record, and says whether it may have been held. */
    boolean mayHold(LedgerEntry answer, TaskRun run) {
        begin(answer);
        return isUnproved(answer.snapshot()) || isZeroAgain(answer.snapshot()) || isFall(answer, run);
    }

    /** Takes an answer that was not held: it became a record, or was to. */
    void believe(LedgerEntry answer, TaskRun run) {
        begin(answer);
        unproved = null;
        believed = answer.snapshot();
        believedBy = run;
        doubted = null;
    }

    private void begin(LedgerEntry answer) {
        Instant tick = ticks.current(answer.answeredAt());
        if (!Kst.date(tick).equals(date)) {
            date = Kst.date(tick);
            unproved = circumstances.sessions().wantProof() ? answer.snapshot() : null;
            believed = null;
            doubted = null;
        }
    }

    private boolean isUnproved(Snapshot row) {
        return row.equals(unproved);
    }

    private boolean isZeroAgain(Snapshot row) {
        boolean again = row.isAllZero() && believed != null && !believed.isAllZero();
        if (again) {
            doubted = null;
        }
        return again;
    }

    private boolean isFall(LedgerEntry answer, TaskRun run) {
        Snapshot row = answer.snapshot();
        if (believed == null || run != believedBy || row.fallFrom(believed).isEmpty()) {
            return false;
        }
        Instant tick = ticks.current(answer.answeredAt());
        boolean confirmed = doubted != null
                && tick.isAfter(doubtedTick)
                && row.fallFrom(doubted).isEmpty();
        doubted = row;
        doubtedTick = tick;
        return !confirmed;
    }
}

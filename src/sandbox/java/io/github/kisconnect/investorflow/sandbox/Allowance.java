package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.poll.Ticks;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/**
 * How many ticks with right rows of a pair may be missing in the topic, by numbers and not by the connector's rules: where a day has to be proved,
 * two for a first start, one for a restart and for a session whose end is not there; two for each spoilt answer, and for each time that the API takes
 * figures back. A right row of figures that is there ends all that was allowed before it: what was to be proved or doubted is over then.
 */
final class Allowance {
    private static final int FIRST_START = 2;
    private static final int RESTART = 1;
    private static final int SPOILT = 2;

    private final Circumstances circumstances;
    private final Ticks ticks;
    private final Set<TaskRun> runs = new HashSet<>();
    private LocalDate date;
    private boolean endIsThere = true;
    private Snapshot lastRight;
    private int left;
    /** The tick that was missing last: it is one, however often it was answered. */
    private Instant missing;

    Allowance(Circumstances circumstances) {
        this.circumstances = circumstances;
        this.ticks = new Ticks(circumstances.interval());
    }

    /** Goes on to an answer; {@code asker}: null where none is known. */
    void look(LedgerEntry answer, TaskRun asker) {
        LocalDate today = Kst.date(answer.answeredAt());
        boolean proves = circumstances.sessions().wantProof();
        if (asker != null && runs.add(asker)) {
            left += !proves ? 0 : runs.size() == 1 ? FIRST_START : RESTART;
        }
        if (!today.equals(date)) {
            left += proves && !endIsThere ? RESTART : 0;
            endIsThere = false;
            lastRight = null;
            date = today;
        }
        if (!answer.isRight()) {
            // The row of the day before is what stands there until the reset, and disturbs nothing.
            left += isOfDayBefore(answer) ? 0 : SPOILT;
            return;
        }
        if (lastRight != null && answer.snapshot().fallFrom(lastRight).isPresent()) {
            left += SPOILT;
        }
        lastRight = lastRight == null ? answer.snapshot() : answer.snapshot().withBlanksFrom(lastRight);
    }

    private static boolean isOfDayBefore(LedgerEntry answer) {
        return !answer.row().spoilt() && answer.pair().equals(answer.row().pair());
    }

    /** The record of an answer is there; {@code isLast}: of the last tick of its session. */
    void there(LedgerEntry answer, boolean isLast) {
        endIsThere |= isLast;
        if (answer.isRight() && answer.snapshot().hasFigures()) {
            left = 0;
        }
    }

    /** Whether a right row may be missing. */
    boolean mayMiss(LedgerEntry answer) {
        Instant tick = ticks.current(answer.answeredAt());
        if (tick.equals(missing)) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        left--;
        missing = tick;
        return true;
    }
}

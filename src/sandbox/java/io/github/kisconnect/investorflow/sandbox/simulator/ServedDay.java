package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.LocalDate;

/** What is served of a pair's session, by the second of the day in KST: its right rows, but for what a habit makes of them. */
final class ServedDay {
    private final PairDay right;
    private final DayHabit habit;

    ServedDay(PairDay right, DayHabit habit) {
        this.right = right;
        this.habit = habit;
    }

    LocalDate date() {
        return right.date();
    }

    /** The row as it is served; from the end on, the session's last one. */
    FlowRow at(double second) {
        FlowRow row = right.at(second);
        if (!habit.isOn(second)) {
            return row;
        }
        Snapshot served =
                switch (habit.habit()) {
                    case FALLING, CORRECTED -> ScaledFigures.of(row.snapshot(), habit.groups(), ScaledFigures.LOWER);
                    case MOMENTARY_ZERO -> FlowRow.ZEROS.snapshot();
                    case FROZEN -> right.at(habit.begin()).snapshot();
                };
        return FlowRow.right(served, row.pair(), row.tradeDate()).by(habit.habit());
    }
}

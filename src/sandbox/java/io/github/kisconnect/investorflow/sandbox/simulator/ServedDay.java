package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.LocalDate;
import java.util.function.Supplier;

/** What is served of a pair's session, by the second of the day in KST: its right rows, but for what a habit makes of them. */
final class ServedDay {
    private static final double SECONDS_A_DAY = 86_400;
    private static final int SINK_SECONDS = 10;
    private static final int SINK_PERMILLE = 5;
    private static final int BEHIND_ONE_IN = 4;

    private final PairDay right;
    private final DayHabit habit;
    private final Blanks blanks;
    private final PairDay other;
    private final Supplier<ServedDay> before;
    private final Draws draws;
    /** What the session before ended with; null until it is asked for. */
    private volatile FlowRow stale;

    /**
     * @param blanks which figures are blank where some are
     * @param other the pair that is mistaken for this one; null when there is no other pair
     * @param before the session before
     */
    ServedDay(PairDay right, DayHabit habit, Blanks blanks, PairDay other, Supplier<ServedDay> before, Draws draws) {
        this.right = right;
        this.habit = habit;
        this.blanks = blanks;
        this.other = other;
        this.before = before;
        this.draws = draws;
    }

    LocalDate date() {
        return right.date();
    }

    /** The session's last row. */
    FlowRow last() {
        return at(SECONDS_A_DAY);
    }

    /** The row as it is served at a second, or a part of it. */
    FlowRow at(double second) {
        FlowRow row = right.at(second);
        if (!habit.isOn(second)) {
            return row;
        }
        return switch (habit.habit()) {
            case FALLING, CORRECTED -> made(ScaledFigures.of(row.snapshot(), habit.groups(), ScaledFigures.LOWER));
            case MOMENTARY_ZERO -> made(FlowRow.ZEROS.snapshot());
            case FROZEN -> made(right.at(habit.begin()).snapshot());
            case BLANKS -> made(blanks.in(row.snapshot()));
            case ZEROS_AND_BLANKS -> made(blanks.in(FlowRow.ZEROS.snapshot()));
            case OTHER_PAIR -> other == null ? row : other.at(second).by(Habit.OTHER_PAIR);
            case SINKING -> made(sinking(second));
            case STALE_BACKEND -> isBehind(second) ? stale() : row;
        };
    }

    private FlowRow made(Snapshot snapshot) {
        return FlowRow.right(snapshot, right.pair(), right.date()).by(habit.habit());
    }

    /** What comes in meanwhile is left out, or a row could rise while it sinks. */
    private Snapshot sinking(double second) {
        boolean sinks = second < habit.end();
        int steps = (int) ((sinks ? second : habit.end()) - habit.begin()) / SINK_SECONDS;
        FlowRow base = right.at(sinks ? habit.begin() : second);
        return ScaledFigures.of(base.snapshot(), habit.groups(), ScaledFigures.LOWER - steps * SINK_PERMILLE);
    }

    /** Drawn for each moment: each request may meet another back end. */
    private boolean isBehind(double second) {
        long moment = date().toEpochDay() * (long) SECONDS_A_DAY * 1_000_000 + Math.round(second * 1_000_000);
        return draws.about("back end of " + right.pair(), moment).nextInt(BEHIND_ONE_IN) == 0;
    }

    private FlowRow stale() {
        if (stale == null) {
            // Two threads may do so at once: they find the same.
            stale = before.get().last().by(Habit.STALE_BACKEND);
        }
        return stale;
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.InvestorGroup;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * What the API does to a pair's rows in one session, and when.
 *
 * @param habit null when nothing
 * @param begin the first second of the day in KST
 * @param end the second after the last one; what is taken back by then stays so
 * @param groups how many groups fall, in record order, where a habit lets figures fall; foreigners always do
 */
record DayHabit(Habit habit, int begin, int end, int groups) {
    private static final DayHabit NONE = new DayHabit(null, 0, 0, 0);
    private static final Set<Habit> LASTING = EnumSet.of(Habit.CORRECTED, Habit.SINKING);
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int BEHIND_AT_MOST = 10 * MINUTE;

    /**
     * One of a session's hours: it begins an hour after the first figures at the earliest, when a tenth is more than comes in within minutes, and is
     * over when nothing moves any more. A session that is too short for that has none.
     *
     * @param habit null for none
     */
    static DayHabit inSession(Habit habit, PairDay day, Random random) {
        int room = day.end() - day.firstFigures() - 2 * HOUR;
        if (habit == null || room <= 0) {
            return NONE;
        }
        int begin = day.firstFigures() + HOUR + random.nextInt(room);
        int length =
                switch (habit) {
                    case FALLING, MOMENTARY_ZERO, BLANKS, ZEROS_AND_BLANKS, OTHER_PAIR -> 20 + random.nextInt(21);
                    case FROZEN -> HOUR / 3 + random.nextInt(HOUR * 2 / 3);
                    case SINKING -> 3 * MINUTE + random.nextInt(5 * MINUTE);
                    case CORRECTED -> 0;
                    case STALE_BACKEND -> throw new IllegalArgumentException(habit + " is one of the morning");
                };
        return new DayHabit(habit, begin, begin + length, 1 + random.nextInt(InvestorGroup.values().length));
    }

    /** A back end that is behind, from the pair's reset until some minutes after the last market's open. */
    static DayHabit inTheMorning(LocalTime reset, LocalTime lastOpen, Random random) {
        int end = lastOpen.toSecondOfDay() + random.nextInt(BEHIND_AT_MOST);
        return new DayHabit(Habit.STALE_BACKEND, reset.toSecondOfDay(), end, 0);
    }

    boolean isOn(double second) {
        return habit != null && begin <= second && (second < end || LASTING.contains(habit));
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.InvestorGroup;
import java.util.Random;

/**
 * What the API does to a pair's rows in one session, and when.
 *
 * @param habit null when nothing
 * @param begin the first second of the day in KST
 * @param end the second after the last one
 * @param groups how many groups fall, in record order, where a habit lets figures fall; foreigners always do
 */
record DayHabit(Habit habit, int begin, int end, int groups) {
    private static final DayHabit NONE = new DayHabit(null, 0, 0, 0);
    private static final int HOUR = 3_600;

    /**
     * What is drawn for a session: it begins an hour after the first figures at the earliest, when a tenth is more than comes in within minutes, and
     * is over when nothing moves any more, but for what is taken back. A session that is too short for that has none.
     */
    static DayHabit drawn(Habits habits, Random random, PairDay day) {
        Habit habit = habits.of(random.nextDouble());
        int room = day.end() - day.firstFigures() - 2 * HOUR;
        if (habit == null || room <= 0) {
            return NONE;
        }
        int begin = day.firstFigures() + HOUR + random.nextInt(room);
        int end =
                switch (habit) {
                    case FALLING, MOMENTARY_ZERO -> begin + 20 + random.nextInt(21);
                    case FROZEN -> begin + HOUR / 3 + random.nextInt(HOUR * 2 / 3);
                    case CORRECTED -> Integer.MAX_VALUE;
                };
        return new DayHabit(habit, begin, end, 1 + random.nextInt(InvestorGroup.values().length));
    }

    boolean isOn(double second) {
        return begin <= second && second < end;
    }
}

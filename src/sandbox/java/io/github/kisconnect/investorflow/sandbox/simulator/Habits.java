package io.github.kisconnect.investorflow.sandbox.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How often the rows of {@link Movement#CLOCK} are not what they should be: shares from 0 to 1.
 *
 * @param shares of a pair's sessions, those with each habit; a session has one habit at most, so they are 1 at most together. A habit that is
 *     not named never strikes
 * @param zeroClosures of the closed weekdays, those on which every pair is zero; on the others the last session's row is repeated
 */
public record Habits(Map<Habit, Double> shares, double zeroClosures) {
    private static final double ROUNDING = 1e-9;

    /** Right rows only, and the last session's on closed days. */
    public static final Habits NONE = new Habits(Map.of(), 0);

    /** Everything that was ever reported, in a year; how often each happens nobody has measured. */
    public static final Habits LIFELIKE = NONE.with(Habit.FALLING, 0.05)
            .with(Habit.CORRECTED, 0.05)
            .with(Habit.MOMENTARY_ZERO, 0.05)
            .with(Habit.FROZEN, 0.05)
            .with(Habit.BLANKS, 0.04)
            .with(Habit.ZEROS_AND_BLANKS, 0.04)
            .with(Habit.OTHER_PAIR, 0.04)
            .with(Habit.SINKING, 0.04)
            .with(Habit.STALE_BACKEND, 0.04)
            .withZeroClosures(0.5);

    public Habits {
        shares = Map.copyOf(shares);
        boolean areShares = DoubleStream.concat(
                        DoubleStream.of(zeroClosures), shares.values().stream().mapToDouble(share -> share))
                .allMatch(share -> share >= 0 && share <= 1);
        if (!areShares || shares.values().stream().mapToDouble(share -> share).sum() > 1 + ROUNDING) {
            throw new IllegalArgumentException("habits are shares from 0 to 1, those of a session 1 at most together");
        }
    }

    /** Each session has this habit, where it has room for it. */
    public static Habits always(Habit habit) {
        return NONE.with(habit, 1);
    }

    /** The same with another share of the sessions for a habit. */
    public Habits with(Habit habit, double share) {
        Map<Habit, Double> others = new EnumMap<>(Habit.class);
        others.putAll(shares);
        others.put(habit, share);
        return new Habits(others, zeroClosures);
    }

    /** The same with another share of the closed weekdays. */
    public Habits withZeroClosures(double share) {
        return new Habits(shares, share);
    }

    /** The habit that a draw from 0 to 1 stands for, or null for none. */
    Habit of(double draw) {
        double left = draw;
        for (Habit habit : Habit.values()) {
            left -= shares.getOrDefault(habit, 0.0);
            if (left < 0) {
                return habit;
            }
        }
        return null;
    }
}

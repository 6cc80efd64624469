package io.github.kisconnect.investorflow.sandbox.simulator;

import java.util.stream.Stream;

/**
 * How often the rows of {@link Movement#CLOCK} are not what they should be: shares from 0 to 1.
 *
 * @param falling of a pair's sessions, those with {@link Habit#FALLING}; a session has one habit at most
 * @param corrected those with {@link Habit#CORRECTED}
 * @param momentaryZero those with {@link Habit#MOMENTARY_ZERO}
 * @param frozen those with {@link Habit#FROZEN}
 * @param zeroClosures of the closed weekdays, those on which every pair is zero; on the others the last session's row is repeated
 */
public record Habits(double falling, double corrected, double momentaryZero, double frozen, double zeroClosures) {
    /** Right rows only, and the last session's on closed days. */
    public static final Habits NONE = new Habits(0, 0, 0, 0, 0);

    /** Everything that was ever reported, in a year; how often each happens nobody has measured. */
    public static final Habits LIFELIKE = new Habits(0.05, 0.05, 0.05, 0.05, 0.5);

    public Habits {
        boolean areShares = Stream.of(falling, corrected, momentaryZero, frozen, zeroClosures)
                .allMatch(share -> share >= 0 && share <= 1);
        if (!areShares || falling + corrected + momentaryZero + frozen > 1) {
            throw new IllegalArgumentException("habits are shares from 0 to 1, those of a session 1 at most together");
        }
    }

    /** The habit that a draw from 0 to 1 stands for, or null for none. */
    Habit of(double draw) {
        double left = draw;
        for (Habit habit : Habit.values()) {
            left -= share(habit);
            if (left < 0) {
                return habit;
            }
        }
        return null;
    }

    private double share(Habit habit) {
        return switch (habit) {
            case FALLING -> falling;
            case CORRECTED -> corrected;
            case MOMENTARY_ZERO -> momentaryZero;
            case FROZEN -> frozen;
        };
    }
}

package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Doubts rows that cannot follow the earlier rows of the day: cumulative figures that fall below the last known ones,
 * and zeros after figures.
 *
 * <p>A fall that lasts is a correction; zeros are never one.
 */
final class FallGuard {
    private static final String ZEROS = "all figures are zero, although the day had figures before";

    private boolean figuresSeen;
    private boolean zerosDoubted;
    /**
     * The last known value of each figure, from the day's believed rows; null when there is none, as after a restart.
     */
    private Snapshot known;
    /** Null when the last row was believed. */
    private Doubt doubt;

    private String correction;

    /**
     * Consecutive ticks whose rows were doubted.
     *
     * @param tick the last of them
     * @param row the last row of that tick
     * @param rowBefore the last row of the tick before it; null when that tick was not doubted
     */
    private record Doubt(Instant firstTick, Instant tick, int ticks, Snapshot row, Snapshot rowBefore) {
        private static final int TICKS = 3;
        private static final Duration TIME = Duration.ofSeconds(10);

        static Doubt of(Instant tick, Snapshot row) {
            return new Doubt(tick, tick, 1, row, null);
        }

        Doubt and(Instant later, Snapshot next) {
            return later.equals(tick)
                    ? new Doubt(firstTick, tick, ticks, next, rowBefore)
                    : new Doubt(firstTick, later, ticks + 1, next, row);
        }

        /** Whether the last row confirms the fall of the tick before, figure by figure. */
        boolean isConfirmed(Snapshot known) {
            return rowBefore != null && row.confirmsFall(rowBefore, known);
        }

        boolean hasLasted() {
            return ticks >= TICKS && !tick.isBefore(firstTick.plus(TIME));
        }
    }

    /** Moves on to a date; {@code figuresOfDate}: whether it already has a record that is not all zeros. */
    void begin(boolean figuresOfDate) {
        figuresSeen = figuresOfDate;
        known = null;
        interrupt();
    }

    /** Takes an answer that says nothing about the figures: doubts start over after it. */
    void interrupt() {
        doubt = null;
        zerosDoubted = false;
    }

    /** Figures of the day were seen, published or not. */
    void sawFigures() {
        figuresSeen = true;
    }

    /** Takes a row of the day, and returns what speaks against it; empty when it is believed. */
    Optional<Verdict.Doubted> doubt(Snapshot row, Instant tick) {
        correction = null;
        if (row.isAllZero() && figuresSeen) {
            boolean first = !zerosDoubted;
            interrupt();
            zerosDoubted = true;
            return Optional.of(new Verdict.Doubted(ZEROS, first));
        }
        zerosDoubted = false;
        Optional<String> fall = known == null ? Optional.empty() : row.fallFrom(known);
        if (fall.isPresent()) {
            boolean first = doubt == null || !tick.equals(doubt.tick());
            // A doubt of a later tick is from before the clock was set back.
            doubt = doubt == null || tick.isBefore(doubt.tick()) ? Doubt.of(tick, row) : doubt.and(tick, row);
            if (!doubt.isConfirmed(known) && !doubt.hasLasted()) {
                return Optional.of(new Verdict.Doubted(fall.get(), first));
            }
            correction = fall.get();
        }
        known = known == null ? row : row.withBlanksFrom(known);
        figuresSeen = row.hasFigures() || figuresSeen;
        doubt = null;
        return Optional.empty();
    }

    /** Which figure of the last believed row is lower than before, in words for people; null when none is. */
    String correction() {
        return correction;
    }
}

package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Doubts rows of a day that cannot follow those before: cumulative figures that fall below the last known ones, and zeros after figures.
 *
 * <p>A fall that lasts is a correction; zeros are never one.
 */
final class FallGuard {
    private static final String ZEROS = "all figures are zero after others of the day";

    private boolean figuresSeen;
    private boolean zerosDoubted;
    /** The last known value of each figure in the rows of the day that were believed; null when there is none, as after a restart. */
    private Snapshot known;
    /** Null when the last row was believed. */
    private Doubt doubt;

    private String correction;

    /**
     * Ticks in a row whose rows were doubted.
     *
     * @param tick the last of them
     * @param row the last one of that tick
     * @param rowBefore the last one of the tick before it; null when that was not doubted
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

        /** Whether the last row says of each figure that fell in the tick before that it has, and is not back where it was. */
        boolean isConfirmed(Snapshot known) {
            return rowBefore != null && row.confirmsFall(rowBefore, known);
        }

        boolean hasLasted() {
            return ticks >= TICKS && !tick.isBefore(firstTick.plus(TIME));
        }
    }

    /** Goes on to a date; {@code figuresOfDate}: whether it has a record already that is not all zeros. */
    void begin(boolean figuresOfDate) {
        figuresSeen = figuresOfDate;
        known = null;
        interrupt();
    }

    /** An answer has come that says nothing of the figures: what was doubted before it is doubted anew. */
    void interrupt() {
        doubt = null;
        zerosDoubted = false;
    }

    /** Figures of the day have been seen that were not to be published. */
    void sawFigures() {
        figuresSeen = true;
    }

    /** Takes a row of the day, and says what speaks against it; empty when it is to be believed. */
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
            // One of a later tick is of a clock that was set back.
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

    /** Which figure of the row that was believed last is lower than it was, in words for people; null when none is. */
    String correction() {
        return correction;
    }
}

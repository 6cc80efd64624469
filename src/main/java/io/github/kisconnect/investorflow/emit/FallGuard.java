package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.Instant;
import java.util.Optional;

/**
 * Doubts rows of a day that cannot follow those before: figures that are cumulative and fall, and zeros after figures.
 *
 * <p>A fall that the next tick confirms is a correction; zeros are never one.
 */
final class FallGuard {
    private static final String ZEROS = "all figures are zero after others of the day";

    private boolean figuresSeen;
    /** The last believed row of the day; null when it is not known, as after a restart. */
    private Snapshot believed;
    /** The row that contradicts it, of {@link #doubtedTick}; null when there is none. */
    private Snapshot doubted;

    private Instant doubtedTick;
    private String correction;

    /** Goes on to a date; {@code figuresOfDate}: whether it has a record already that is not all zeros. */
    void begin(boolean figuresOfDate) {
        figuresSeen = figuresOfDate;
        believed = null;
        doubted = null;
    }

    /** Takes a row of the day, and says what speaks against it; empty when it is to be believed. */
    Optional<Verdict.Doubted> doubt(Snapshot row, Instant tick) {
        correction = null;
        if (row.isAllZero() && figuresSeen) {
            return Optional.of(doubt(row, tick, ZEROS));
        }
        Optional<String> fall = believed == null ? Optional.empty() : row.fallFrom(believed);
        if (fall.isPresent()) {
            if (!isConfirmed(row, tick)) {
                return Optional.of(doubt(row, tick, fall.get()));
            }
            correction = fall.get();
        }
        believed = row;
        figuresSeen = !row.isAllZero();
        doubted = null;
        return Optional.empty();
    }

    /** What the row that was believed last has lowered; null when nothing. */
    String correction() {
        return correction;
    }

    /** A later tick says the same, or has gone on from there. */
    private boolean isConfirmed(Snapshot row, Instant tick) {
        return doubted != null
                && !doubted.isAllZero()
                && tick.isAfter(doubtedTick)
                && row.fallFrom(doubted).isEmpty();
    }

    private Verdict.Doubted doubt(Snapshot row, Instant tick, String reason) {
        boolean known = doubted != null && (tick.equals(doubtedTick) || doubted.isAllZero() && row.isAllZero());
        doubted = row;
        doubtedTick = tick;
        return new Verdict.Doubted(reason, !known);
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.Duration;
import java.time.LocalTime;

/**
 * When a session's figures come, change and end.
 *
 * @param until when, in KST, the last row is there; a pair whose first figures come later ends with them. Nobody knows whether figures move in the
 *     after-market, which ends at 20:00
 * @param afterOpening how long after its market's open a pair's first figures are there; null: 150 to 210 seconds, drawn for each pair and day
 * @param every how often a row changes, each time, counted from 00:00 KST; null: as the real ones, in steps of 4 to 29 seconds, with stretches in
 *     which some pairs stand still
 */
public record FigureTimes(LocalTime until, Duration afterOpening, Duration every) {
    /** As far as it is known. */
    public static final FigureTimes REAL = new FigureTimes(LocalTime.of(20, 0), null, null);

    public FigureTimes {
        if (afterOpening != null && afterOpening.isNegative()) {
            throw new IllegalArgumentException("figures come after the open, not " + afterOpening + " after it");
        }
        if (every != null && (every.isNegative() || every.isZero())) {
            throw new IllegalArgumentException("figures change every so often, not every " + every);
        }
    }

    FigureTimes withUntil(LocalTime other) {
        return new FigureTimes(other, afterOpening, every);
    }

    FigureTimes withAfterOpening(Duration other) {
        return new FigureTimes(until, other, every);
    }

    FigureTimes withEvery(Duration other) {
        return new FigureTimes(until, afterOpening, other);
    }
}

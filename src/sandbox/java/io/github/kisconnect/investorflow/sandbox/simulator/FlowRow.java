package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.LocalDate;

/**
 * A row of figures as it is served, and what is true of it.
 *
 * @param snapshot the figures
 * @param pair whose row it is; null when the pair that was asked for does not exist
 * @param tradeDate the session, in KST, whose row it is; null for the zeros of a closed day and for a pair that does not exist
 * @param habit what the API did to it; null when nothing
 * @param spoilt whether a habit or an injected fault has made another row of it than the one that this pair and session had then
 */
public record FlowRow(Snapshot snapshot, MarketSector pair, LocalDate tradeDate, Habit habit, boolean spoilt) {
    /** Of no pair. */
    static final FlowRow ZEROS = right(Snapshot.of((group, figure) -> 0L), null, null);

    /** Of no pair. */
    static final FlowRow BLANKS = right(Snapshot.of((group, figure) -> null), null, null);

    /** A row that nothing was done to. */
    public static FlowRow right(Snapshot snapshot, MarketSector pair, LocalDate tradeDate) {
        return new FlowRow(snapshot, pair, tradeDate, null, false);
    }

    /** The zeros of a closed day. */
    static FlowRow closed(MarketSector pair) {
        return right(ZEROS.snapshot(), pair, null);
    }

    /** The same row, of the habit's making. */
    FlowRow by(Habit one) {
        return new FlowRow(snapshot, pair, tradeDate, one, spoilt || one.spoils());
    }

    /**
     * Other figures in this row's place, which spoil it; the same ones do not, and a blank in the place of one tells nothing that is wrong. A row of
     * blanks only says that there is no such pair.
     */
    FlowRow with(Snapshot other) {
        return new FlowRow(
                other,
                pair,
                tradeDate,
                habit,
                spoilt || other.isBlank() || !other.withBlanksFrom(snapshot).equals(snapshot));
    }

    /** Other figures in this row's place, which are right from now on. */
    FlowRow corrected(Snapshot other) {
        return new FlowRow(other, pair, tradeDate, habit, spoilt);
    }

    /** The same row in a place where it does not belong. */
    FlowRow misplaced() {
        return new FlowRow(snapshot, pair, tradeDate, habit, true);
    }

    /** The same row on another date: where there are no sessions, one that stands still is of each date. */
    FlowRow on(LocalDate date) {
        return new FlowRow(snapshot, pair, date, habit, spoilt);
    }
}

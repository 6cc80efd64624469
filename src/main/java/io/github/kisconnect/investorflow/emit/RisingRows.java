package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;

/**
 * Different rows of a pair that each rise above the one before and fall in no figure: only a market that trades shows
 * them.
 */
final class RisingRows {
    private Snapshot last;
    private int count;

    /**
     * Takes a row, and returns the length of the rising series that it ends; a row that has not risen begins a new
     * series.
     */
    int take(Snapshot row) {
        if (!row.equals(last)) {
            count = last != null && row.risesFrom(last) ? count + 1 : 1;
            last = row;
        }
        return count;
    }

    /** The last row; null when there is none. */
    Snapshot last() {
        return last;
    }

    void clear() {
        last = null;
        count = 0;
    }
}

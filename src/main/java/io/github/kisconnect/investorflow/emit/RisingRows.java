package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;

/** Different rows of a pair, each risen above the one before it and fallen in no figure: what only a market that trades shows. */
final class RisingRows {
    private Snapshot last;
    private int count;

    /** Takes a row, and says how many are in the rising line that it ends; one that has fallen begins a new line. */
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

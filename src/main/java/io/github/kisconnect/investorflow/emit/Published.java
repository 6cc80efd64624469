package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What is remembered of a pair's last record: the content of its source offset.
 *
 * @param tick the record's tick
 * @param digest of its figures; null when the offset was altered without one
 * @param tradeDate its date in KST; null when the offset was altered without one
 * @param missedTicksOfDay of its date; null in offsets that were altered without it, or written before it existed
 * @param earlierDigest digest of the last row from before its date began; null when it is not known
 */
public record Published(
        Instant tick, String digest, LocalDate tradeDate, Integer missedTicksOfDay, String earlierDigest) {

    /** Without the fields that an offset may lack. */
    public Published(Instant tick, String digest, LocalDate tradeDate) {
        this(tick, digest, tradeDate, null, null);
    }

    /**
     * Whether it is of a date. The tick must be, too, because an offset altered by hand may combine any timestamp with
     * any date.
     */
    boolean isOf(LocalDate date) {
        return date.equals(tradeDate) && date.equals(Kst.date(tick));
    }

    /** Whether it is of a date and certainly not all zeros: a digest of another version cannot tell. */
    boolean isFiguresOf(LocalDate date) {
        return isOf(date) && isComparable(digest) && !isZeros();
    }

    /** Whether its figures were all zero. */
    boolean isZeros() {
        return Snapshot.ZEROS_DIGEST.equals(digest);
    }

    /** Whether a digest is there, and is of the current version. */
    static boolean isComparable(String digest) {
        return digest != null && Snapshot.isDigest(digest);
    }
}

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
 */
public record Published(Instant tick, String digest, LocalDate tradeDate) {
    /** Whether it is of a date; the tick counts as well, for an offset that was altered by hand may put any timestamp under a date. */
    boolean isOf(LocalDate date) {
        return date.equals(tradeDate) && date.equals(Kst.date(tick));
    }

    /** Whether it is of a date and certainly not all zeros: of a digest of another version nobody can tell. */
    boolean isFiguresOf(LocalDate date) {
        return isOf(date) && digest != null && Snapshot.isDigest(digest) && !digest.equals(Snapshot.ZEROS_DIGEST);
    }
}

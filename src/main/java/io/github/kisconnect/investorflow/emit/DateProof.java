package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Tells the rows of a day from those of an earlier one, which the API repeats until an unknown time in the morning, and all day long on
 * closed days.
 *
 * <p>A row that is not all zeros is of the day when its market has opened and zeros, or another row, came before it that day, or the day
 * has a record of figures already, or the holiday endpoint says that the day is open. Never is it the same as an earlier day's last record, or
 * as the row that stood there when the day began to be looked at.
 */
final class DateProof {
    private final MarketSector pair;
    private final TradingSessions sessions;
    private LocalDate date = LocalDate.MIN;
    /** The last record's of an earlier day; null when there is none. */
    private String earlierDigest;
    /** The first row's that could not be proved; null when there is none. */
    private String suspectDigest;

    private boolean earlierSeen;
    private boolean zerosSeen;
    private boolean proved;

    DateProof(MarketSector pair, TradingSessions sessions) {
        this.pair = pair;
        this.sessions = sessions;
    }

    /** Goes on to a date; {@code last} is the pair's last record, which may be of that date, or null. */
    void begin(LocalDate newDate, Published last) {
        date = newDate;
        suspectDigest = null;
        earlierSeen = false;
        // Stored zeros prove nothing any more: which row stood there before them is forgotten.
        zerosSeen = false;
        earlierDigest = last == null || last.isOf(date) ? null : last.digest();
        proved = last != null && last.isFiguresOf(date);
    }

    /**
     * Whether a row is of the day, as zeros are until figures are to be expected.
     *
     * @param moment when it was served, by the server's clock where it told the time: this host's may be wrong
     */
    boolean isOfDate(String digest, Instant moment) {
        if (digest.equals(Snapshot.ZEROS_DIGEST)) {
            boolean begins = proved || !(earlierSeen || suspectDigest != null) || !sessions.isUnderWay(moment);
            zerosSeen |= begins;
            return begins;
        }
        if (digest.equals(earlierDigest)) {
            earlierSeen = true;
            return false;
        }
        boolean opened = !moment.isBefore(sessions.opens(pair, date));
        if (opened && (isAnother(digest) || sessions.saysToday(moment))) {
            if (digest.equals(suspectDigest)) {
                suspectDigest = null;
            }
            proved = true;
            return true;
        }
        if (suspectDigest == null) {
            suspectDigest = digest;
        }
        return false;
    }

    /** Whether it has come after others of the date. */
    private boolean isAnother(String digest) {
        return suspectDigest == null ? proved || zerosSeen || earlierSeen : !digest.equals(suspectDigest);
    }
}

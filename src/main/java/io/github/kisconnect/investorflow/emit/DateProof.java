package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a pair's rows of a date from rows of an earlier date. The API repeats earlier rows until an unknown time in the
 * morning, all day long on closed days, and at times later in the day when one of its servers is behind.
 *
 * <p>The row that the API gave before the date began is never of the date. Once its market has opened, a row of figures
 * is of the date when one of these holds: the date has a record of figures; the row from before the date is known, and
 * zeros or that row were seen on the date; the row has risen above the row before it, or merely differs from it if the
 * row from before the date is known; the holiday endpoint says that the day is open, and another pair has figures of
 * it.
 */
final class DateProof {
    /**
     * A pair that trades little may reach the figures of the day before; a server that is behind does not stay behind
     * for this long.
     */
    private static final Duration STANDS_FOR_ITSELF = Duration.ofHours(1);

    private static final int RISEN = 2;

    private final MarketSector pair;
    private final TradingSessions sessions;
    private final TaskDay day;
    /** Digests of rows from before the date began. */
    private final Set<String> earlier = new HashSet<>();
    /**
     * Digests of rows that were held on the date until another row came: they may be of this date or an earlier one.
     */
    private final Set<String> suspects = new HashSet<>();
    /** The rows of the date that are held. */
    private final RisingRows candidates = new RisingRows();

    private LocalDate date = LocalDate.MIN;
    /** Digest of the last row from before the date began; null when it is not known. */
    private String before;

    private boolean beforeSeen;
    private boolean zerosSeen;
    private boolean zerosStored;
    private boolean proved;
    private String standing;
    private Instant standingSince;

    DateProof(MarketSector pair, TradingSessions sessions, TaskDay day) {
        this.pair = pair;
        this.sessions = sessions;
        this.day = day;
    }

    /**
     * Moves on to a date.
     *
     * @param last the pair's last record, which may be of that date, or null
     * @param wasItsLast whether that record was of the last tick of the session before, so that no row is known to have
     *     come after it
     */
    void begin(LocalDate newDate, Published last, boolean wasItsLast) {
        date = newDate;
        earlier.clear();
        suspects.clear();
        candidates.clear();
        before = null;
        beforeSeen = false;
        zerosSeen = false;
        standing = null;
        boolean goesOn = last != null && last.isOf(date);
        zerosStored = goesOn && last.isZeros();
        proved = goesOn && last.isFiguresOf(date);
        if (goesOn) {
            // A pair that trades little may have reached the same figures again.
            know(last.digest() != null && last.digest().equals(last.earlierDigest()) ? null : last.earlierDigest());
        } else if (last != null && wasItsLast) {
            know(last.digest());
        } else if (last != null && last.digest() != null) {
            earlier.add(last.digest());
        }
    }

    private void know(String digest) {
        if (digest != null && Published.isComparable(digest)) {
            before = digest;
            earlier.add(digest);
        }
    }

    /** For the offset: digest of the last row from before the date began; null when it is not known. */
    String beforeDigest() {
        return before;
    }

    /**
     * Takes a row of zeros or of figures, and returns why it is held; empty when it is of the date.
     *
     * @param moment when it was served
     * @param wordCounts whether the holiday endpoint's word may be believed
     */
    Optional<Hold> hold(Snapshot row, Instant moment, boolean wordCounts) {
        stand(row.digest(), moment);
        boolean held = row.isAllZero() ? isLateZeros(moment) : !isOfDate(row, moment, wordCounts);
        if (!held) {
            return Optional.empty();
        }
        return Optional.of(row.isAllZero() ? Hold.LATE_ZEROS : Hold.NOT_PROVED);
    }

    private void stand(String digest, Instant moment) {
        if (!digest.equals(standing)) {
            standing = digest;
            standingSince = moment;
        }
    }

    /**
     * Zeros are right at the beginning of a day. When figures are overdue, zeros have one of three causes: the pair
     * does not trade, but others do; the market is closed, and none does; or they came in the place of figures.
     */
    private boolean isLateZeros(Instant moment) {
        if (proved) {
            return false;
        }
        boolean late = sessions.isUnderWay(moment);
        boolean figuresStood = candidates.last() != null || !suspects.isEmpty();
        if (late && (!day.moves() || figuresStood && !hasStoodAlone(moment))) {
            return true;
        }
        zerosSeen = true;
        if (candidates.last() != null) {
            stoodBefore(candidates.last().digest());
            candidates.clear();
        }
        return false;
    }

    private boolean isOfDate(Snapshot row, Instant moment, boolean wordCounts) {
        String digest = row.digest();
        boolean opened = !moment.isBefore(sessions.opens(pair, date));
        if (!opened || earlier.contains(digest)) {
            stoodBefore(digest);
            return opened && standsForItself(digest, moment);
        }
        if (suspects.contains(digest)) {
            return standsForItself(digest, moment);
        }
        proved |= wordCounts || day.isOpenedBy(pair) || isAnother(row);
        return proved;
    }

    private void stoodBefore(String digest) {
        before = digest;
        beforeSeen = true;
        earlier.add(digest);
    }

    /** Whether it is another row than the one from before the date. */
    private boolean isAnother(Snapshot row) {
        if (before != null && (zerosSeen || beforeSeen)) {
            return true;
        }
        Snapshot candidate = candidates.last();
        int rising = candidates.take(row);
        boolean isAnother = candidate != null && !candidate.equals(row);
        boolean enough = before != null ? isAnother : rising >= RISEN;
        if (isAnother && (before != null || !enough)) {
            suspects.add(candidate.digest());
        }
        return enough;
    }

    /**
     * Whether a row that may be of an earlier date is all that the pair has shown for {@link #STANDS_FOR_ITSELF}, while
     * others trade.
     */
    private boolean standsForItself(String digest, Instant moment) {
        // Once the date has had other figures, the pair cannot come back to these.
        boolean itself = !proved && (zerosSeen || zerosStored) && day.moves() && hasStoodAlone(moment);
        if (itself) {
            proved = true;
            earlier.remove(digest);
            suspects.remove(digest);
            before = digest.equals(before) ? null : before;
        }
        return itself;
    }

    private boolean hasStoodAlone(Instant moment) {
        return !moment.isBefore(standingSince.plus(STANDS_FOR_ITSELF));
    }
}

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
 * Tells a pair's rows of a date from those of an earlier one, which the API repeats until an unknown time in the morning, all day long on
 * closed days, and later in between where one of its servers is behind.
 *
 * <p>What stood there before the date began is never of the date. A row of figures is, once its market has opened, when one of these holds:
 * the date has a record of figures; zeros, or what stood there before, were seen on the date, and it is known what stood there; it has risen above the
 * row before it; the holiday endpoint says that the day is open, and another pair has figures of it.
 */
final class DateProof {
    /** A pair that trades little may come to the figures of the day before; a server that is behind does not stay so for this long. */
    private static final Duration STANDS_FOR_ITSELF = Duration.ofHours(1);

    private static final int RISEN = 2;

    private final MarketSector pair;
    private final TradingSessions sessions;
    private final TaskDay day;
    /** Digests of rows that stood there before the date began. */
    private final Set<String> earlier = new HashSet<>();
    /** Digests of rows that were held on the date until another one came: of either date. */
    private final Set<String> suspects = new HashSet<>();
    /** The rows of the date that are held. */
    private final RisingRows candidates = new RisingRows();

    private LocalDate date = LocalDate.MIN;
    /** Of what stood there last before the date began; null when that is not known. */
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
     * Goes on to a date.
     *
     * @param last the pair's last record, which may be of that date, or null
     * @param wasItsLast whether that record was of the last tick of the session before: nothing is known to have come after it
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
            // A pair that trades little may have come to the same figures again.
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

    /** For the offset: of the row that stood there before the date began; null when that is not known. */
    String beforeDigest() {
        return before;
    }

    /**
     * Takes a row of zeros or of figures, and says why it is to be held; empty when it is of the date.
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
     * Zeros begin a day. When figures are long to be expected they come from a pair that does not trade, where others do; from a
     * closed market, where none does; or in the place of figures.
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

    /** Whether it is another row than what stood there before. */
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

    /** Whether a row that came on an earlier date, too, is all that the pair has shown for so long, while others trade. */
    private boolean standsForItself(String digest, Instant moment) {
        // After other figures of the date it could not come to them again.
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

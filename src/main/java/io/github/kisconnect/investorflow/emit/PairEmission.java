package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides for one pair which snapshots become records, and counts what lies between two of them.
 *
 * <p>Not safe for use by several threads.
 */
public final class PairEmission {
    private final MarketSector pair;
    private final Settings settings;
    private final Instant firstTick;
    private Published last;
    private LocalDate countedDate;
    private int answeredSinceLast;
    private Rejected lastRejected;
    private final Set<RejectReason> reasonsOfTick = EnumSet.noneOf(RejectReason.class);

    /**
     * What holds for all pairs.
     *
     * @param mode which snapshots become records
     * @param maxSilence in {@link EmitMode#CHANGES}, an unchanged snapshot is repeated after this long; zero: never
     * @param interval from tick to tick
     * @param quarantine whether answers that cannot be read are published, too
     */
    public record Settings(EmitMode mode, Duration maxSilence, Duration interval, boolean quarantine) {}

    /**
     * Goes on after a pair's last record.
     *
     * @param last null when there is none
     * @param firstTick the first tick that this task is to ask for
     */
    public PairEmission(MarketSector pair, Settings settings, Published last, Instant firstTick) {
        this.pair = pair;
        this.settings = settings;
        this.last = last;
        this.firstTick = firstTick;
        this.countedDate = Kst.date(firstTick);
    }

    /** Takes the answer of a tick; ticks come in order, each at most once. */
    public Optional<Emitted> offer(Instant tick, Snapshot snapshot, Instant receivedAt, String messageCode) {
        lastRejected = null;
        reasonsOfTick.clear();
        LocalDate date = Kst.date(tick);
        if (!date.equals(countedDate)) {
            countedDate = date;
            answeredSinceLast = 0;
        }
        if (isRepeatOfEarlierDay(snapshot, date) || !isDue(tick, snapshot, date)) {
            answeredSinceLast++;
            return Optional.empty();
        }
        // The tick as well: an offset that was altered by hand may put any timestamp under a date.
        boolean sameDate = last != null && date.equals(last.tradeDate()) && date.equals(Kst.date(last.tick()));
        Emitted emitted = new Emitted(
                pair,
                tick,
                receivedAt,
                snapshot,
                messageCode,
                sameDate ? last.tick() : null,
                missedTicks(tick, sameDate));
        last = emitted.published();
        answeredSinceLast = 0;
        return Optional.of(emitted);
    }

    /**
     * Takes an answer of a tick that cannot be read; a tick may have several.
     *
     * @return empty where there is no quarantine, and for an answer that is wrong just as the one before: one that differs is evidence, but
     *     one a tick and reason is enough
     */
    public Optional<Rejected> reject(Instant tick, Reject reject) {
        if (!settings.quarantine()) {
            return Optional.empty();
        }
        if (lastRejected != null && !tick.equals(lastRejected.tick())) {
            reasonsOfTick.clear();
        }
        boolean known = lastRejected != null && reject.isLike(lastRejected.reject());
        if (known || !reasonsOfTick.add(reject.reason())) {
            return Optional.empty();
        }
        lastRejected = new Rejected(pair, tick, reject, last);
        return Optional.of(lastRejected);
    }

    /** The API repeats the last session's row until an unknown time in the morning; zeros are what a new day begins with. */
    private boolean isRepeatOfEarlierDay(Snapshot snapshot, LocalDate date) {
        return last != null
                && last.tradeDate() != null
                && last.tradeDate().isBefore(date)
                && !snapshot.isAllZero()
                && snapshot.digest().equals(last.digest());
    }

    private boolean isDue(Instant tick, Snapshot snapshot, LocalDate date) {
        if (settings.mode() == EmitMode.ALL || last == null || !date.equals(last.tradeDate())) {
            return true;
        }
        return !snapshot.digest().equals(last.digest())
                || (!settings.maxSilence().isZero()
                        && !tick.isBefore(last.tick().plus(settings.maxSilence())));
    }

    /** Ticks after the last record of the day, or else since the task first asked that day, less those answered. */
    private int missedTicks(Instant tick, boolean sameDate) {
        Instant midnight = Kst.date(tick).atStartOfDay(Kst.ZONE).toInstant();
        Instant from =
                sameDate ? last.tick().plus(settings.interval()) : firstTick.isAfter(midnight) ? firstTick : midnight;
        long expected = Duration.between(from, tick).dividedBy(settings.interval());
        return Math.toIntExact(Math.max(0, expected - answeredSinceLast));
    }
}

package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
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
    private final TradingSessions sessions;
    private final DateProof proof;
    private final FallGuard guard = new FallGuard();
    private Published last;
    private LocalDate date = LocalDate.MIN;
    private int answeredSinceLast;
    /** The last tick that was answered, and is not counted yet, for it may be answered again; null when there is none. */
    private Instant lastAnswered;

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
     * @param sessions what is known of the days
     * @param last null when there is none
     * @param firstTick the first tick that this task is to ask for
     */
    public PairEmission(
            MarketSector pair, Settings settings, TradingSessions sessions, Published last, Instant firstTick) {
        this.pair = pair;
        this.settings = settings;
        this.sessions = sessions;
        this.proof = new DateProof(pair, sessions);
        this.last = last;
        this.firstTick = firstTick;
    }

    /**
     * Takes the answer of a tick; ticks come in order. A tick may have several, the last of which decides.
     *
     * @param servedAt the server's time of the answer; null when it gave none
     */
    public Verdict offer(Instant tick, Snapshot snapshot, Instant receivedAt, Instant servedAt, String messageCode) {
        lastRejected = null;
        reasonsOfTick.clear();
        begin(Kst.date(tick));
        if (!tick.equals(lastAnswered)) {
            answeredSinceLast += lastAnswered == null ? 0 : 1;
            lastAnswered = tick;
        }
        Verdict verdict = verdict(tick, snapshot, receivedAt, servedAt, messageCode);
        if (verdict instanceof Verdict.Published published) {
            last = published.emitted().published();
            answeredSinceLast = 0;
            lastAnswered = null;
        }
        return verdict;
    }

    private void begin(LocalDate newDate) {
        if (!newDate.equals(date)) {
            date = newDate;
            answeredSinceLast = 0;
            lastAnswered = null;
            proof.begin(date, last);
            guard.begin(last != null && last.isFiguresOf(date));
        }
    }

    private Verdict verdict(Instant tick, Snapshot snapshot, Instant receivedAt, Instant servedAt, String messageCode) {
        String digest = snapshot.digest();
        Instant moment = servedAt == null ? tick : servedAt;
        if (sessions.wantProof() && !Kst.date(moment).equals(date)) {
            return new Verdict.Held(Kst.date(moment));
        }
        if (!isOfDate(digest, moment)) {
            return new Verdict.Held(null);
        }
        Optional<Verdict.Doubted> doubted = guard.doubt(snapshot, tick);
        if (doubted.isPresent()) {
            return doubted.get();
        }
        if (!isDue(tick, digest)) {
            return new Verdict.Unchanged();
        }
        boolean sameDate = last != null && last.isOf(date);
        return new Verdict.Published(
                new Emitted(
                        pair,
                        tick,
                        receivedAt,
                        snapshot,
                        messageCode,
                        sameDate ? last.tick() : null,
                        missedTicks(tick, sameDate)),
                guard.correction());
    }

    private boolean isOfDate(String digest, Instant moment) {
        if (sessions.wantProof()) {
            return proof.isOfDate(digest, moment);
        }
        return last == null
                || last.tradeDate() == null
                || last.isOf(date)
                || digest.equals(Snapshot.ZEROS_DIGEST)
                || !digest.equals(last.digest());
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

    private boolean isDue(Instant tick, String digest) {
        if (settings.mode() == EmitMode.ALL || last == null || !date.equals(last.tradeDate())) {
            return true;
        }
        return !digest.equals(last.digest())
                // Of a clock that was ahead.
                || tick.isBefore(last.tick())
                || (!settings.maxSilence().isZero()
                        && !tick.isBefore(last.tick().plus(settings.maxSilence())));
    }

    /** Ticks in session after the last record of the day, or else since the task first asked that day, less those answered. */
    private int missedTicks(Instant tick, boolean sameDate) {
        // Of the last tick itself nothing is missed, be it one of this interval's or not: the interval, or the offset,
        // may have been changed.
        Duration sinceLast =
                sameDate ? Duration.between(last.tick(), tick).minusNanos(1) : Duration.between(firstTick, tick);
        // An offset may have been moved to before the session.
        Duration sinceStart = Duration.between(sessions.start(date), tick);
        Duration since = sinceLast.compareTo(sinceStart) < 0 ? sinceLast : sinceStart;
        return Math.toIntExact(Math.max(0, since.dividedBy(settings.interval()) - answeredSinceLast));
    }
}

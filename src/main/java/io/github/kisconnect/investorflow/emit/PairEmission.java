package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.DayState;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides for one pair which rows become records, and counts the ticks missed between two of them. */
final class PairEmission {
    private final MarketSector pair;
    private final Duration interval;
    private final EmissionSettings settings;
    private final TradingSessions sessions;
    private final TaskDay day;
    private final DateProof proof;
    private final FallGuard guard = new FallGuard();
    private final AnsweredTicks answered;
    private Published last;
    private LocalDate date = LocalDate.MIN;

    private Rejected lastRejected;
    private final Set<RejectReason> reasonsOfTick = EnumSet.noneOf(RejectReason.class);

    PairEmission(TaskEmission.Start start, EmissionSettings settings, TradingSessions sessions, TaskDay day) {
        this.pair = start.pair();
        this.interval = start.interval();
        this.last = start.last();
        this.settings = settings;
        this.sessions = sessions;
        this.day = day;
        this.proof = new DateProof(pair, sessions, day);
        this.answered = new AnsweredTicks(interval);
    }

    /** The time from tick to tick. */
    Duration interval() {
        return interval;
    }

    /** See {@link TaskEmission#offer}. */
    Verdict offer(Instant tick, Row row) {
        lastRejected = null;
        reasonsOfTick.clear();
        begin(Kst.date(tick));
        Verdict verdict = verdict(tick, row);
        settle(tick, verdict);
        return verdict;
    }

    /** Ignores a tick's row, because it may be another pair's. */
    void passOver(Instant tick) {
        begin(Kst.date(tick));
        answered.answer(tick, false);
    }

    private void begin(LocalDate newDate) {
        if (!newDate.equals(date)) {
            date = newDate;
            answered.clear();
            proof.begin(date, last, last != null && sessions.isEndBefore(date, last.tick(), interval));
            guard.begin(last != null && last.isFiguresOf(date));
        }
    }

    private Verdict verdict(Instant tick, Row row) {
        Snapshot snapshot = row.snapshot();
        Optional<Hold> hold = hold(snapshot, row.moment(tick));
        if (hold.isPresent()) {
            guard.interrupt();
            return new Verdict.Held(hold.get());
        }
        Optional<Verdict.Doubted> doubted = guard.doubt(snapshot, tick);
        if (doubted.isPresent()) {
            return doubted.get();
        }
        if (snapshot.hasFigures()) {
            day.believed();
        }
        return isDue(tick, snapshot.digest())
                ? new Verdict.Published(emitted(tick, row), guard.correction())
                : new Verdict.Unchanged();
    }

    private Optional<Hold> hold(Snapshot row, Instant moment) {
        if (!row.hasFigures() && !row.isAllZero()) {
            return Optional.of(Hold.ZEROS_AND_BLANKS);
        }
        if (!sessions.wantProof()) {
            boolean isOfDate = last == null
                    || last.tradeDate() == null
                    || last.isOf(date)
                    || row.isAllZero()
                    || !row.digest().equals(last.digest());
            return isOfDate ? Optional.empty() : Optional.of(Hold.NOT_PROVED);
        }
        if (!Kst.date(moment).equals(date)) {
            return Optional.of(Hold.OTHER_DATE_BY_SERVER);
        }
        day.look(pair, row, moment);
        DayState state = day.state(date);
        // Also while the day is contested: what its rows show then is needed once it is open.
        Optional<Hold> hold =
                proof.hold(row, moment, state == DayState.OPEN && sessions.saysToday(moment) && day.moves());
        if (hold.isEmpty() && row.hasFigures()) {
            guard.sawFigures();
        }
        return switch (state) {
            case OPEN -> hold;
            case CONTESTED -> Optional.of(Hold.CONTESTED_DAY);
            case CLOSED -> Optional.of(Hold.CLOSED_DAY);
        };
    }

    private void settle(Instant tick, Verdict verdict) {
        if (verdict instanceof Verdict.Published published) {
            last = published.emitted().published();
            answered.clear();
        } else {
            boolean isHeldBeforeOpen = verdict instanceof Verdict.Held && sessions.isBeforeOpen(pair, tick);
            answered.answer(tick, verdict instanceof Verdict.Unchanged || isHeldBeforeOpen);
        }
    }

    private boolean isDue(Instant tick, String digest) {
        if (settings.mode() == EmitMode.ALL || last == null || !last.isOf(date)) {
            return true;
        }
        return !digest.equals(last.digest())
                || sessions.isLastTick(tick, interval)
                // The clock was ahead when the last record was made.
                || tick.isBefore(last.tick())
                || (!settings.maxSilence().isZero()
                        && !tick.isBefore(last.tick().plus(settings.maxSilence())));
    }

    private Emitted emitted(Instant tick, Row row) {
        answered.answer(tick, true);
        boolean goesOn = last != null && last.isOf(date) && last.tick().isBefore(tick);
        int missed;
        int missedOfDay;
        if (goesOn) {
            // The last record's own tick is not missed, whether or not it is one of this interval's. An altered offset
            // may be from before the session.
            Instant since = Collections.max(List.of(last.tick().plusNanos(1), sessions.start(date)));
            missed = answered.missedBetween(since, tick);
            missedOfDay = (int) Math.min(Integer.MAX_VALUE, missedOfDayUntil(last) + missed);
        } else {
            missed = answered.missedBetween(sessions.start(date), tick);
            missedOfDay = missed;
        }
        return new Emitted(
                pair,
                tick,
                row,
                goesOn ? last.tick() : null,
                missed,
                missedOfDay,
                guard.correction() != null,
                sessions.isLastTick(tick, interval),
                proof.beforeDigest(),
                last);
    }

    /** If the count is not known, all ticks of the day: too many, never too few. */
    private long missedOfDayUntil(Published record) {
        return record.missedTicksOfDay() != null
                ? record.missedTicksOfDay()
                : answered.ticks(sessions.start(date), record.tick());
    }

    /** See {@link TaskEmission#reject}. */
    Optional<Rejected> reject(Instant tick, Reject reject) {
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
}

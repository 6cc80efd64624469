package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Random;

/**
 * A pair's right rows in one session, by the second of the day in KST: zeros, figures that grow until the last row is there, and what they
 * end at.
 *
 * <p>If nothing else is asked for, a pair's row changes in steps of 4 to 29 seconds, as was measured; every fourth pair also has stretches of
 * five minutes in which nothing changes.
 */
final class PairDay {
    private static final int SHOWN_AFTER_OPEN = 150;
    private static final int SHOWN_WITHIN = 60;
    private static final int COUNTED_BEFORE_SHOWN = 30;
    private static final double NANOS = 1e9;
    private static final double ROUNDING = 1e-6;
    private static final int QUIET_STRETCH = 300;

    private final MarketSector pair;
    private final LocalDate date;
    private final Draws draws;
    private final DayFlow flow;
    private final double counted;
    private final double shown;
    private final double end;
    private final double step;
    private final boolean changesWithEachStep;
    private final boolean hasQuietStretches;
    private final FlowRow zeros;
    /** The next question is often about the same row. */
    private volatile Shown last;

    /** A row, and when it came to be. */
    private record Shown(double since, FlowRow row) {}

    /**
     * @param opens when the pair's market opens that day
     * @param times when its figures come, change and end
     */
    PairDay(MarketSector pair, LocalDate date, LocalTime opens, FigureTimes times, Draws draws) {
        this.pair = pair;
        this.date = date;
        this.draws = draws;
        this.flow = DayFlow.of(pair, date, draws);
        Random pace = draws.about(pair, 0);
        int ownStep = 4 + pace.nextInt(26);
        this.changesWithEachStep = times.every() != null;
        this.step = changesWithEachStep ? times.every().toNanos() / NANOS : ownStep;
        this.hasQuietStretches = !changesWithEachStep && pace.nextInt(4) == 0;
        Random ofDay = draws.about("day of " + pair, date.toEpochDay());
        this.shown = opens.toSecondOfDay()
                + (times.afterOpening() == null
                        ? SHOWN_AFTER_OPEN + ofDay.nextInt(SHOWN_WITHIN)
                        : times.afterOpening().toNanos() / NANOS);
        this.counted = shown - COUNTED_BEFORE_SHOWN;
        this.end = Math.max(times.until().toSecondOfDay(), shown);
        this.zeros = FlowRow.right(FlowRow.ZEROS.snapshot(), pair, date);
        this.last = new Shown(0, zeros);
    }

    MarketSector pair() {
        return pair;
    }

    LocalDate date() {
        return date;
    }

    /** The second from which on there are figures. */
    int firstFigures() {
        return (int) Math.ceil(shown);
    }

    /** The second from which on nothing moves. */
    int end() {
        return (int) Math.ceil(end);
    }

    /** The row that is right; from the end on, the session's last one. */
    FlowRow at(double second) {
        if (second < shown) {
            return zeros;
        }
        double since = Math.max(shown, lastChange(second));
        Shown known = last;
        if (known.since() != since) {
            double part = (since - counted) / (end - counted);
            Snapshot figures = flow.after(1 - (1 - part) * (1 - part), part * part, turnover(since));
            known = new Shown(since, FlowRow.right(figures, pair, date));
            last = known;
        }
        return known.row();
    }

    /** With small steps or in small pairs, a part of the day's flow may be none, and a row has to change all the same. */
    private double turnover(double since) {
        return changesWithEachStep ? step(since) - step(shown) : 0;
    }

    private double step(double second) {
        return Math.floor(second / step + ROUNDING);
    }

    /** When the row that is right at {@code second} came to be. */
    private double lastChange(double second) {
        if (second >= end) {
            return end;
        }
        long stretch = (long) (second / QUIET_STRETCH);
        boolean quiet = hasQuietStretches
                && draws.about(pair, date.toEpochDay() * 1_000 + stretch).nextInt(3) == 0;
        return quiet ? stretch * QUIET_STRETCH : step(second) * step;
    }
}

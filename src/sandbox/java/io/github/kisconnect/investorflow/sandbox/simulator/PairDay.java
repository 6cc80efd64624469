package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Random;

/**
 * A pair's right rows in one session, by the second of the day in KST: zeros, figures that grow until the last row is there, and what they
 * end at.
 *
 * <p>A pair's row changes in steps of 4 to 29 seconds, as was measured; every fourth pair also has stretches of five minutes
 * in which nothing changes.
 */
final class PairDay {
    private static final int COUNTED_AFTER_OPEN = 120;
    private static final int SHOWN_AFTER_OPEN = 150;
    private static final int SHOWN_WITHIN = 60;
    private static final int QUIET_STRETCH = 300;

    private final MarketSector pair;
    private final LocalDate date;
    private final Draws draws;
    private final DayFlow flow;
    private final int counted;
    private final int shown;
    private final int end;
    private final int step;
    private final boolean hasQuietStretches;
    private final FlowRow zeros;
    /** The next question is often about the same row. */
    private volatile Shown last;

    /** A row, and when it came to be. */
    private record Shown(double since, FlowRow row) {}

    /**
     * @param opens when the pair's market opens that day
     * @param until when the last row is there
     */
    PairDay(MarketSector pair, LocalDate date, LocalTime opens, LocalTime until, Draws draws) {
        this.pair = pair;
        this.date = date;
        this.draws = draws;
        this.flow = DayFlow.of(pair, date, draws);
        Random pace = draws.about(pair, 0);
        this.step = 4 + pace.nextInt(26);
        this.hasQuietStretches = pace.nextInt(4) == 0;
        Random ofDay = draws.about("day of " + pair, date.toEpochDay());
        this.counted = opens.toSecondOfDay() + COUNTED_AFTER_OPEN;
        this.shown = opens.toSecondOfDay() + SHOWN_AFTER_OPEN + ofDay.nextInt(SHOWN_WITHIN);
        this.end = Math.max(until.toSecondOfDay(), shown);
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
        return shown;
    }

    /** The second from which on nothing moves. */
    int end() {
        return end;
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
            known = new Shown(
                    since, FlowRow.right(flow.after(1 - (1 - part) * (1 - part), part * part, 0), pair, date));
            last = known;
        }
        return known.row();
    }

    /** When the row that is right at {@code second} came to be. */
    private double lastChange(double second) {
        if (second >= end) {
            return end;
        }
        long stretch = (long) (second / QUIET_STRETCH);
        boolean quiet = hasQuietStretches
                && draws.about(pair, date.toEpochDay() * 1_000 + stretch).nextInt(3) == 0;
        return quiet ? stretch * QUIET_STRETCH : Math.floor(second / step) * step;
    }
}

package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.DayState;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a task's pairs together show of a date: that its market trades.
 *
 * <p>Where calendar and holiday endpoint disagree, a pair proves the date open with three different rows within its
 * market's hours, each risen above the one before. A row of an earlier day stands still, and a back end that is behind
 * another gives two rows at most. Once figures of a date have been believed, it stays open, whatever the endpoint says
 * later.
 */
final class TaskDay {
    private static final int ROWS_OF_AN_OPEN_DAY = 3;

    private final TradingSessions sessions;
    private final Set<LocalDate> openDates;
    private final Map<MarketSector, RisingRows> risingRows = new HashMap<>();
    private LocalDate date = LocalDate.MIN;
    private boolean moves;
    private MarketSector opener;

    /** {@code openDates}: the dates that have stored records of figures. */
    TaskDay(TradingSessions sessions, Set<LocalDate> openDates) {
        this.sessions = sessions;
        this.openDates = Set.copyOf(openDates);
    }

    /** Moves on to a date. */
    void begin(LocalDate newDate) {
        if (!newDate.equals(date)) {
            date = newDate;
            risingRows.clear();
            moves = false;
            opener = null;
        }
    }

    /** What is known of a date, including what the pairs have shown. */
    DayState state(LocalDate asked) {
        DayState state = sessions.day(asked);
        boolean isShownOpen = openDates.contains(asked) || asked.equals(date) && (moves || opener != null);
        return state == DayState.CONTESTED && isShownOpen ? DayState.OPEN : state;
    }

    /** Takes a row of the date, which may show that a contested day is open. */
    void look(MarketSector pair, Snapshot row, Instant moment) {
        if (opener == null && row.hasFigures() && sessions.isInMarketHours(pair, moment)) {
            int rows = risingRows.computeIfAbsent(pair, key -> new RisingRows()).take(row);
            if (rows >= ROWS_OF_AN_OPEN_DAY) {
                opener = pair;
            }
        }
    }

    /** Whether this pair's rows have shown that the contested day is open. */
    boolean isOpenedBy(MarketSector pair) {
        return pair.equals(opener);
    }

    /** A row of figures is believed to be of the date. */
    void believed() {
        moves = true;
    }

    /** Whether a row of figures of any pair is believed to be of the date. */
    boolean moves() {
        return moves;
    }
}

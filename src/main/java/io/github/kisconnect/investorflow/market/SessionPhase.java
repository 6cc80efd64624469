package io.github.kisconnect.investorflow.market;

import java.time.Instant;

/** Where a tick lies in relation to its market's hours. */
public enum SessionPhase {
    PRE_OPEN,
    REGULAR,
    AFTER_CLOSE,
    /** The market's hours are not known. */
    UNKNOWN;

    /**
     * The phase at a tick by the market's hours of that day; the opening minute is regular, the closing minute is not.
     */
    public static SessionPhase at(Instant tick, TradingCalendar.Hours hours) {
        if (tick.isBefore(hours.opens())) {
            return PRE_OPEN;
        }
        return tick.isBefore(hours.closes()) ? REGULAR : AFTER_CLOSE;
    }
}

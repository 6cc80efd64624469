package io.github.kisconnect.investorflow.market;

import java.time.Instant;
import java.time.LocalTime;

/** Where a tick stands against its market's ordinary hours. */
public enum SessionPhase {
    PRE_OPEN,
    REGULAR,
    AFTER_CLOSE,
    /** The market's hours are not known. */
    UNKNOWN;

    /** The phase of a known market at a tick; the opening minute is regular, the closing minute is not. */
    public static SessionPhase at(Instant tick, Market market) {
        LocalTime time = tick.atOffset(Kst.ZONE).toLocalTime();
        if (time.isBefore(market.opens())) {
            return PRE_OPEN;
        }
        return time.isBefore(market.closes()) ? REGULAR : AFTER_CLOSE;
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;

/**
 * One answer to a request for figures, noted before it goes out: whether it arrived is for the client to know.
 *
 * @param number counted from 1
 * @param pair what was asked for; null when the request did not say
 * @param answeredAt when the answer was made, by the simulator's clock
 * @param kind what the answer was
 * @param detail the {@code msg_cd} of an error, the injected fault's name, or empty
 * @param snapshot the figures that a reader of the answer gets; null when it gets none
 */
public record LedgerEntry(
        long number, MarketSector pair, Instant answeredAt, Kind kind, String detail, Snapshot snapshot) {

    /** What an answer was. */
    public enum Kind {
        /** Figures. */
        SERVED,
        /** Figures that are all zero. */
        ZERO,
        /** A row of blanks. */
        BLANK,
        /** A refusal with a {@code msg_cd}. */
        ERROR,
        /** An answer that cannot be read, or none. */
        FAULT,
        /** A body laid down with {@link KisSimulator#answerWith}. */
        FIXED
    }

    static Kind kindOf(Snapshot snapshot) {
        if (snapshot.isBlank()) {
            return Kind.BLANK;
        }
        return snapshot.isAllZero() ? Kind.ZERO : Kind.SERVED;
    }
}

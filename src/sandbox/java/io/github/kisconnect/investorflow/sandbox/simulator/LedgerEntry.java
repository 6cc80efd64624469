package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One answer to a request for figures, noted before it goes out: whether it arrived is for the client to know.
 *
 * @param number counted from 1
 * @param pair what was asked for; null when the request did not say
 * @param appKey of the account that asked; null when the request did not say
 * @param asker who asked, as the header {@code mac_address} says; null when the request did not say
 * @param answeredAt when the answer was made, by the simulator's clock
 * @param kind what the answer was
 * @param detail the {@code msg_cd} of an error, the injected fault's name, or empty
 * @param row the figures that a reader of the answer gets, and what is true of them; null when it gets none
 */
public record LedgerEntry(
        long number,
        MarketSector pair,
        String appKey,
        String asker,
        Instant answeredAt,
        Kind kind,
        String detail,
        FlowRow row) {

    /** What an answer was. */
    public enum Kind {
        /** Figures; some may be blank. */
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

    /** The figures that a reader of the answer gets; null when it gets none. */
    public Snapshot snapshot() {
        return row == null ? null : row.snapshot();
    }

    /**
     * Whether it was readable and right: a row of the pair asked for, of the session of the date in KST on which it was answered, that nothing has
     * spoilt.
     */
    public boolean isRight() {
        return row != null
                && !row.spoilt()
                && row.pair() != null
                && row.pair().equals(pair)
                && answeredAt.atZone(SessionModel.KST).toLocalDate().equals(row.tradeDate());
    }

    /** The session whose row was served, in KST; null when there was none, as for the zeros of a closed day. */
    public LocalDate tradeDate() {
        return row == null ? null : row.tradeDate();
    }

    /** What the API did to the row before any fault was injected; null when nothing. */
    public Habit habit() {
        return row == null ? null : row.habit();
    }

    static Kind kindOf(Snapshot snapshot) {
        if (snapshot.isBlank()) {
            return Kind.BLANK;
        }
        return snapshot.isAllZero() ? Kind.ZERO : Kind.SERVED;
    }
}

package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.market.MarketSector;

/** What becomes of a row. */
public sealed interface Verdict {
    /**
     * It becomes a record.
     *
     * @param correction which figure is lower than before and still believed, in words for people; null when none is
     */
    record Published(Emitted emitted, String correction) implements Verdict {}

    /** It says nothing new. */
    record Unchanged() implements Verdict {}

    /** It may be of another day, or says nothing. */
    record Held(Hold why) implements Verdict {}

    /**
     * It is also another pair's row in the same tick. The pair is asked for again, because one of the two may have been
     * given the other's.
     */
    record SameAs(MarketSector other) implements Verdict {}

    /**
     * It contradicts an earlier row of the day.
     *
     * @param reason what contradicts, in words for people
     * @param askAgain whether it is the first to say so; then another answer in the same tick may settle it
     */
    record Doubted(String reason, boolean askAgain) implements Verdict {}
}

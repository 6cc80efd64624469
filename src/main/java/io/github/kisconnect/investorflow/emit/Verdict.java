package io.github.kisconnect.investorflow.emit;

import java.time.LocalDate;
import java.util.Optional;

/** What comes of a snapshot. */
public sealed interface Verdict {
    /** The record, if it becomes one. */
    default Optional<Emitted> record() {
        return this instanceof Published published ? Optional.of(published.emitted()) : Optional.empty();
    }

    /**
     * It becomes a record.
     *
     * @param correction why its figures are lower than those of the record before and believed all the same; null where they are not
     */
    record Published(Emitted emitted, String correction) implements Verdict {}

    /** It says nothing new. */
    record Unchanged() implements Verdict {}

    /**
     * It may be of another day.
     *
     * @param servedOn the server's date in KST, where that is not the tick's; null where it is, or was not told
     */
    record Held(LocalDate servedOn) implements Verdict {}

    /**
     * It is of the day, but contradicts an earlier row of it.
     *
     * @param reason what contradicts, for people
     * @param askAgain whether it is the first to say so, so that another answer in the same tick may settle it
     */
    record Doubted(String reason, boolean askAgain) implements Verdict {}
}

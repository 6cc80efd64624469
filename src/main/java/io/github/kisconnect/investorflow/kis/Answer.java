package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.Instant;
import java.util.Optional;

/** What came of one request for one pair. */
public sealed interface Answer {

    /**
     * The figures, all read.
     *
     * @param snapshot the 72 figures
     * @param receivedAt when the whole answer had arrived, by our clock
     * @param messageCode the API's {@code msg_cd}, empty when it gave none
     * @param serverTime the answer's {@code Date}: when it was made by the server's clock, a whole second; empty when it had none that could be read
     */
    record Figures(Snapshot snapshot, Instant receivedAt, String messageCode, Optional<Instant> serverTime)
            implements Answer {}

    /** An answer that is no error and cannot be believed: never a record. */
    record Unreadable(Reject reject) implements Answer {}

    /** The API or the way to it refused. */
    record Failed(KisError error) implements Answer {}
}

package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.Instant;

/** What came of one request for one pair. */
public sealed interface Answer {

    /**
     * The figures, all read.
     *
     * @param snapshot the 72 figures
     * @param receivedAt when the whole answer had arrived, by our clock
     * @param messageCode the API's {@code msg_cd}, empty when it gave none
     */
    record Figures(Snapshot snapshot, Instant receivedAt, String messageCode) implements Answer {}

    /** An answer that is no error and cannot be believed: never a record. */
    record Unreadable(Reject reject) implements Answer {}

    /** The API or the way to it refused. */
    record Failed(KisError error) implements Answer {}
}

package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.Instant;

/**
 * A row of figures as the API answered it.
 *
 * @param snapshot the figures
 * @param receivedAt when the answer had arrived, by this host's clock
 * @param servedAt when it was made, by the server's clock, a whole second; null when the answer did not say
 * @param messageCode the API's {@code msg_cd}, empty when it gave none
 */
public record Row(Snapshot snapshot, Instant receivedAt, Instant servedAt, String messageCode) {

    /** The server's time if the answer has it, because this host's clock may be wrong; else the tick. */
    Instant moment(Instant tick) {
        return servedAt == null ? tick : servedAt;
    }
}

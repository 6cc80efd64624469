package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.Instant;

/**
 * A row of figures as it was answered.
 *
 * @param snapshot the figures
 * @param receivedAt when the answer had arrived, by this host's clock
 * @param servedAt when it was made, by the server's clock, a whole second; null when the answer did not say
 * @param messageCode the API's {@code msg_cd}, empty when it gave none
 */
public record Row(Snapshot snapshot, Instant receivedAt, Instant servedAt, String messageCode) {

    /** By the server's clock where it told the time, for this host's may be wrong; else the tick. */
    Instant moment(Instant tick) {
        return servedAt == null ? tick : servedAt;
    }
}

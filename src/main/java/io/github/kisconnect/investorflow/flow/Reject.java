package io.github.kisconnect.investorflow.flow;

import java.time.Instant;
import java.util.Arrays;

/**
 * An answer that came in the place of a snapshot and cannot be read; it never becomes a record of figures.
 *
 * @param reason the class of what is wrong
 * @param detail for people: the field and what is wrong with it
 * @param receivedAt when the answer had arrived, by our clock
 * @param httpStatus its HTTP status
 * @param messageCode the API's {@code msg_cd}, empty when it gave none
 * @param body the first 64 KiB after decompression, without the secrets that it may have repeated; not to be changed
 */
public record Reject(
        RejectReason reason, String detail, Instant receivedAt, int httpStatus, String messageCode, byte[] body) {

    /** Whether another answer is wrong in the same way, byte for byte. */
    public boolean isLike(Reject other) {
        return reason == other.reason && httpStatus == other.httpStatus && Arrays.equals(body, other.body);
    }

    @Override
    public String toString() {
        return reason + " (" + detail + "), HTTP " + httpStatus + ", " + body.length + " bytes";
    }
}

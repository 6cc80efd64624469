package io.github.kisconnect.investorflow.kis.endpoint;

import io.github.kisconnect.investorflow.flow.Reject;
import java.time.Instant;
import java.util.Optional;

/**
 * The result of one request, without secrets.
 *
 * @param <T> what a good answer of the endpoint says
 */
public sealed interface Answer<T> {

    /**
     * What was asked for, fully read.
     *
     * @param receivedAt when the whole answer had arrived, by our clock
     * @param messageCode the API's {@code msg_cd}, empty when it gave none
     * @param serverTime the answer's {@code Date}: when it was made, by the server's clock, a whole second; empty when
     *     it had none that could be read
     */
    record Good<T>(T value, Instant receivedAt, String messageCode, Optional<Instant> serverTime)
            implements Answer<T> {}

    /** An answer that is not an error, but cannot be believed. */
    record Unreadable<T>(Reject reject) implements Answer<T> {}

    /** The API refused, or the way to it failed. */
    record Failed<T>(KisError error) implements Answer<T> {}

    /** Why there is no value; empty where there is one. An unreadable answer is {@link ErrorClass#UNCLEAR}. */
    default Optional<KisError> problem() {
        if (this instanceof Unreadable<T> unreadable) {
            Reject reject = unreadable.reject();
            return Optional.of(new KisError(ErrorClass.UNCLEAR, "HTTP " + reject.httpStatus(), reject.detail()));
        }
        return this instanceof Failed<T> failed ? Optional.of(failed.error()) : Optional.empty();
    }
}

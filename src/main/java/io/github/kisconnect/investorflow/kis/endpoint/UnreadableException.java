package io.github.kisconnect.investorflow.kis.endpoint;

import io.github.kisconnect.investorflow.flow.RejectReason;

/**
 * Stops the reading of an answer at the first thing that is wrong with it; {@link Reading#of} makes a value of it.
 *
 * <p>Unchecked, because it comes out of walks over figures and rows.
 */
public final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    /** {@code detail}: for people; may quote the answer. */
    public UnreadableException(RejectReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    RejectReason reason() {
        return reason;
    }
}

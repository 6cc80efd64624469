package io.github.kisconnect.investorflow.sandbox.stack;

/** A Connect worker refused a request; the message holds the worker's own. */
public final class ConnectRestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ConnectRestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}

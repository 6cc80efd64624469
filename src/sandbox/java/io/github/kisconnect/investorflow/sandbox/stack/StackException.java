package io.github.kisconnect.investorflow.sandbox.stack;

/** A part of the local stack could not be started or did not do what it was asked; the message says which and why. */
public class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}

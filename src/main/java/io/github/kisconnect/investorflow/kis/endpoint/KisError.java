package io.github.kisconnect.investorflow.kis.endpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.function.UnaryOperator;

/**
 * An error of the API, or of the way to it, as a value.
 *
 * @param errorClass what it means for the caller
 * @param code the API's own code ({@code EGW00201}); without one {@code HTTP 503} or the kind of exception; never holds a secret
 * @param message the API's own words or the exception's; never holds a secret, blank when there was none
 */
public record KisError(ErrorClass errorClass, String code, String message) {
    /** A request cannot be made. */
    public static final KisError NO_TOKEN = new KisError(ErrorClass.TOKEN, "token", "there is none yet");

    public static final int LONGEST_CODE = 40;
    private static final int LONGEST_MESSAGE = 200;

    public KisError {
        code = OneLine.of(code, LONGEST_CODE);
        message = OneLine.of(message, LONGEST_MESSAGE);
    }

    /** Classed by the code as it came; {@code words} goes over what is shown, which may repeat what was sent. */
    public static KisError ofCode(String code, String message, UnaryOperator<String> words) {
        return new KisError(ErrorClass.ofCode(code), words.apply(code), words.apply(message));
    }

    public static KisError ofStatus(ErrorClass errorClass, int status) {
        return new KisError(errorClass, "HTTP " + status, "");
    }

    /** A failed transport; the exception's own text stays out, because it may quote what was sent. */
    public static KisError ofException(IOException exception, URI baseUrl) {
        // The HTTP library has several exceptions for one and the same time-out.
        String kind = exception instanceof InterruptedIOException
                ? "time-out"
                : exception.getClass().getSimpleName();
        return new KisError(ErrorClass.PASSING, kind, "at " + baseUrl);
    }

    @Override
    public String toString() {
        return message.isBlank() ? code : code + " (" + message + ")";
    }
}

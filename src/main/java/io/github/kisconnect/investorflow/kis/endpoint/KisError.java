package io.github.kisconnect.investorflow.kis.endpoint;

import java.util.function.UnaryOperator;

/**
 * An error of the API, or of the way to it, as a value.
 *
 * @param errorClass what it means for the caller
 * @param code the API's own code ({@code EGW00201}); without one, {@code HTTP 503} or a word for what failed on the
 *     way; never holds a secret
 * @param message the API's own words, or ours for a failure on the way; blank when there was none; never holds a secret
 * @param left whether the request may have reached the API; false where none was sent
 */
public record KisError(ErrorClass errorClass, String code, String message, boolean left) {
    /** A request cannot be made, because there is no token. */
    public static final KisError NO_TOKEN = new KisError(ErrorClass.TOKEN, "token", "there is none yet", false);

    public static final int LONGEST_CODE = 40;
    private static final int LONGEST_MESSAGE = 200;

    public KisError {
        code = OneLine.of(code, LONGEST_CODE);
        message = OneLine.of(message, LONGEST_MESSAGE);
    }

    /** An error of a request that may have reached the API. */
    public KisError(ErrorClass errorClass, String code, String message) {
        this(errorClass, code, message, true);
    }

    /** Whether the API cannot have seen the request. */
    public boolean neverLeft() {
        return !left;
    }

    /** Whether there were too many requests. */
    public boolean isThrottled() {
        return errorClass == ErrorClass.THROTTLED;
    }

    /** Classified by the code as it came; {@code words} cleans what is shown, which may repeat what was sent. */
    public static KisError ofCode(String code, String message, UnaryOperator<String> words) {
        return new KisError(ErrorClass.ofCode(code), words.apply(code), words.apply(message));
    }

    public static KisError ofStatus(ErrorClass errorClass, int status) {
        return new KisError(errorClass, "HTTP " + status, "");
    }

    @Override
    public String toString() {
        return message.isBlank() ? code : code + " (" + message + ")";
    }
}

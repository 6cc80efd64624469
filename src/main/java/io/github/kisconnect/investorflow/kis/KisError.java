package io.github.kisconnect.investorflow.kis;

import java.util.regex.Pattern;

/**
 * An error of the API, or of the way to it, as a value.
 *
 * @param errorClass what it means for the caller
 * @param code the API's own code ({@code EGW00201}); without one {@code HTTP 503} or the kind of exception
 * @param message the API's own words or the exception's; never holds a secret, blank when there was none
 */
public record KisError(ErrorClass errorClass, String code, String message) {
    private static final int LONGEST_CODE = 40;
    private static final int LONGEST_MESSAGE = 200;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    public KisError {
        code = oneLine(code, LONGEST_CODE);
        message = oneLine(message, LONGEST_MESSAGE);
    }

    /** Both go into logs, whatever the API puts there. */
    private static String oneLine(String text, int longest) {
        String line = CONTROLS.matcher(text).replaceAll(" ");
        return line.length() > longest ? line.substring(0, longest) + "…" : line;
    }

    static KisError ofCode(String code, String message) {
        return new KisError(ErrorClass.ofCode(code), code, message);
    }

    static KisError ofStatus(ErrorClass errorClass, int status) {
        return new KisError(errorClass, "HTTP " + status, "");
    }

    /** A failed transport; the exception's own text stays out, because it may quote what was sent. */
    static KisError ofException(Exception exception) {
        return new KisError(ErrorClass.PASSING, exception.getClass().getSimpleName(), "");
    }

    @Override
    public String toString() {
        return message.isBlank() ? code : code + " (" + message + ")";
    }
}

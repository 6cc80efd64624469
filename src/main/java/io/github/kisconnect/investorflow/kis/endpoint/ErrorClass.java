package io.github.kisconnect.investorflow.kis.endpoint;

import java.util.Optional;
import java.util.regex.Pattern;

/** What an error of the API means for the caller, decided by its code first, then by the HTTP status. */
public enum ErrorClass {
    /** Will pass by itself: back off and ask again. */
    PASSING,
    /** More requests than the account's quota allows. */
    THROTTLED,
    /** The access token is not valid, or no longer. */
    TOKEN,
    /** Tokens were requested too often. */
    TOKEN_TOO_OFTEN,
    /** Something about this market/sector pair. */
    PAIR,
    /** Credentials or configuration are wrong: asking again does not help. */
    CONFIGURATION,
    /** Not known: ask again, then give up the tick. */
    UNCLEAR;

    private static final Pattern PASSING_CODES = Pattern.compile(
            "EGW0000[12]|EGW0020[23]|EGW00215|EGW0030[012]|EGW00316|OPSQ000[13]|OPSQ001[01]|OPSQ2003|OPSQ300[124]");
    private static final Pattern CONFIGURATION_CODES = Pattern.compile("EGW0000[34]|EGW0010[1-9]|EGW0011[0-5]|EGW00122"
            + "|EGW0013[0-2]|EGW0020[5-9]|EGW0021[0-3]|EGW00304|EGW00552|EGW02004|OPSQ0002|OPSQ2000|OPSQ999[5-9]");

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** The class of a code that the API gave in {@code msg_cd} or {@code error_code}. */
    public static ErrorClass ofCode(String code) {
        return switch (code) {
            case "EGW00201" -> THROTTLED;
            case "EGW00121", "EGW00123" -> TOKEN;
            case "EGW00133" -> TOKEN_TOO_OFTEN;
            case "OPSQ2001", "OPSQ2002" -> PAIR;
            default -> {
                if (PASSING_CODES.matcher(code).matches()) {
                    yield PASSING;
                }
                yield CONFIGURATION_CODES.matcher(code).matches() ? CONFIGURATION : UNCLEAR;
            }
        };
    }

    /** The class of an answer without a code, by its HTTP status; empty where the status says nothing is wrong. */
    public static Optional<ErrorClass> ofStatus(int status) {
        if (status / 100 == 2) {
            return Optional.empty();
        }
        return Optional.of(status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS ? PASSING : UNCLEAR);
    }
}

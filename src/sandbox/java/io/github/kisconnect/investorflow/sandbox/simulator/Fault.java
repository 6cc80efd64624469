package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/** Something that goes wrong, by name; {@link Injection} says where and how often. */
public sealed interface Fault {
    /** The name that {@link #parse} reads, without an argument. */
    String name();

    /** Whole answers in place of the right one. */
    enum Reply implements Fault {
        /** HTTP 500 with EGW00201, whatever the quota is. */
        RATE_LIMIT,
        /** HTTP 500 with EGW00121, though the token may be good. */
        TOKEN_INVALID,
        /** HTTP 500 with EGW00123, though the token may be good. */
        TOKEN_EXPIRED,
        /** HTTP 503 with a page for people. */
        HTML_ERROR
    }

    /** The right answer, spoilt on its way. */
    enum Wire implements Fault {
        /** The connection is reset in place of an answer. */
        RESET,
        /** The connection is closed, in order, in place of an answer. */
        CLOSE,
        /** The connection is closed after half of the body. */
        HALF_BODY,
        /** No answer; the connection is closed when the simulator is cleared or closed. */
        HANG,
        /** A good answer, compressed. */
        GZIP
    }

    /** A successful answer whose output is not what it should be. */
    enum Row implements Fault {
        MALFORMED_FIGURE,
        ABSENT_FIGURE,
        BLANK_FIGURE,
        FURTHER_FIELD,
        EMPTY_OUTPUT,
        TWO_ROWS,
        OUTPUT_STRING,
        /** The output as an object, as the page has it. */
        OBJECT_SHAPE,
        ALL_BLANK,
        ALL_ZERO,
        /** Every other figure is blank, and the rest is zero. */
        ZEROS_AND_BLANKS,
        /** The right row with sell and buy figures a tenth lower. */
        FALLING_ROW,
        /** The same, but right: the API has taken figures back. */
        CORRECTED_ROW,
        /** The right row with sell and buy figures a tenth higher. */
        HIGHER_ROW,
        /** The row of the pair that is next in alphabetical order, the first one's for the last; the right one where there is no other. */
        OTHER_PAIR,
        /** The row that the pair's last answer without a fault had; the right one while there was none. */
        FROZEN,
        /** A page for people in place of JSON, with HTTP 200. */
        HTML_PAGE,
        /** More than 1 MiB, in a further field. */
        HUGE_BODY,
        /** The same, but small on the wire. */
        HUGE_BODY_COMPRESSED
    }

    /** States of the whole service, until cleared. */
    enum Service implements Fault {
        /** Connections are cut and refused. */
        UNREACHABLE,
        /** Connections are cut and refused, and tokens issued before are forgotten. */
        MAINTENANCE,
        /** Tokens issued so far are invalid, and a new issue gives the same one for as long as it would have. */
        DEAD_TOKEN
    }

    /**
     * An answer with any status and code.
     *
     * @param status the HTTP status
     * @param msgCd the code
     * @param message its message
     */
    record HttpError(int status, String msgCd, String message) implements Fault {
        public HttpError {
            Objects.requireNonNull(msgCd, "msgCd");
            Objects.requireNonNull(message, "message");
        }

        @Override
        public String name() {
            return "HTTP_ERROR";
        }
    }

    /**
     * A good answer, late.
     *
     * @param delay how late
     */
    record Slow(Duration delay) implements Fault {
        @Override
        public String name() {
            return "SLOW";
        }
    }

    /**
     * An HTTP 302 to somewhere else.
     *
     * @param location an absolute URL
     */
    record Redirect(String location) implements Fault {
        /** A host that does not exist. */
        public static final Redirect ELSEWHERE = new Redirect("http://elsewhere.invalid/");

        @Override
        public String name() {
            return "REDIRECT";
        }
    }

    /**
     * Reads a name and, after a colon, its argument: {@code RESET}, {@code SLOW:PT2S}, {@code HTTP_ERROR:EGW00300}, {@code
     * HTTP_ERROR:200:OPSQ2001}, {@code REDIRECT}, {@code REDIRECT:http://127.0.0.1:1234/}.
     *
     * @throws IllegalArgumentException when there is no such fault
     */
    static Fault parse(String text) {
        String[] parts = text.split(":", 2);
        String argument = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "SLOW" -> new Slow(Duration.parse(argument));
            case "REDIRECT" -> argument.isEmpty() ? Redirect.ELSEWHERE : new Redirect(argument);
            case "HTTP_ERROR" -> httpError(argument);
            default -> Stream.of(Reply.values(), Wire.values(), Row.values(), Service.values())
                    .flatMap(Stream::<Fault>of)
                    .filter(fault -> fault.name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no fault is named " + text));
        };
    }

    private static HttpError httpError(String argument) {
        String[] parts = argument.split(":");
        return parts.length == 2
                ? new HttpError(Integer.parseInt(parts[0]), parts[1], "injected")
                : new HttpError(500, argument, "injected");
    }
}

package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.RejectReason;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads values of the rows of all endpoints; the API writes every value as text. */
public final class Fields {
    /** {@code 20261123}, in queries, too. */
    public static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final int LONGEST_QUOTE = 40;

    private Fields() {}

    /** A text without the spaces around it; blank where there is none. */
    public static String text(JsonNode row, String field) {
        return row.path(field).asText("").strip();
    }

    /** A date; empty where there is none that can be read. */
    public static Optional<LocalDate> date(JsonNode row, String field) {
        try {
            return Optional.of(LocalDate.parse(text(row, field), DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * A figure, which may be padded and have a sign.
     *
     * @return null where the API left it blank
     * @throws UnreadableException when the field is absent, not a text, or not an integer of 64 bits
     */
    public static Long figure(JsonNode row, String field) throws UnreadableException {
        JsonNode node = row.get(field);
        if (node == null) {
            throw new UnreadableException(RejectReason.ABSENT_FIGURE, field + " is absent");
        }
        if (!node.isTextual()) {
            throw new UnreadableException(RejectReason.WRONG_FIGURE, field + " is not a string");
        }
        String text = node.textValue().strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (INTEGER.matcher(text).matches()) {
                return Long.valueOf(text);
            }
        } catch (NumberFormatException beyond64Bits) {
            // Falls through: digits, but too many.
        }
        throw new UnreadableException(
                RejectReason.WRONG_FIGURE,
                field + " is not a 64-bit integer: '" + OneLine.of(text, LONGEST_QUOTE) + "'");
    }
}

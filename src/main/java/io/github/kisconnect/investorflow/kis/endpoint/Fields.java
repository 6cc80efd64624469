package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.flow.RejectReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the bodies of all endpoints, and the values in their rows; the API writes every value as text. */
public final class Fields {
    /** {@code 20261123}, in queries, too. */
    public static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final int LONGEST_QUOTE = 40;

    private Fields() {}

    /**
     * A whole body.
     *
     * @throws UnreadableException when it is not one JSON object in UTF-8, or has a name twice
     */
    static JsonNode object(byte[] body) {
        JsonNode root;
        try {
            requireUtf8(body);
            root = JSON.readTree(body);
        } catch (IOException e) {
            throw new UnreadableException(RejectReason.NOT_JSON, "the body is not JSON");
        }
        if (!root.isObject()) {
            throw new UnreadableException(RejectReason.NOT_JSON, "the body is not a JSON object");
        }
        return root;
    }

    /**
     * The parser takes an overlong sequence for the digit that it encodes, and so would read a figure from spoilt
     * bytes.
     */
    private static void requireUtf8(byte[] body) throws CharacterCodingException {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    }

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
    public static Long figure(JsonNode row, String field) {
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

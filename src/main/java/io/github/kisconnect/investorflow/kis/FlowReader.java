package io.github.kisconnect.investorflow.kis;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the body of an answer: the 72 figures by name, or why they cannot be had.
 *
 * <p>Tolerant of what the API and its siblings are known to do (padding, signs, blanks, an object in place of the array, further
 * fields), and of nothing else: a wrong figure would be believed.
 */
final class FlowReader {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final Set<String> KNOWN_FIELDS = Arrays.stream(InvestorGroup.values())
            .flatMap(group -> Arrays.stream(Figure.values()).map(group::apiField))
            .collect(Collectors.toUnmodifiableSet());
    private static final int LONGEST_QUOTE = 40;

    private FlowReader() {}

    /** What a body says, in its own codes and words, which may repeat what was sent. */
    sealed interface Reading {
        /** All figures; {@code furtherFields} names those that this version does not know. */
        record Row(Snapshot snapshot, String messageCode, List<String> furtherFields) implements Reading {}

        record Refusal(String code, String message) implements Reading {}

        record Unreadable(RejectReason reason, String messageCode, String detail) implements Reading {}
    }

    static Reading read(byte[] body) {
        JsonNode root;
        try {
            requireUtf8(body);
            root = JSON.readTree(body);
        } catch (IOException e) {
            return new Reading.Unreadable(RejectReason.NOT_JSON, "", "the body is not JSON");
        }
        if (!root.isObject()) {
            return new Reading.Unreadable(RejectReason.NOT_JSON, "", "the body is not a JSON object");
        }
        String resultCode = text(root, "rt_cd");
        if (resultCode.equals("0")) {
            return readOutput(root.path("output"), text(root, "msg_cd"));
        }
        String code = text(root, "msg_cd").isBlank() ? text(root, "error_code") : text(root, "msg_cd");
        if (!code.isBlank()) {
            return new Reading.Refusal(code, text(root, "msg1") + text(root, "error_description"));
        }
        return new Reading.Unreadable(RejectReason.WRONG_SHAPE, "", "neither rt_cd 0 nor an error's code");
    }

    /** The parser takes an overlong sequence for the digit that it would be, and so a figure from bytes that were spoilt. */
    private static void requireUtf8(byte[] body) throws CharacterCodingException {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    }

    private static Reading readOutput(JsonNode output, String messageCode) {
        JsonNode row = output.isArray() && output.size() == 1 ? output.get(0) : output;
        if (!row.isObject()) {
            return new Reading.Unreadable(
                    RejectReason.WRONG_SHAPE, messageCode, "output is neither an object nor an array of exactly one");
        }
        try {
            Snapshot snapshot = Snapshot.of((group, figure) -> figure(row, group.apiField(figure)));
            if (snapshot.isBlank()) {
                return new Reading.Unreadable(
                        RejectReason.ALL_BLANK,
                        messageCode,
                        "every figure is blank: the API does not know this sector");
            }
            List<String> further = row.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !KNOWN_FIELDS.contains(name))
                    .toList();
            return new Reading.Row(snapshot, messageCode, further);
        } catch (FigureException e) {
            return new Reading.Unreadable(e.reason, messageCode, e.getMessage());
        }
    }

    private static Long figure(JsonNode row, String field) {
        JsonNode node = row.get(field);
        if (node == null) {
            throw new FigureException(RejectReason.ABSENT_FIGURE, field + " is absent");
        }
        if (!node.isTextual()) {
            throw new FigureException(RejectReason.WRONG_FIGURE, field + " is not a string");
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
        throw new FigureException(
                RejectReason.WRONG_FIGURE,
                field + " is not a 64-bit integer: '" + OneLine.of(text, LONGEST_QUOTE) + "'");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    /** Leaves the walk over the figures at the first bad one. */
    private static final class FigureException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RejectReason reason;

        FigureException(RejectReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }
    }
}

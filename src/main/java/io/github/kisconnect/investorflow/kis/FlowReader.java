package io.github.kisconnect.investorflow.kis;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
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
        Envelope envelope = Envelope.open(body);
        if (envelope instanceof Envelope.Refusal refusal) {
            return new Reading.Refusal(refusal.code(), refusal.message());
        }
        if (envelope instanceof Envelope.Unreadable unreadable) {
            return new Reading.Unreadable(unreadable.reason(), "", unreadable.detail());
        }
        Envelope.Output output = (Envelope.Output) envelope;
        return readOutput(output.output(), output.messageCode());
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

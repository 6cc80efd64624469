package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.RejectReason;
import java.util.List;

/**
 * What a body says, in the API's own codes and words, which may be of any length and repeat what was sent.
 *
 * <p>The API puts the same around all its answers but those to token requests.
 */
public sealed interface Reading<T> {
    /**
     * It gives what was asked for.
     *
     * @param messageCode the API's {@code msg_cd}, empty when there is none
     * @param furtherFields names of fields that this version does not know
     */
    record Good<T>(T value, String messageCode, List<String> furtherFields) implements Reading<T> {}

    /** It gives nothing, and says why. */
    record Refusal<T>(String code, String message) implements Reading<T> {}

    /** It says neither. */
    record Unreadable<T>(RejectReason reason, String messageCode, String detail) implements Reading<T> {}

    /** Reads the answer of an endpoint to a question; takes a body of any kind. */
    static <Q, T> Reading<T> of(byte[] body, Endpoint<Q, T> endpoint, Q question) {
        String messageCode = "";
        try {
            JsonNode root = Fields.object(body);
            if (!text(root, "rt_cd").equals("0")) {
                return refusal(root);
            }
            messageCode = text(root, "msg_cd");
            return new Good<>(endpoint.read(root, question), messageCode, endpoint.furtherFields(root));
        } catch (UnreadableException e) {
            return new Unreadable<>(e.reason(), messageCode, e.getMessage());
        }
    }

    private static <T> Refusal<T> refusal(JsonNode root) {
        String code = text(root, "msg_cd").isBlank() ? text(root, "error_code") : text(root, "msg_cd");
        if (code.isBlank()) {
            throw new UnreadableException(RejectReason.WRONG_SHAPE, "neither rt_cd 0 nor an error code");
        }
        return new Refusal<>(code, text(root, "msg1") + text(root, "error_description"));
    }

    private static String text(JsonNode root, String field) {
        return root.path(field).asText("");
    }
}

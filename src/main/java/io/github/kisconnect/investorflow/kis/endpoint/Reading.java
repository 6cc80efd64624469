package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.RejectReason;
import java.util.List;

/** What a body says, in the API's own codes and words, which may be of any length and repeat what was sent. */
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
        Envelope envelope = Envelope.open(body);
        if (envelope instanceof Envelope.Refusal refusal) {
            return new Refusal<>(refusal.code(), refusal.message());
        }
        if (envelope instanceof Envelope.Unreadable unreadable) {
            return new Unreadable<>(unreadable.reason(), "", unreadable.detail());
        }
        Envelope.Content content = (Envelope.Content) envelope;
        JsonNode root = content.root();
        try {
            return new Good<>(endpoint.read(root, question), content.messageCode(), endpoint.furtherFields(root));
        } catch (UnreadableException e) {
            return new Unreadable<>(e.reason(), content.messageCode(), e.getMessage());
        }
    }
}

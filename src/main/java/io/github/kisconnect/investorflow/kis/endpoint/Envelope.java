package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.kis.token.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the API puts around all its answers but those to token requests. */
sealed interface Envelope {
    JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** It has content: {@code root} is an object, {@code messageCode} is empty when there is none. */
    record Content(JsonNode root, String messageCode) implements Envelope {}

    /** It has no content, and says why. */
    record Refusal(String code, String message) implements Envelope {}

    /** The body is no envelope. */
    record Unreadable(RejectReason reason, String detail) implements Envelope {}

    /** Takes a body of any kind. */
    static Envelope open(byte[] body) {
        JsonNode root;
        try {
            requireUtf8(body);
            root = JSON.readTree(body);
        } catch (IOException e) {
            return new Unreadable(RejectReason.NOT_JSON, "the body is not JSON");
        }
        if (!root.isObject()) {
            return new Unreadable(RejectReason.NOT_JSON, "the body is not a JSON object");
        }
        String resultCode = text(root, "rt_cd");
        if (resultCode.equals("0")) {
            return new Content(root, text(root, "msg_cd"));
        }
        String code = text(root, "msg_cd").isBlank() ? text(root, "error_code") : text(root, "msg_cd");
        if (!code.isBlank()) {
            return new Refusal(code, text(root, "msg1") + text(root, "error_description"));
        }
        return new Unreadable(RejectReason.WRONG_SHAPE, "neither rt_cd 0 nor an error code");
    }

    /**
     * The parser takes an overlong sequence for the digit that it encodes, and so would read a figure from spoilt
     * bytes.
     */
    private static void requireUtf8(byte[] body) throws CharacterCodingException {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}

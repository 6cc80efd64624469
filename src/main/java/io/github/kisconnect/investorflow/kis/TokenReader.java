package io.github.kisconnect.investorflow.kis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Reads the answer to a token request. */
final class TokenReader {
    private static final JsonMapper JSON = new JsonMapper();
    /** The page gives no zone; by usage it is Korean time. */
    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final ZoneOffset KST = ZoneOffset.ofHours(9);

    private TokenReader() {}

    static TokenDesk.Grant read(int status, byte[] body, Instant receivedAt) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            root = JSON.missingNode();
        }
        String code = root.path("error_code").asText(root.path("msg_cd").asText(""));
        if (!code.isBlank()) {
            String message =
                    root.path("error_description").asText(root.path("msg1").asText(""));
            return new TokenDesk.Grant.Denied(KisError.ofCode(code, message));
        }
        String value = root.path("access_token").asText("");
        if (status / 100 != 2 || value.isBlank() || !isHeaderValue(value)) {
            ErrorClass errorClass = ErrorClass.ofStatus(status).orElse(ErrorClass.UNCLEAR);
            return new TokenDesk.Grant.Denied(new KisError(errorClass, "HTTP " + status, "no token in the answer"));
        }
        Instant expiresAt = earlier(
                receivedAt.plusSeconds(root.path("expires_in").asLong(0)),
                statedExpiry(root.path("access_token_token_expired").asText(""), receivedAt));
        return new TokenDesk.Grant.Issued(new AccessToken(value, expiresAt));
    }

    private static Instant statedExpiry(String text, Instant receivedAt) {
        try {
            return LocalDateTime.parse(text, EXPIRY).toInstant(KST);
        } catch (DateTimeException e) {
            return Instant.MAX;
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static boolean isHeaderValue(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}

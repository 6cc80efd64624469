package io.github.kisconnect.investorflow.sandbox.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/**
 * Answers requests for an access token.
 *
 * <p>{@code expires_in} is the full life of a token even where an older one is handed out again, so that a client has to look
 * at both of the expiry fields.
 */
final class TokenEndpoint {
    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final SimulatorOptions options;
    private final RequestRules rules;
    private final TokenDesk desk;
    private final AtomicLong issues = new AtomicLong();

    TokenEndpoint(SimulatorOptions options, RequestRules rules, TokenDesk desk) {
        this.options = options;
        this.rules = rules;
        this.desk = desk;
    }

    /** How often a token was handed out, new or the same: each time the account holder's phone rings. */
    long issues() {
        return issues.get();
    }

    Answer answer(RecordedRequest request) {
        String type = request.getHeaders().get("content-type");
        if (type == null || !type.startsWith("application/json")) {
            return Answer.refused(Endpoint.TOKEN, Refusal.CONTENT_TYPE_INVALID);
        }
        ByteString bytes = request.getBody();
        JsonNode body = Bodies.parse(bytes == null ? "" : bytes.utf8());
        String appKey = body.path("appkey").asText();
        Optional<Refusal> refusal =
                rules.credentials(appKey, body.path("appsecret").asText());
        if (refusal.isPresent()) {
            return Answer.refused(Endpoint.TOKEN, refusal.get());
        }
        if (!"client_credentials".equals(body.path("grant_type").asText())) {
            return Answer.refused(Endpoint.TOKEN, Refusal.GRANT_TYPE_INVALID);
        }
        Instant now = options.clock().instant();
        return rules.account(appKey)
                .flatMap(account -> desk.issue(account, now))
                .map(this::issued)
                .orElseGet(() -> Answer.refused(Endpoint.TOKEN, Refusal.TOKEN_TOO_OFTEN));
    }

    private Answer issued(TokenDesk.Token token) {
        issues.incrementAndGet();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token.text());
        body.put("access_token_token_expired", EXPIRY.format(token.expiresAt().atZone(SessionModel.KST)));
        body.put("token_type", "Bearer");
        body.put("expires_in", options.tokenLifetime().getSeconds());
        return Answer.json(200, Bodies.write(body), new Answer.Entry(LedgerEntry.Kind.SERVED, "", null));
    }
}

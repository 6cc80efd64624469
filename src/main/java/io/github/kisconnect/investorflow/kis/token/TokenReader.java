package io.github.kisconnect.investorflow.kis.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.kis.account.HeaderText;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.Kst;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads the answer to a token request. */
public final class TokenReader {
    private static final JsonMapper JSON = new JsonMapper();
    /** The page gives no zone; by usage it is Korean time. */
    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final Duration DOCUMENTED_LIFETIME = Duration.ofDays(1);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(366);

    private TokenReader() {}

    /**
     * What the answer says.
     *
     * @param receivedAt by this host's clock, which the token's end is counted by
     * @param date the server's time in this answer, to compare the stated end with: this host's may be wrong by days
     * @param words cleans the API's codes and words, which may repeat what was sent
     */
    public static TokenDesk.Grant read(
            int status, byte[] body, Instant receivedAt, Optional<Instant> date, UnaryOperator<String> words) {
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
            return new TokenDesk.Grant.Denied(KisError.ofCode(code, message, words));
        }
        String value = root.path("access_token").asText("");
        if (status / 100 != 2 || !HeaderText.fits(value)) {
            ErrorClass errorClass = ErrorClass.ofStatus(status).orElse(ErrorClass.UNCLEAR);
            return new TokenDesk.Grant.Denied(new KisError(errorClass, "HTTP " + status, "no token in the answer"));
        }
        Duration life = Stream.of(
                        Optional.of(Duration.ofSeconds(root.path("expires_in").asLong(0))),
                        statedEnd(root.path("access_token_token_expired").asText(""))
                                .map(end -> Duration.between(date.orElse(receivedAt), end)))
                .flatMap(Optional::stream)
                .filter(TokenReader::isLife)
                .min(Comparator.naturalOrder())
                .orElse(DOCUMENTED_LIFETIME);
        return new TokenDesk.Grant.Issued(new AccessToken(value, receivedAt.plus(life)));
    }

    /** A token that counts as expired at once would be requested again every minute. */
    private static boolean isLife(Duration time) {
        return time.compareTo(Duration.ZERO) > 0 && time.compareTo(LONGEST_LIFETIME) <= 0;
    }

    private static Optional<Instant> statedEnd(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text, EXPIRY).toInstant(Kst.ZONE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

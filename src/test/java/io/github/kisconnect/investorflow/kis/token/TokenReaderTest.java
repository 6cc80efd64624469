package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading the answer to a token request")
class TokenReaderTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    @DisplayName("gives the token of the sample with the stated expiry, in Korean time, where that is the earlier one")
    void sample() {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            assertThat(read(200, Samples.body("token-success.json")))
                    .isEqualTo(new TokenDesk.Grant.Issued(
                            new AccessToken("eyJ0eXAi.example.token", Instant.parse("2026-11-22T23:50:00Z"))));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @DisplayName("takes the earlier of the two expiries, the one that is there, or a day where neither is")
    @CsvSource({
        "3600, '\"2026-11-23 08:50:00\"', 2026-11-22T01:00:00Z",
        "86400, '\"2026-11-22 10:00:00\"', 2026-11-22T01:00:00Z",
        "'\"3600\"', '\"2026-11-23 08:50:00\"', 2026-11-22T01:00:00Z",
        "3600, '\"soon\"', 2026-11-22T01:00:00Z",
        "3600, null, 2026-11-22T01:00:00Z",
        "null, '\"2026-11-22 10:00:00\"', 2026-11-22T01:00:00Z",
        "'\"\"', '\"2026-11-22 10:00:00\"', 2026-11-22T01:00:00Z",
        "null, null, 2026-11-23T00:00:00Z",
        "9223372036854775807, '\"2026-11-22 10:00:00\"', 2026-11-22T01:00:00Z"
    })
    void expiry(String expiresIn, String stated, Instant expiresAt) {
        String body = "{\"access_token\":\"abc\",\"expires_in\":" + expiresIn + ",\"access_token_token_expired\":"
                + stated + "}";
        assertThat(read(200, body)).isEqualTo(new TokenDesk.Grant.Issued(new AccessToken("abc", expiresAt)));
    }

    @Test
    @DisplayName("takes absent expiries as it takes null")
    void absentExpiries() {
        assertThat(read(200, "{\"access_token\":\"abc\"}"))
                .isEqualTo(new TokenDesk.Grant.Issued(new AccessToken("abc", RECEIVED.plus(Duration.ofDays(1)))));
    }

    @Test
    @DisplayName("gives the code and the words of a refusal, in the form of either path, whatever the status")
    void refusals() {
        assertThat(read(403, Samples.body("token-error-too-often-http403.json")))
                .isEqualTo(new TokenDesk.Grant.Denied(
                        new KisError(ErrorClass.TOKEN_TOO_OFTEN, "EGW00133", "접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)")));
        assertThat(read(200, "{\"rt_cd\":\"1\",\"msg_cd\":\"EGW00103\",\"msg1\":\"no\"}"))
                .isEqualTo(new TokenDesk.Grant.Denied(new KisError(ErrorClass.CONFIGURATION, "EGW00103", "no")));
        assertThat(read(200, "{\"access_token\":\"abc\",\"error_code\":\"EGW00105\"}"))
                .isEqualTo(new TokenDesk.Grant.Denied(new KisError(ErrorClass.CONFIGURATION, "EGW00105", "")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("classes an answer without a code by its status")
    @CsvSource({
        "200, UNCLEAR",
        "302, UNCLEAR",
        "403, UNCLEAR",
        "404, UNCLEAR",
        "429, PASSING",
        "500, PASSING",
        "503, PASSING"
    })
    void byStatus(int status, ErrorClass errorClass) {
        assertThat(read(status, "<html></html>"))
                .isEqualTo(new TokenDesk.Grant.Denied(
                        new KisError(errorClass, "HTTP " + status, "no token in the answer")));
    }

    @ParameterizedTest
    @DisplayName("finds no token in anything else, and never throws")
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"abc\"",
                "{}",
                "{\"access_token\":null}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":{\"a\":1}}",
                "{\"access_token\":\"a b\"}",
                "{\"access_token\":\"a\\r\\nX: y\"}",
                "{\"access_token\":\"토큰\"}",
                "{\"access_token\":\"abc\\u0000\"}",
                "{\"access_token\":\"abc\""
            })
    void noToken(String body) {
        assertThat(read(200, body)).isInstanceOf(TokenDesk.Grant.Denied.class);
    }

    @Test
    @DisplayName("takes no token from an answer that is no success")
    void tokenWithWrongStatus() {
        assertThat(read(500, Samples.body("token-success.json"))).isInstanceOf(TokenDesk.Grant.Denied.class);
    }

    @ParameterizedTest(name = "{0} and {1} at {2}: {3}")
    @DisplayName("reads the stated end against the server's clock, and takes one that is not in its future for none")
    @CsvSource({
        // 18 hours are left of a token that was issued before: whatever this host's clock says.
        "86400, '2026-11-23 03:00:00', 2026-11-22T00:00:00Z, PT18H",
        "86400, '2026-11-24 03:00:00', 2026-11-23T00:00:00Z, PT18H",
        "86400, '2026-11-22 03:00:00', 2026-11-21T00:00:00Z, PT18H",
        "86400, '2026-11-22 09:00:00', 2026-11-22T00:00:00Z, PT24H",
        "3600, '2026-11-22 08:59:59', 2026-11-22T00:00:00Z, PT1H",
        "null, '2026-11-22 09:00:00', 2026-11-22T00:00:00Z, PT24H",
        "null, '2026-11-22 09:00:01', 2026-11-22T00:00:00Z, PT1S",
        // Without a Date this host's clock is all there is.
        "86400, '2026-11-23 03:00:00', null, PT18H",
        "86400, '2026-11-21 09:00:00', null, PT24H",
        "null, '2029-11-22 09:00:00', null, PT24H"
    })
    void byTheServersClock(String expiresIn, String stated, String date, Duration life) {
        String body = "{\"access_token\":\"abc\",\"expires_in\":" + expiresIn + ",\"access_token_token_expired\":\""
                + stated + "\"}";
        Optional<Instant> serverTime = date.equals("null") ? Optional.empty() : Optional.of(Instant.parse(date));
        assertThat(read(200, body, serverTime))
                .isEqualTo(new TokenDesk.Grant.Issued(new AccessToken("abc", RECEIVED.plus(life))));
    }

    private static TokenDesk.Grant read(int status, String body) {
        return read(status, body, Optional.empty());
    }

    private static TokenDesk.Grant read(int status, String body, Optional<Instant> date) {
        return TokenReader.read(
                status, body.getBytes(StandardCharsets.UTF_8), RECEIVED, date, UnaryOperator.identity());
    }
}

package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

    private static TokenDesk.Grant read(int status, String body) {
        return TokenReader.read(status, body.getBytes(StandardCharsets.UTF_8), RECEIVED, UnaryOperator.identity());
    }
}

package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.account.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A secret that an answer repeats")
class SecretsTest {
    /** With all that JSON may write in more than one way. */
    private static final String SECRET = "abc+DEF/ghi&jkl\"\\==";

    private final Secrets secrets = new Secrets(Clients.settings(
            "http://127.0.0.1:1", new Credentials("the-key", SECRET), Customer.person(null), Duration.ofSeconds(1)));

    @ParameterizedTest
    @DisplayName("is hidden in every way in which JSON may write it, and nothing else is")
    @ValueSource(
            strings = {
                "abc+DEF/ghi&jkl\\\"\\\\==",
                "abc+DEF\\/ghi&jkl\\\"\\\\==",
                "abc+DEF/ghi\\u0026jkl\\\"\\\\\\u003d\\u003d",
                "abc\\u002bDEF\\u002Fghi\\u0026jkl\\u0022\\u005C\\u003D=",
                "\\u0061bc+DEF/ghi&jkl\\\"\\\\=="
            })
    void inEveryForm(String written) {
        assertThat(secrets.hide("{\"said\":\"" + written + "\"}")).isEqualTo("{\"said\":\"[hidden]\"}");
    }

    @Test
    @DisplayName("is hidden in bytes of any kind, which stay as they are elsewhere")
    void inBytes() {
        byte[] body = ("\u0000\u00ff" + SECRET + "\u0080 the-key token-1").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(secrets.hide(body, "token-1"), StandardCharsets.ISO_8859_1))
                .isEqualTo("\u0000\u00ff[hidden]\u0080 [hidden] [hidden]");
    }

    @ParameterizedTest
    @DisplayName("is hidden as a whole, even where another one is a part of it")
    @CsvSource({"part, the-part-of-it", "the-part-of-it, part"})
    void withinAnother(String key, String secret) {
        Secrets nested = new Secrets(Clients.settings(
                "http://127.0.0.1:1", new Credentials(key, secret), Customer.person(null), Duration.ofSeconds(1)));
        assertThat(nested.hide("the-part-of-it part the-part-of-it-and-token", "the-part-of-it-and-token"))
                .isEqualTo("[hidden] [hidden] [hidden]");
    }

    @ParameterizedTest
    @DisplayName("leaves no part of it at the end of a text that was cut anywhere within it")
    @ValueSource(strings = {"abc+DEF/ghi&jkl\\\"\\\\==", "abc\\u002bDEF\\u002Fghi\\u0026jkl\\u0022\\u005C\\u003D="})
    void cut(String written) {
        String before = "x".repeat(1000);
        for (int cut = 0; cut <= written.length(); cut++) {
            byte[] beginning = (before + written.substring(0, cut)).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new String(secrets.hideInBeginning(beginning), StandardCharsets.ISO_8859_1))
                    .matches("x{800,}");
        }
    }
}

package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The body of an answer that cannot be read")
class RejectedBodyTest extends KisClientFixture {
    private static final String UNREADABLE = "{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"output\":%s}";

    @BeforeEach
    void authorize() {
        authorized();
    }

    @Test
    @DisplayName("is kept as it came, with code, status and time")
    void asItCame() {
        Reject reject = reject(UNREADABLE.formatted("[]"));
        assertThat(reject.reason()).isEqualTo(RejectReason.WRONG_SHAPE);
        assertThat(new String(reject.body(), StandardCharsets.UTF_8)).isEqualTo(UNREADABLE.formatted("[]"));
        assertThat(reject.messageCode()).isEqualTo("MCA00000");
        assertThat(reject.httpStatus()).isEqualTo(200);
        assertThat(reject.receivedAt()).isEqualTo(clock.instant());
    }

    @Test
    @DisplayName("is kept in any encoding, byte for byte")
    void korean() {
        String body = "<html>점검 중입니다</html>";
        assertThat(reject(body).body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
        assertThat(reject(body).messageCode()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("is kept up to 64 KiB, of those that are too large as well")
    @ValueSource(ints = {65_536, 65_537, 1_048_577, 3_000_000})
    void beginning(int length) {
        byte[] whole = new byte[length];
        Arrays.fill(whole, (byte) 'x');
        assertThat(reject(new String(whole, StandardCharsets.US_ASCII)).body()).isEqualTo(Arrays.copyOf(whole, 65_536));
    }

    @Test
    @DisplayName("hides what it repeats of the key, the secret and the token, and so do the words about it")
    void secrets() {
        String token = simulator.issuedTokens().get(0);
        String echo = UNREADABLE.formatted("[{\"frgn_seln_vol\":\"" + credentials.appSecret() + "\",\"a\":\""
                + credentials.appKey() + "\",\"b\":\"Bearer " + token + "\",\"" + token + "\":\"1\"}]");
        try (LogCapture log = LogCapture.begin()) {
            Reject reject = reject(echo);
            String all = reject + reject.detail() + new String(reject.body(), StandardCharsets.UTF_8) + log.lines();
            assertThat(all)
                    .contains("[hidden]")
                    .doesNotContain(credentials.appKey(), credentials.appSecret(), token)
                    .doesNotContain(credentials.appSecret().substring(0, 10), token.substring(0, 10));
        }
    }

    @ParameterizedTest
    @DisplayName("ends with no part of a secret, wherever in one a body that is too large is cut")
    @ValueSource(strings = {"a", "\\u0061"})
    void cutWithinSecret(String firstLetter) {
        String echo = firstLetter + credentials.appSecret().substring(1);
        // Hidden ones are shorter, so that the end of the beginning comes into what is kept.
        String many = echo.repeat(KisHttp.LARGEST_BODY / echo.length() + 2);
        for (int shift = 0; shift < echo.length(); shift++) {
            Reject reject = reject("-".repeat(shift) + many);
            assertThat(new String(reject.body(), StandardCharsets.US_ASCII))
                    .matches("-*(\\[hidden])+(\\[h?i?d?d?e?n?)?")
                    .hasSizeGreaterThan(32 * 1024);
            assertThat(reject.detail()).contains("larger than");
        }
    }

    private Reject reject(String body) {
        simulator.answerWith(COMPOSITE, 200, body);
        Answer<Snapshot> answer = fetch();
        assertThat(answer).isInstanceOf(Answer.Unreadable.class);
        return ((Answer.Unreadable<Snapshot>) answer).reject();
    }
}

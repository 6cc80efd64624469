package io.github.kisconnect.investorflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The validation of secrets")
class ConfigSecretsTest extends ConfigValidationFixture {
    @ParameterizedTest
    @DisplayName("refuses a secret that cannot go into a header, and does not quote it")
    @ValueSource(
            strings = {
                "kis.app.key",
                "kis.app.secret",
                "kis.personal.seckey",
                "kis.phone.number",
                "kis.ip.address",
                "kis.mac.address"
            })
    void secrets(String key) {
        for (String wrong : List.of("hid den", "hidden\r\nx: y", "hiddén", "숨김", "hidden\u0000x")) {
            properties.put(key, wrong);
            assertOnlyError(key).contains(key).doesNotContain("hid den", "hidden", "hiddén", "숨김");
        }
    }

    @Test
    @DisplayName("shows no secret in any value or message")
    void secretsInResult() {
        properties.put("kis.personal.seckey", "personal-that-must-not-show");
        properties.put("poll.interval.ms", "7");
        assertThat(connector.validate(properties).configValues()).allSatisfy(value -> assertThat(value.toString())
                .doesNotContain(KEY, SECRET, "personal-that-must-not-show"));
    }
}

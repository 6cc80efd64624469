package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.ErrorClass;
import io.github.kisconnect.investorflow.kis.KisError;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The text of a failure")
class FailureTextTest {

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("names the setting, what the API said, and what to do")
    @CsvSource({
        "EGW00103, kis.app.key",
        "EGW00105, kis.app.secret",
        "EGW02004, paper-trading keys",
        "EGW00208, kis.customer.type"
    })
    void configuration(String code, String words) {
        assertThat(FailureText.of(new KisError(ErrorClass.CONFIGURATION, code, "the API's words")))
                .contains(code, "the API's words", words, "restart");
    }
}

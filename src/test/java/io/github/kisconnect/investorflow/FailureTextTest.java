package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.poll.PollFailure;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
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
        KisError error = new KisError(ErrorClass.CONFIGURATION, code, "the API's words");
        assertThat(FailureText.of(new PollFailure.Refused(error))).contains(code, "the API's words", words, "restart");
    }

    @Test
    @DisplayName("names market.sectors and an example where every pair is refused")
    void allParked() {
        assertThat(FailureText.of(new PollFailure.AllParked(3, "KSP:9999: OPSQ2001 (no such sector)")))
                .contains(
                        "every one of the 3 pairs", "KSP:9999: OPSQ2001 (no such sector)", "market.sectors", "restart");
    }

    @Test
    @DisplayName("names session.max.outage.ms, its value and the last problem after an outage")
    void outage() {
        assertThat(FailureText.of(new PollFailure.Outage(Duration.ofMinutes(5), "time-out (at https://host)")))
                .contains("300000 ms", "session.max.outage.ms", "time-out (at https://host)", "restart", "to 0");
        assertThat(FailureText.of(new PollFailure.Outage(Duration.ofMinutes(5), "")))
                .contains("none known");
    }
}

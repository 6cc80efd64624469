package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.holiday.HolidayEndpoint;
import io.github.kisconnect.investorflow.kis.holiday.OpenDays;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an answer of any endpoint says")
class AnswerReaderTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final Instant DATE = Instant.parse("2026-11-23T00:00:01Z");
    private static final Instant ARRIVAL = Instant.parse("2026-11-23T00:00:02Z");
    private static final String DAYS =
            "{\"rt_cd\":\"0\",\"msg_cd\":\"a-secret\",\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"}]}";

    private final AnswerReader reader = new AnswerReader(
            new Secrets(Clients.settings("http://127.0.0.1:1", new Credentials("the-key", "a-secret"))));

    @Test
    @DisplayName("is a value, with when it arrived, the server's time, and its code without secrets")
    void good() {
        assertThat(read(200, DAYS))
                .isEqualTo(new Answer.Good<>(
                        new OpenDays(MONDAY, new TreeMap<>(Map.of(MONDAY, true))),
                        ARRIVAL,
                        "[hidden]",
                        Optional.of(DATE)));
    }

    @Test
    @DisplayName("goes by the API's code first, then by the status, and has no secrets in its words")
    void refused() {
        assertThat(read(200, "{\"rt_cd\":\"1\",\"msg_cd\":\"EGW00123\",\"msg1\":\"the-token ended\"}"))
                .isEqualTo(failed(ErrorClass.TOKEN, "EGW00123", "[hidden] ended"));
        assertThat(read(503, "{\"rt_cd\":\"1\",\"msg_cd\":\"EGW00201\",\"msg1\":\"\"}"))
                .isEqualTo(failed(ErrorClass.THROTTLED, "EGW00201", ""));
        assertThat(read(503, DAYS)).isEqualTo(failed(ErrorClass.PASSING, "HTTP 503", ""));
        assertThat(read(404, DAYS)).isEqualTo(failed(ErrorClass.UNCLEAR, "HTTP 404", ""));
    }

    @Test
    @DisplayName("is an unclear error to who needs one, where it cannot be read")
    void unreadable() {
        assertThat(read(200, "{\"rt_cd\":\"0\",\"output\":[]}").problem()).hasValueSatisfying(error -> {
            assertThat(error.errorClass()).isEqualTo(ErrorClass.UNCLEAR);
            assertThat(error.code()).isEqualTo("HTTP 200");
            assertThat(error.message()).contains("2026-11-23");
        });
        assertThat(read(200, DAYS).problem()).isEmpty();
    }

    private Answer<OpenDays> read(int status, String body) {
        return reader.read(
                HolidayEndpoint.HOLIDAYS,
                MONDAY,
                new KisHttp.Received(status, body.getBytes(StandardCharsets.UTF_8), false, DATE, DATE, ARRIVAL),
                "the-token");
    }

    private static Answer<OpenDays> failed(ErrorClass errorClass, String code, String message) {
        return new Answer.Failed<>(new KisError(errorClass, code, message));
    }
}

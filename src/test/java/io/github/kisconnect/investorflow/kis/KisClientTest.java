package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Await;
import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The client")
class KisClientTest extends KisClientFixture {
    @ParameterizedTest(name = "{0}")
    @DisplayName("gives the figures of a good body with the code and the time of the answer")
    @CsvSource({
        "KSP-0001-official-example.json, 75588",
        "KSP-0001-object-shape.json, 75588",
        "KSP-0027-captured-2024-07-02.json, 49021",
        "wrong-pair-all-zero.json, 0"
    })
    void figures(String sample, long foreignersSold) {
        authorized();
        simulator.answerWithSample(COMPOSITE, 200, sample);
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Good.class, figures -> {
            assertThat(((Snapshot) figures.value()).figure(InvestorGroup.FOREIGNER, Figure.SELL_VOLUME))
                    .isEqualTo(foreignersSold);
            assertThat(figures.receivedAt()).isEqualTo(clock.instant());
            assertThat(figures.messageCode()).isEqualTo("MCA00000");
        });
    }

    @Test
    @DisplayName("says of an unknown sector that all is blank")
    void blank() {
        authorized();
        simulator.answerWithSample(COMPOSITE, 200, "unknown-sector-all-blank.json");
        assertUnreadable(RejectReason.ALL_BLANK);
    }

    @ParameterizedTest(name = "{0} with HTTP {1}: {2} {3}")
    @DisplayName("gives an error of the API by its code, whatever the status")
    @CsvSource({
        "error-rate-limit-http500.json, 500, THROTTLED, EGW00201",
        "error-rate-limit-http500.json, 200, THROTTLED, EGW00201",
        "error-token-expired-http500.json, 500, TOKEN, EGW00123",
        "error-token-expired-http500.json, 200, TOKEN, EGW00123",
        "error-token-invalid-http500.json, 500, TOKEN, EGW00121",
        "token-error-too-often-http403.json, 403, TOKEN_TOO_OFTEN, EGW00133"
    })
    void errors(String sample, int status, ErrorClass errorClass, String code) {
        authorized();
        simulator.answerWithSample(COMPOSITE, status, sample);
        assertFailed(errorClass, code);
    }

    @Test
    @DisplayName("believes no figures that come with a status that says error")
    void figuresWithError() {
        authorized();
        simulator.answerWithSample(COMPOSITE, 500, "KSP-0001-official-example.json");
        assertFailed(ErrorClass.PASSING, "HTTP 500");
        simulator.answerWithSample(COMPOSITE, 404, "KSP-0001-official-example.json");
        assertFailed(ErrorClass.UNCLEAR, "HTTP 404");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("gives a passing failure, after one request on the wire, for what goes wrong on the way")
    @ValueSource(strings = {"RESET", "CLOSE", "HALF_BODY", "HTML_ERROR", "HTTP_ERROR:502:EGW00300"})
    void passing(String fault) {
        authorized();
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
        simulator.inject(Injection.parse(fault));
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                        failed.error().errorClass())
                .isEqualTo(ErrorClass.PASSING));
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(2);
        simulator.clear();
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
    }

    @Test
    @DisplayName("gives a passing failure for an API that does not answer in time, and one that refuses connections")
    void noAnswer() {
        authorized();
        try (KisClient impatient = client(SHORT)) {
            simulator.inject(Fault.Wire.HANG);
            Answer<Snapshot> answer = await(impatient.fetch(FlowEndpoint.FLOWS, COMPOSITE));
            assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                assertThat(failed.error().errorClass()).isEqualTo(ErrorClass.PASSING);
                assertThat(failed.error()).hasToString("time-out (at " + simulator.url() + ")");
            });
            Await.until(
                    "request at the API",
                    Duration.ofSeconds(10),
                    () -> simulator.requests(Endpoint.INVESTOR_FLOW) == 1);
        }
        simulator.inject(Fault.Service.MAINTENANCE);
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                        failed.error().errorClass())
                .isEqualTo(ErrorClass.PASSING));
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("says why an answer cannot be read, after one request on the wire")
    @CsvSource({
        "HUGE_BODY, TOO_LARGE",
        "HUGE_BODY_COMPRESSED, TOO_LARGE",
        "MALFORMED_FIGURE, WRONG_FIGURE",
        "ABSENT_FIGURE, ABSENT_FIGURE",
        "EMPTY_OUTPUT, WRONG_SHAPE",
        "TWO_ROWS, WRONG_SHAPE",
        "OUTPUT_STRING, WRONG_SHAPE",
        "ALL_BLANK, ALL_BLANK"
    })
    void unreadable(String fault, RejectReason reason) {
        authorized();
        simulator.inject(Injection.parse(fault));
        assertUnreadable(reason);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(1);
        simulator.clear();
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("gives figures of a good answer that is odd in form or late")
    @ValueSource(strings = {"GZIP", "SLOW:PT0.2S", "OBJECT_SHAPE", "FURTHER_FIELD", "BLANK_FIGURE", "ALL_ZERO"})
    void odd(String fault) {
        authorized();
        simulator.inject(Injection.parse(fault));
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(1);
    }

    @Test
    @DisplayName("takes a body of exactly 1 MiB, and none that is a byte longer")
    void largestBody() {
        authorized();
        String sample = Samples.body("KSP-0001-official-example.json");
        int missing = 1024 * 1024 - sample.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        simulator.answerWith(COMPOSITE, 200, " ".repeat(missing) + sample);
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
        simulator.answerWith(COMPOSITE, 200, " ".repeat(missing + 1) + sample);
        assertUnreadable(RejectReason.TOO_LARGE);
    }

    @Test
    @DisplayName("logs a further field once, however often it comes")
    void furtherFieldLogged() {
        authorized();
        simulator.inject(Fault.Row.FURTHER_FIELD);
        try (LogCapture log = LogCapture.begin()) {
            fetch();
            fetch();
            assertThat(log.ours(Level.INFO)).singleElement().asString().contains("new_field");
        }
    }

    @Test
    @DisplayName("ends what is under way when it is closed, as a failure, and answers further calls likewise")
    void closed() {
        authorized();
        simulator.inject(Fault.Wire.HANG);
        CompletableFuture<Answer<Snapshot>> answer = client.fetch(FlowEndpoint.FLOWS, COMPOSITE);
        client.close();
        assertThat(await(answer)).isInstanceOf(Answer.Failed.class);
        assertThat(await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE))).isInstanceOf(Answer.Failed.class);
        client.close();
    }

    @Test
    @DisplayName("gives an error's code and words as one short line, whatever the API puts there")
    void oneShortLine() {
        authorized();
        simulator.inject(new Fault.HttpError(500, "EGW\n" + "9".repeat(5000), "first\r\nsecond\u001b[31m"));
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                        failed.error().toString())
                .hasSizeLessThan(300)
                .doesNotContainPattern("\\p{Cntrl}")
                .contains("first", "second"));
    }
}

package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.token.AccessToken;
import io.github.kisconnect.investorflow.kis.token.TokenDesk;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The client and its secrets")
class KisClientSecretsTest extends KisClientFixture {
    @ParameterizedTest
    @DisplayName("never follows a redirect: the other host gets no request, and so no key")
    @ValueSource(strings = {"INVESTOR_FLOW", "TOKEN"})
    void redirect(Endpoint endpoint) throws IOException {
        try (MockWebServer other = new MockWebServer()) {
            other.start();
            other.enqueue(new MockResponse.Builder()
                    .body(Samples.body("KSP-0001-official-example.json"))
                    .build());
            Fault redirect = new Fault.Redirect(other.url("/x").toString());
            if (endpoint == Endpoint.TOKEN) {
                simulator.inject(Injection.of(redirect).at(Endpoint.TOKEN));
                assertThat(await(client.authorize())).map(KisError::code).contains("HTTP 302");
            } else {
                authorized();
                simulator.inject(redirect);
                assertFailed(ErrorClass.UNCLEAR, "HTTP 302");
            }
            assertThat(other.getRequestCount()).isZero();
            assertThat(simulator.requests(endpoint)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("shows no secret in any text, nor in a log at any level, of it or of the HTTP library")
    void secrets() {
        Customer customer =
                Customer.corporation("personal-seckey", "001", "01099998888", "198.51.100.7", "AABBCCDDEEFF");
        List<String> secrets = new ArrayList<>(List.of(
                credentials.appKey(),
                credentials.appSecret(),
                "personal-seckey",
                "01099998888",
                "198.51.100.7",
                "AABBCCDDEEFF",
                "eyJ0eXAi"));
        List<String> texts = new ArrayList<>();
        try (LogCapture log = LogCapture.begin();
                KisClient corporate =
                        Clients.client(Clients.settings(simulator.url(), credentials, customer, SHORT), clock)) {
            simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN*1"));
            texts.add(await(corporate.authorize()).toString());
            clock.pass(Duration.ofSeconds(61));
            texts.add(await(corporate.authorize()).toString());
            for (String fault : List.of(
                    "GZIP*1",
                    "RESET*1",
                    "HALF_BODY*1",
                    "HANG*1",
                    "HTML_ERROR*1",
                    "HUGE_BODY*1",
                    "MALFORMED_FIGURE*1",
                    "REDIRECT*1",
                    "TOKEN_INVALID*1")) {
                simulator.inject(Injection.parse(fault));
                texts.add(await(corporate.fetch(FlowEndpoint.FLOWS, COMPOSITE)).toString());
            }
            texts.add(new KisSettings(
                            URI.create("http://127.0.0.1"),
                            credentials,
                            customer,
                            1,
                            SHORT,
                            SHORT,
                            "x",
                            Optional.empty(),
                            Transport.DIRECT)
                    .toString());
            texts.add(credentials.toString());
            texts.add(customer.toString());
            texts.add(new AccessToken("eyJ0eXAi.x", clock.instant()).toString());
            texts.add(new TokenDesk.Grant.Issued(new AccessToken("eyJ0eXAi.x", clock.instant())).toString());
            assertThat(log.lines()).isNotEmpty();
            log.lines().forEach(line -> texts.add(line.toString()));
        }
        assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    }

    @ParameterizedTest
    @DisplayName("shows no secret that the API itself repeats in the words of an error")
    @ValueSource(strings = {"INVESTOR_FLOW", "TOKEN"})
    void echoedSecrets(Endpoint endpoint) {
        String words = "appkey " + credentials.appKey() + " appsecret " + credentials.appSecret() + " is wrong";
        assertThat(refusal(endpoint, "EGW00105", words))
                .contains("EGW00105", "is wrong")
                .doesNotContain(credentials.appKey(), credentials.appSecret());
    }

    @ParameterizedTest
    @DisplayName("shows no secret that the API repeats in an error's code")
    @ValueSource(strings = {"INVESTOR_FLOW", "TOKEN"})
    void echoedInCode(Endpoint endpoint) {
        assertThat(refusal(endpoint, "E-" + credentials.appSecret(), "no"))
                .contains("E-[hidden] (no)")
                .doesNotContain(credentials.appSecret());
    }

    @ParameterizedTest
    @DisplayName(
            "shows no secret, nor the beginning of one, that the API repeats in the code of an answer with figures or without")
    @ValueSource(strings = {"\"output\":[{", "\"output\":[],\"x\":[{"})
    void echoedInMessageCode(String output) {
        authorized();
        String answered =
                Samples.body("KSP-0001-official-example.json").replaceFirst("\"output\":\\s*\\[\\s*\\{", output);
        for (String secret : List.of(credentials.appKey(), credentials.appSecret(), token())) {
            simulator.answerWith(COMPOSITE, 200, answered.replace("MCA00000", "x".repeat(30) + secret));
            Answer<Snapshot> answer = fetch();
            String code = answer instanceof Answer.Good<Snapshot> figures
                    ? figures.messageCode()
                    : ((Answer.Unreadable<Snapshot>) answer).reject().messageCode();
            assertThat(code).startsWith("x".repeat(30) + "[hidden]").doesNotContain(secret.substring(0, 8));
        }
    }

    @Test
    @DisplayName("logs no token that the API repeats as a field's name")
    void echoedAsName() {
        authorized();
        simulator.answerWith(
                COMPOSITE,
                200,
                Samples.body("KSP-0001-official-example.json")
                        .replaceFirst("\"frgn_seln_vol\"", "\"" + token() + "\":\"\",$0"));
        try (LogCapture log = LogCapture.begin()) {
            assertThat(fetch()).isInstanceOf(Answer.Good.class);
            assertThat(log.ours(Level.INFO))
                    .singleElement()
                    .asString()
                    .contains("[hidden]")
                    .doesNotContain(token());
        }
    }

    @Test
    @DisplayName("classes an error by its code as it came, even where a part of that is a secret")
    void classedAsItCame() {
        Customer customer = Customer.corporation("personal", "001", "010", "192.0.2.1", null);
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00103@TOKEN*1"));
        try (KisClient corporate =
                Clients.client(Clients.settings(simulator.url(), credentials, customer, SHORT), clock)) {
            assertThat(await(corporate.authorize())).hasValueSatisfying(error -> {
                assertThat(error.errorClass()).isEqualTo(ErrorClass.CONFIGURATION);
                assertThat(error.code()).isEqualTo("EGW0[hidden]3");
            });
        }
    }

    private String refusal(Endpoint endpoint, String code, String words) {
        simulator.inject(Injection.of(new Fault.HttpError(500, code, words)).at(endpoint));
        if (endpoint == Endpoint.TOKEN) {
            return await(client.authorize()).toString();
        }
        authorized();
        return fetch().toString();
    }

    private String token() {
        return simulator.issuedTokens().get(0);
    }
}

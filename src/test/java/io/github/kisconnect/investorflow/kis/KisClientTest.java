package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The client")
class KisClientTest {
    private static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");
    private static final Duration SHORT = Duration.ofMillis(300);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T01:00:00Z"));
    /** Near the end of its range: a monotonic clock may start anywhere. */
    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(30).toNanos());

    private final Credentials credentials = Clients.newCredentials();
    private final KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
            .account(credentials.appKey(), credentials.appSecret())
            .clock(now::get)
            .movement(Movement.ALWAYS_MOVING)
            .tokenSpacing(Duration.ZERO)
            .tokenReuse(Duration.ZERO)
            .quotaPerSecond(0)
            .build());
    private final KisClient client = client(Duration.ofSeconds(20));

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

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
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Figures.class, figures -> {
            assertThat(figures.snapshot().figure(InvestorGroup.FOREIGNER, Figure.SELL_VOLUME))
                    .isEqualTo(foreignersSold);
            assertThat(figures.receivedAt()).isEqualTo(now.get());
            assertThat(figures.messageCode()).isEqualTo("MCA00000");
        });
    }

    @Test
    @DisplayName("says of an unknown sector that all is blank")
    void blank() {
        authorized();
        simulator.answerWithSample(COMPOSITE, 200, "unknown-sector-all-blank.json");
        assertUnreadable(Answer.Reason.ALL_BLANK);
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

    @Test
    @DisplayName("issues one token for twenty clients that start together")
    void oneToken() throws Exception {
        int count = 20;
        List<KisClient> clients = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch together = new CountDownLatch(count);
            List<CompletableFuture<Optional<KisError>>> denials = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                KisClient one = client(Duration.ofSeconds(20));
                clients.add(one);
                denials.add(CompletableFuture.supplyAsync(
                        () -> {
                            together.countDown();
                            try {
                                together.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return await(one.authorize());
                        },
                        executor));
            }
            for (CompletableFuture<Optional<KisError>> denial : denials) {
                Optional<KisError> said = await(denial);
                assertThat(said.map(KisError::errorClass))
                        .isIn(Optional.empty(), Optional.of(ErrorClass.TOKEN_TOO_OFTEN));
            }
            assertThat(clients).allMatch(KisClient::isAuthorized);
            assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
            assertThat(simulator.tokenIssues()).isEqualTo(1);
        } finally {
            clients.forEach(KisClient::close);
            executor.shutdownNow();
        }
    }

    @Test
    @DisplayName("repeats a denial, without a request, until 61 s after the attempt")
    void attemptsApart() {
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN"));
        Optional<KisError> first = await(client.authorize());
        assertThat(first).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos() - 1);
        assertThat(await(client.authorize())).isEqualTo(first);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        nanos.addAndGet(1);
        assertThat(await(client.authorize())).isEqualTo(first);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(2);
        assertThat(client.isAuthorized()).isFalse();
    }

    @Test
    @DisplayName("waits 61 s after an attempt that failed on its way, too")
    void failedAttempt() {
        simulator.inject(Injection.parse("RESET@TOKEN*1"));
        assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.PASSING);
        assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(await(client.authorize())).isEmpty();
    }

    @Test
    @DisplayName("gives the API's code for wrong credentials")
    void wrongCredentials() {
        Credentials wrong = new Credentials(credentials.appKey(), "wrong-secret-of-tests");
        try (KisClient other = Clients.client(Clients.settings(simulator.url(), wrong), now::get, nanos::get)) {
            assertThat(await(other.authorize()))
                    .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo("EGW00105"))
                    .map(KisError::errorClass)
                    .contains(ErrorClass.CONFIGURATION);
        }
    }

    @Test
    @DisplayName("makes no request for figures without a token")
    void withoutToken() {
        assertThat(client.isAuthorized()).isFalse();
        assertFailed(ErrorClass.TOKEN, "token");
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }

    @Test
    @DisplayName("forgets a token that the API refuses, and gets a new one when the minute is over")
    void tokenError() {
        authorized();
        simulator.inject(Injection.parse("TOKEN_EXPIRED*1"));
        assertFailed(ErrorClass.TOKEN, "EGW00123");
        assertThat(client.isAuthorized()).isFalse();
        assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(simulator.tokenIssues()).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        authorized();
        assertThat(simulator.tokenIssues()).isEqualTo(2);
        assertThat(fetch()).isInstanceOf(Answer.Figures.class);
    }

    @Test
    @DisplayName("keeps its token over every other error")
    void otherErrors() {
        authorized();
        for (String fault : List.of("RATE_LIMIT*1", "HTML_ERROR*1", "RESET*1", "HTTP_ERROR:EGW00103*1")) {
            simulator.inject(Injection.parse(fault));
            assertThat(fetch()).isInstanceOf(Answer.Failed.class);
            assertThat(client.isAuthorized()).as(fault).isTrue();
        }
    }

    @Test
    @DisplayName("fetches a new token in the background when its own ends soon, and uses the old one meanwhile")
    void refresh() {
        authorized();
        now.updateAndGet(time ->
                time.plus(Duration.ofDays(1)).minus(Duration.ofMinutes(10)).minusSeconds(1));
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        assertThat(client.isAuthorized()).isTrue();
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        now.updateAndGet(time -> time.plusSeconds(2));
        assertThat(client.isAuthorized()).isTrue();
        assertThat(await(client.authorize()))
                .map(KisError::errorClass)
                .isIn(Optional.empty(), Optional.of(ErrorClass.TOKEN_TOO_OFTEN));
        assertThat(simulator.tokenIssues()).isEqualTo(2);
        now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        assertThat(client.isAuthorized()).isTrue();
        assertThat(fetch()).isInstanceOf(Answer.Figures.class);
    }

    @Test
    @DisplayName("does not use a token in its last half minute")
    void lastHalfMinute() {
        authorized();
        now.updateAndGet(time -> time.plus(Duration.ofDays(1)).minusSeconds(30));
        assertThat(client.isAuthorized()).isFalse();
        assertFailed(ErrorClass.TOKEN, "token");
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }

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

    @ParameterizedTest(name = "{0}")
    @DisplayName("gives a passing failure, after one request on the wire, for what goes wrong on the way")
    @ValueSource(strings = {"RESET", "CLOSE", "HALF_BODY", "HTML_ERROR", "HTTP_ERROR:502:EGW00300"})
    void passing(String fault) {
        authorized();
        assertThat(fetch()).isInstanceOf(Answer.Figures.class);
        simulator.inject(Injection.parse(fault));
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                        failed.error().errorClass())
                .isEqualTo(ErrorClass.PASSING));
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(2);
        simulator.clear();
        assertThat(fetch()).isInstanceOf(Answer.Figures.class);
    }

    @Test
    @DisplayName("gives a passing failure for an API that does not answer in time, and one that refuses connections")
    void noAnswer() {
        authorized();
        try (KisClient impatient = client(SHORT)) {
            simulator.inject(Fault.Wire.HANG);
            Answer answer = await(impatient.fetch(COMPOSITE));
            assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                            failed.error().errorClass())
                    .isEqualTo(ErrorClass.PASSING));
            assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(1);
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
    void unreadable(String fault, Answer.Reason reason) {
        authorized();
        simulator.inject(Injection.parse(fault));
        assertUnreadable(reason);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(1);
        simulator.clear();
        assertThat(fetch()).isInstanceOf(Answer.Figures.class);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("gives figures of a good answer that is odd in form or late")
    @ValueSource(strings = {"GZIP", "SLOW:PT0.2S", "OBJECT_SHAPE", "FURTHER_FIELD", "BLANK_FIGURE", "ALL_ZERO"})
    void odd(String fault) {
        authorized();
        simulator.inject(Injection.parse(fault));
        assertThat(fetch()).isInstanceOf(Answer.Figures.class);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(1);
    }

    @Test
    @DisplayName("takes a body of exactly 1 MiB, and none that is a byte longer")
    void largestBody() {
        authorized();
        String sample = Samples.body("KSP-0001-official-example.json");
        int missing = 1024 * 1024 - sample.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        simulator.answerWith(COMPOSITE, 200, " ".repeat(missing) + sample);
        assertThat(fetch()).isInstanceOf(Answer.Figures.class);
        simulator.answerWith(COMPOSITE, 200, " ".repeat(missing + 1) + sample);
        assertUnreadable(Answer.Reason.TOO_LARGE);
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
        CompletableFuture<Answer> answer = client.fetch(COMPOSITE);
        client.close();
        assertThat(await(answer)).isInstanceOf(Answer.Failed.class);
        assertThat(await(client.fetch(COMPOSITE))).isInstanceOf(Answer.Failed.class);
        client.close();
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
                KisClient corporate = Clients.client(
                        Clients.settings(simulator.url(), credentials, customer, SHORT), now::get, nanos::get)) {
            simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN*1"));
            texts.add(await(corporate.authorize()).toString());
            nanos.addAndGet(Duration.ofSeconds(61).toNanos());
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
                texts.add(await(corporate.fetch(COMPOSITE)).toString());
            }
            texts.add(new KisSettings(
                            URI.create("http://127.0.0.1"),
                            credentials,
                            customer,
                            1,
                            SHORT,
                            SHORT,
                            "x",
                            Optional.empty())
                    .toString());
            texts.add(credentials.toString());
            texts.add(customer.toString());
            texts.add(new AccessToken("eyJ0eXAi.x", now.get()).toString());
            texts.add(new TokenDesk.Grant.Issued(new AccessToken("eyJ0eXAi.x", now.get())).toString());
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
        simulator.inject(
                Injection.of(new Fault.HttpError(500, "EGW00105", words)).at(endpoint));
        Object said;
        if (endpoint == Endpoint.TOKEN) {
            said = await(client.authorize());
        } else {
            authorized();
            said = fetch();
        }
        assertThat(said.toString())
                .contains("EGW00105", "is wrong")
                .doesNotContain(credentials.appKey(), credentials.appSecret());
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

    private KisClient client(Duration timeout) {
        return Clients.client(
                Clients.settings(simulator.url(), credentials, Customer.person(null), timeout), now::get, nanos::get);
    }

    private void authorized() {
        assertThat(await(client.authorize())).isEmpty();
        assertThat(client.isAuthorized()).isTrue();
    }

    private Answer fetch() {
        return await(client.fetch(COMPOSITE));
    }

    private void assertFailed(ErrorClass errorClass, String code) {
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.error().errorClass()).isEqualTo(errorClass);
            assertThat(failed.error().code()).isEqualTo(code);
        });
    }

    private void assertUnreadable(Answer.Reason reason) {
        assertThat(fetch())
                .isInstanceOfSatisfying(Answer.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                        .isEqualTo(reason));
    }
}

package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The client and its token")
class KisClientTokenTest extends KisClientFixture {
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
            assertThat(clients).allMatch(KisClient::hasToken);
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
        clock.pass(Duration.ofSeconds(61).minusNanos(1));
        assertThat(await(client.authorize())).isEqualTo(first);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        clock.pass(Duration.ofNanos(1));
        assertThat(await(client.authorize())).isEqualTo(first);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(2);
        assertThat(client.hasToken()).isFalse();
    }

    @Test
    @DisplayName("waits 61 s after an attempt that failed on its way, too")
    void failedAttempt() {
        simulator.inject(Injection.parse("RESET@TOKEN*1"));
        assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.PASSING);
        assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        clock.pass(Duration.ofSeconds(61));
        assertThat(await(client.authorize())).isEmpty();
    }

    @Test
    @DisplayName("gives the API's code for wrong credentials")
    void wrongCredentials() {
        Credentials wrong = new Credentials(credentials.appKey(), "wrong-secret-of-tests");
        try (KisClient other = Clients.client(Clients.settings(simulator.url(), wrong), clock)) {
            assertThat(await(other.authorize()))
                    .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo("EGW00105"))
                    .map(KisError::errorClass)
                    .contains(ErrorClass.CONFIGURATION);
        }
    }

    @Test
    @DisplayName("makes no request for figures without a token")
    void withoutToken() {
        assertThat(client.hasToken()).isFalse();
        assertFailed(ErrorClass.TOKEN, "token");
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }

    @Test
    @DisplayName("forgets a token that the API refuses, and gets a new one when the minute is over")
    void tokenError() {
        authorized();
        simulator.inject(Injection.parse("TOKEN_EXPIRED*1"));
        assertFailed(ErrorClass.TOKEN, "EGW00123");
        assertThat(client.hasToken()).isFalse();
        assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(simulator.tokenIssues()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(61));
        authorized();
        assertThat(simulator.tokenIssues()).isEqualTo(2);
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
    }

    @Test
    @DisplayName("keeps its token over every other error")
    void otherErrors() {
        authorized();
        for (String fault : List.of("RATE_LIMIT*1", "HTML_ERROR*1", "RESET*1", "HTTP_ERROR:EGW00103*1")) {
            simulator.inject(Injection.parse(fault));
            assertThat(fetch()).isInstanceOf(Answer.Failed.class);
            assertThat(client.hasToken()).as(fault).isTrue();
        }
    }

    @Test
    @DisplayName("fetches a new token in the background when its own ends soon, and uses the old one meanwhile")
    void refresh() {
        authorized();
        clock.pass(Duration.ofHours(23).minusSeconds(1));
        client.renewToken(Instant.MAX);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        clock.pass(Duration.ofMinutes(40).plusSeconds(1));
        client.renewToken(Instant.MAX);
        assertThat(client.hasToken()).isTrue();
        assertThat(await(client.authorize()))
                .map(KisError::errorClass)
                .isIn(Optional.empty(), Optional.of(ErrorClass.TOKEN_TOO_OFTEN));
        assertThat(simulator.tokenIssues()).isEqualTo(2);
        clock.pass(Duration.ofHours(1));
        assertThat(client.hasToken()).isTrue();
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
    }

    @Test
    @DisplayName("does not use a token in its last half minute")
    void lastHalfMinute() {
        authorized();
        clock.pass(Duration.ofDays(1).minusSeconds(30));
        assertThat(client.hasToken()).isFalse();
        assertFailed(ErrorClass.TOKEN, "token");
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }
}

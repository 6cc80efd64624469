package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Await;
import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.token.TokenFile;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Clients of one key")
class KisClientTokenWaitTest extends KisClientFixture {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("keep 61 s between token requests when they are closed and made again, whatever the last one ended in")
    void remade() {
        Stream.of("RESET", "HTML_ERROR", "CLOSE", "HTTP_ERROR:403:EGW00103", "HALF_BODY", "HTTP_ERROR:403:EGW00133")
                .forEach(fault -> simulator.inject(Injection.parse(fault + "@TOKEN*1")));
        List<Instant> requests = new ArrayList<>();
        for (int made = 0; made < 120; made++) {
            try (KisClient one = client(Duration.ofSeconds(20))) {
                await(one.authorize());
                if (one.hasToken()) {
                    // So that there is reason to ask again.
                    simulator.inject(Injection.parse("TOKEN_EXPIRED*1"));
                    assertThat(await(one.fetch(FlowEndpoint.FLOWS, COMPOSITE))).isInstanceOf(Answer.Failed.class);
                }
            }
            if (simulator.requests(Endpoint.TOKEN) > requests.size()) {
                requests.add(clock.instant());
            }
            clock.pass(Duration.ofSeconds(7));
        }
        assertThat(requests).hasSizeGreaterThan(7).hasSize((int) simulator.requests(Endpoint.TOKEN));
        for (int i = 1; i < requests.size(); i++) {
            assertThat(Duration.between(requests.get(i - 1), requests.get(i)))
                    .isBetween(Duration.ofSeconds(61), Duration.ofSeconds(67));
        }
    }

    @Test
    @DisplayName("say once that tokens were asked for too often and what happens next, and once that it is over")
    void saidOnce() {
        try (LogCapture logs = LogCapture.begin()) {
            simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN*4"));
            for (int attempt = 0; attempt < 5; attempt++) {
                try (KisClient other = client(Duration.ofSeconds(20))) {
                    await(client.authorize());
                    await(other.authorize());
                }
                clock.pass(Duration.ofMinutes(7));
            }
            assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(5);
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("EGW00133", "nothing is polled", "next attempt is in 61 s", "kis.app.key")
                    .doesNotContain(credentials.appKey());
            assertThat(logs.ours(Level.INFO)).singleElement().asString().contains("token was issued");
        }
        assertThat(client.hasToken()).isTrue();
    }

    @Test
    @DisplayName("say it once, too, when workers of the same host ask in between")
    void saidOnceWithFile() {
        Path file = folder.resolve("tokens.json");
        Account account = Account.of(URI.create(simulator.url()), credentials);
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN*3"));
        try (LogCapture logs = LogCapture.begin();
                KisClient withFile = withFile(file)) {
            for (int attempt = 0; attempt < 3; attempt++) {
                await(withFile.authorize());
                clock.pass(Duration.ofMinutes(7));
                TokenFile.of(file).update(account.name(), clock.instant(), before -> before.attempted(clock.instant()));
                assertThat(await(withFile.authorize()))
                        .hasValueSatisfying(error -> assertThat(error.message()).contains("another worker"));
                clock.pass(Duration.ofSeconds(61));
            }
            assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(3);
            assertThat(logs.ours(Level.WARN)).singleElement().asString().contains("EGW00133");
        }
    }

    @Test
    @DisplayName("say that the token in use stays good when its successor is refused")
    void refreshRefused() {
        authorized();
        clock.pass(Duration.ofDays(1).minusMinutes(20));
        try (LogCapture logs = LogCapture.begin()) {
            simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN*1"));
            client.renewToken(Instant.MAX);
            await(client.authorize());
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("No new access token", "the one in use is good until 2026-11-24T01:00:00Z");
        }
        assertThat(fetch()).isInstanceOf(Answer.Good.class);
    }

    @Test
    @DisplayName("with a corrected secret have a token at once, also with the token file that saw the wrong one fail")
    void correctedSecret() {
        Path file = folder.resolve("tokens.json");
        Credentials wrong = new Credentials(credentials.appKey(), "mistyped-secret-of-tests");
        try (KisClient mistaken =
                        Clients.client(Clients.withTokenFile(Clients.settings(simulator.url(), wrong), file), clock);
                KisClient corrected = withFile(file)) {
            assertThat(await(mistaken.authorize())).map(KisError::code).contains("EGW00105");
            assertThat(await(corrected.authorize())).isEmpty();
            assertThat(await(corrected.fetch(FlowEndpoint.FLOWS, COMPOSITE))).isInstanceOf(Answer.Good.class);
            assertThat(await(mistaken.authorize()))
                    .as("the wrong one has to wait")
                    .map(KisError::errorClass)
                    .contains(ErrorClass.TOKEN_TOO_OFTEN);
            assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(2);
        }
        assertThat(file)
                .content()
                .contains(simulator.issuedTokens())
                .doesNotContain(credentials.appKey(), credentials.appSecret(), "mistyped");
    }

    @Test
    @DisplayName("whose requests are all refused with the old token ask for one new one, and repeat each request once")
    void refusedTogether() {
        int count = 20;
        List<KisClient> clients = Stream.generate(() -> client(Duration.ofSeconds(20)))
                .limit(count)
                .toList();
        try {
            authorized();
            clock.pass(Duration.ofHours(1));
            simulator.inject(Fault.Service.DEAD_TOKEN);
            simulator.clear();
            // So that all are sent before the first answer comes.
            simulator.inject(Injection.parse("SLOW:PT0.5S*" + count));
            List<CompletableFuture<Boolean>> gotFigures = clients.stream()
                    .map(one -> one.fetch(FlowEndpoint.FLOWS, COMPOSITE).thenCompose(answer -> repeated(one, answer)))
                    .toList();
            assertThat(gotFigures).allMatch(Clients::await);
            assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(2);
            assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(2 * count);
        } finally {
            clients.forEach(KisClient::close);
        }
    }

    @Test
    @DisplayName("go on asking for figures while the successor of the token is being fetched ahead of a session")
    void aheadOfSession() {
        authorized();
        SessionWindow.Session session = SessionWindow.DEFAULT.next(Instant.parse("2026-11-23T23:00:00Z"));
        clock.passUntil(Instant.parse("2026-11-23T23:30:00Z"));
        simulator.inject(Injection.of(Fault.Wire.HANG).at(Endpoint.TOKEN));
        for (int request = 0; request < 3; request++) {
            client.prepareToken(session);
            assertThat(client.hasToken()).isTrue();
            assertThat(fetch()).isInstanceOf(Answer.Good.class);
        }
        CompletableFuture<Optional<KisError>> underWay = client.authorize();
        assertThat(underWay).isNotDone();
        Await.until("request at the API", Duration.ofSeconds(10), () -> simulator.requests(Endpoint.TOKEN) == 2);
        simulator.clear();
        assertThat(await(underWay)).map(KisError::errorClass).contains(ErrorClass.PASSING);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(2);

        clock.pass(Duration.ofSeconds(61));
        client.prepareToken(session);
        assertThat(await(client.authorize())).isEmpty();
        clock.passUntil(Instant.parse("2026-11-24T11:09:00Z"));
        assertThat(fetch()).as("at the session's end").isInstanceOf(Answer.Good.class);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(3);
    }

    /** What a poller does: a new token where the old one was refused, and the same request once more. */
    private static CompletableFuture<Boolean> repeated(KisClient client, Answer<Snapshot> answer) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                        failed.error().errorClass())
                .isEqualTo(ErrorClass.TOKEN));
        return client.authorize()
                .thenCompose(denial -> client.fetch(FlowEndpoint.FLOWS, COMPOSITE))
                .thenApply(second -> second instanceof Answer.Good<Snapshot>);
    }
}

package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.AccountFile;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.token.AccessToken;
import io.github.kisconnect.investorflow.kis.token.TokenDesk;
import io.github.kisconnect.investorflow.kis.token.TokenFile;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A token")
class SharedTokenTest {
    private static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T01:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final Host host = Clients.host(now::get, nanos::get);
    private final Credentials credentials = Clients.newCredentials();
    private final Account account = Account.of(URI.create("http://127.0.0.1"), credentials);
    private final KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
            .account(credentials.appKey(), credentials.appSecret())
            .clock(now::get)
            .movement(Movement.ALWAYS_MOVING)
            .quotaPerSecond(0)
            .build());

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    @DisplayName("is taken from the file by the next process, without a request")
    void overRestart() throws IOException {
        AccountFile<TokenFile.Entry> file = TokenFile.of(folder.resolve("tokens.json"));
        AtomicLong requests = new AtomicLong();
        assertThat(issue(newProcess(file), requests, "first")).isEmpty();

        TokenDesk next = newProcess(file);
        assertThat(issue(next, requests, "second")).isEmpty();

        assertThat(next.token(host)).map(AccessToken::value).contains("first");
        assertThat(requests).hasValue(1);
        assertThat(Files.readString(folder.resolve("tokens.json")))
                .contains("first")
                .doesNotContain(credentials.appKey(), credentials.appSecret());
    }

    @Test
    @DisplayName("is not asked for within 61 s of another process's attempt, also of one that failed or died")
    void attemptsOverProcesses() {
        AccountFile<TokenFile.Entry> file = TokenFile.of(folder.resolve("tokens.json"));
        AtomicLong requests = new AtomicLong();
        newProcess(file).issue(host, () -> {
            requests.incrementAndGet();
            return new CompletableFuture<>();
        });
        TokenDesk next = newProcess(file);

        pass(Duration.ofSeconds(60));
        assertThat(issue(next, requests, "x")).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(requests).hasValue(1);

        pass(Duration.ofSeconds(1));
        assertThat(issue(next, requests, "x")).isEmpty();
        assertThat(requests).hasValue(2);
    }

    @Test
    @DisplayName("appears to a waiting process a second after another one has put it into the file")
    void appears() {
        AccountFile<TokenFile.Entry> file = TokenFile.of(folder.resolve("tokens.json"));
        CompletableFuture<TokenDesk.Grant> answer = new CompletableFuture<>();
        CompletableFuture<Optional<KisError>> first = newProcess(file).issue(host, () -> answer);
        TokenDesk second = newProcess(file);
        AtomicLong requests = new AtomicLong();
        assertThat(issue(second, requests, "x")).isPresent();

        answer.complete(new TokenDesk.Grant.Issued(token("shared")));
        assertThat(Clients.await(first)).isEmpty();
        pass(Duration.ofSeconds(1));

        assertThat(issue(second, requests, "x")).isEmpty();
        assertThat(second.token(host)).map(AccessToken::value).contains("shared");
        assertThat(requests).hasValue(0);
    }

    @Test
    @DisplayName("that the API refuses is not taken from the file again")
    void refusedInFile() {
        AccountFile<TokenFile.Entry> file = TokenFile.of(folder.resolve("tokens.json"));
        AtomicLong requests = new AtomicLong();
        TokenDesk desk = newProcess(file);
        issue(desk, requests, "old");
        desk.reject(desk.token(host).orElseThrow(), host);

        pass(Duration.ofSeconds(61));
        assertThat(issue(desk, requests, "new")).isEmpty();

        assertThat(desk.token(host)).map(AccessToken::value).contains("new");
        assertThat(requests).hasValue(2);
    }

    @Test
    @DisplayName("in an unusable file is no token: the process goes on with its memory")
    void unusableFile() throws IOException {
        Path path = folder.resolve("tokens.json");
        Files.writeString(path, "something else");
        AtomicLong requests = new AtomicLong();
        assertThat(issue(newProcess(TokenFile.of(path)), requests, "x")).isEmpty();
        assertThat(requests).hasValue(1);
        assertThat(path).hasContent("something else");
    }

    @Test
    @DisplayName(
            "that comes back dead is asked for ever more seldom, reported each time, and replaced when the API gives another")
    void deadToken() {
        try (LogCapture logs = LogCapture.begin();
                KisClient client =
                        Clients.client(Clients.settings(simulator.url(), credentials), now::get, nanos::get)) {
            assertThat(Clients.await(client.authorize())).isEmpty();
            simulator.inject(Fault.Service.DEAD_TOKEN);

            refused(client);
            pass(Duration.ofSeconds(61));
            assertThat(Clients.await(client.authorize())).isEmpty();
            refused(client);
            assertThat(logs.ours(Level.WARN))
                    .filteredOn(message -> message.contains("same access token again"))
                    .hasSize(1);

            pass(Duration.ofMinutes(5).minusSeconds(1));
            assertThat(Clients.await(client.authorize()))
                    .map(KisError::errorClass)
                    .contains(ErrorClass.TOKEN_TOO_OFTEN);
            assertThat(simulator.tokenIssues()).isEqualTo(2);
            pass(Duration.ofSeconds(1));
            assertThat(Clients.await(client.authorize())).isEmpty();
            refused(client);
            assertThat(logs.ours(Level.WARN))
                    .filteredOn(message -> message.contains("same access token again"))
                    .hasSize(2);

            pass(Duration.ofHours(6));
            assertThat(Clients.await(client.authorize())).isEmpty();
            assertThat(Clients.await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                    .isInstanceOf(Answer.Good.class);
            assertThat(simulator.tokenIssues()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("that was refused by a slip and comes back good is used, and the slip forgotten")
    void slip() {
        try (KisClient client = Clients.client(Clients.settings(simulator.url(), credentials), now::get, nanos::get)) {
            for (int slip = 0; slip < 3; slip++) {
                pass(Duration.ofSeconds(61));
                assertThat(Clients.await(client.authorize())).isEmpty();
                assertThat(Clients.await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                        .isInstanceOf(Answer.Good.class);
                simulator.inject(Injection.parse("TOKEN_INVALID*1"));
                refused(client);
            }
            pass(Duration.ofSeconds(61));
            assertThat(Clients.await(client.authorize())).isEmpty();
            assertThat(Clients.await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                    .isInstanceOf(Answer.Good.class);
        }
    }

    @Test
    @DisplayName("that is being issued arrives for the others when the client that asked for it is closed")
    void closedMeanwhile() {
        KisSettings settings = Clients.settings(simulator.url(), credentials);
        try (KisClient other = Clients.client(settings, now::get, nanos::get)) {
            KisClient first = Clients.client(settings, now::get, nanos::get);
            simulator.inject(Injection.parse("SLOW:PT0.3S@TOKEN*1"));
            CompletableFuture<Optional<KisError>> issued = first.authorize();
            first.close();

            assertThat(Clients.await(issued)).isEmpty();
            assertThat(Clients.await(other.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                    .isInstanceOf(Answer.Good.class);
            assertThat(simulator.tokenIssues()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("does not show in the words of the answer that refuses it")
    void hidden() {
        try (KisClient client = Clients.client(Clients.settings(simulator.url(), credentials), now::get, nanos::get)) {
            assertThat(Clients.await(client.authorize())).isEmpty();
            String value = TokenDesk.of(Account.of(URI.create(simulator.url()), credentials))
                    .token(host)
                    .orElseThrow()
                    .value();
            simulator.inject(new Fault.HttpError(500, "EGW00123", "expired: " + value));
            assertThat(Clients.await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                    .isInstanceOfSatisfying(Answer.Failed.class, failed -> assertThat(
                                    failed.error().message())
                            .contains("expired")
                            .doesNotContain(value));
        }
    }

    private void refused(KisClient client) {
        assertThat(Clients.await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.error().errorClass()).isEqualTo(ErrorClass.TOKEN));
    }

    private TokenDesk newProcess(AccountFile<TokenFile.Entry> file) {
        TokenDesk desk = new TokenDesk(account);
        desk.keepIn(file);
        return desk;
    }

    private Optional<KisError> issue(TokenDesk desk, AtomicLong requests, String value) {
        return Clients.await(desk.issue(host, () -> {
            requests.incrementAndGet();
            return CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(token(value)));
        }));
    }

    private AccessToken token(String value) {
        return new AccessToken(value, now.get().plus(Duration.ofDays(1)));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        nanos.addAndGet(time.toNanos());
    }
}

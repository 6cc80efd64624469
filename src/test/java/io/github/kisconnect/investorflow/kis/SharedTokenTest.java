package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.kis.token.TokenDesk;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.net.URI;
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

@DisplayName("A token")
class SharedTokenTest {
    private static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T01:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final Host host = Clients.host(now::get, nanos::get);
    private final Credentials credentials = Clients.newCredentials();
    private final KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
            .account(credentials.appKey(), credentials.appSecret())
            .clock(now::get)
            .movement(Movement.ALWAYS_MOVING)
            .quotaPerSecond(0)
            .build());

    @AfterEach
    void stop() {
        simulator.close();
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

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        nanos.addAndGet(time.toNanos());
    }
}

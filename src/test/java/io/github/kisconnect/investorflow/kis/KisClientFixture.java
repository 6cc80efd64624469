package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;

/** A client with a simulator of its own and clocks that stand until a test moves them. */
abstract class KisClientFixture {
    static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");
    static final Duration SHORT = Duration.ofMillis(300);
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T01:00:00Z"));

    /** Near the end of its range: a monotonic clock may start anywhere. */
    final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(30).toNanos());

    final Credentials credentials = Clients.newCredentials();
    final KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
            .account(credentials.appKey(), credentials.appSecret())
            .clock(now::get)
            .movement(Movement.ALWAYS_MOVING)
            .tokenSpacing(Duration.ZERO)
            .tokenReuse(Duration.ZERO)
            .quotaPerSecond(0)
            .build());
    final KisClient client = client(Duration.ofSeconds(20));

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    KisClient client(Duration timeout) {
        return Clients.client(
                Clients.settings(simulator.url(), credentials, Customer.person(null), timeout), now::get, nanos::get);
    }

    void authorized() {
        assertThat(await(client.authorize())).isEmpty();
        assertThat(client.hasToken()).isTrue();
    }

    Answer<Snapshot> fetch() {
        return await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE));
    }

    void assertFailed(ErrorClass errorClass, String code) {
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Failed.class, failed -> {
            assertThat(failed.error().errorClass()).isEqualTo(errorClass);
            assertThat(failed.error().code()).isEqualTo(code);
        });
    }

    void assertUnreadable(RejectReason reason) {
        assertThat(fetch()).isInstanceOfSatisfying(Answer.Unreadable.class, unreadable -> assertThat(
                        unreadable.reject().reason())
                .isEqualTo(reason));
    }
}

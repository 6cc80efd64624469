package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.Simulators;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** A client with a simulator of its own and a clock that stands until a test moves it. */
abstract class KisClientFixture {
    static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");
    static final Duration SHORT = Duration.ofMillis(300);
    final ManualClock clock = ManualClock.at("2026-11-23T10:00:00");
    final Credentials credentials = Clients.newCredentials();
    final KisSimulator simulator =
            Simulators.unlimited(credentials, options -> options.clock(clock).tokenReuse(Duration.ZERO));
    final KisClient client = client(Duration.ofSeconds(20));

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    KisClient client(Duration timeout) {
        return Clients.client(Clients.settings(simulator.url(), credentials, Customer.person(null), timeout), clock);
    }

    KisClient withFile(Path tokens) {
        return Clients.client(Clients.withTokenFile(settings(), tokens), clock);
    }

    KisSettings settings() {
        return Clients.settings(simulator.url(), credentials);
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

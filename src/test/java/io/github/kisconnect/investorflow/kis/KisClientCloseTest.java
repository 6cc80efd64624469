package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Await;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client that is closed leaves no connection open,")
class KisClientCloseTest extends KisClientFixture {
    private static final Duration LONG = Duration.ofMinutes(1);
    /** A limit for a test that hangs: the one ends at once, the other a second after its answer. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @Test
    @DisplayName("neither one that is idle")
    void idle() {
        authorized();
        fetch();
        assertThat(simulator.openConnections()).isEqualTo(1);
        client.close();
        awaitNoConnection();
    }

    @Test
    @DisplayName("nor that of a token request, which ends later, because other tasks wait for it")
    void tokenRequest() {
        simulator.inject(Injection.of(new Fault.Slow(LONG)).at(Endpoint.TOKEN));
        CompletableFuture<Optional<KisError>> denial = client.authorize();
        Await.until("request", SOON, () -> simulator.requests(Endpoint.TOKEN) == 1);
        client.close();
        assertThat(simulator.openConnections()).isEqualTo(1);
        simulator.clear();
        assertThat(await(denial)).as("the token has come all the same").isEmpty();
        awaitNoConnection();
    }

    private void awaitNoConnection() {
        Await.until("end of all connections", SOON, () -> simulator.openConnections() == 0);
    }
}

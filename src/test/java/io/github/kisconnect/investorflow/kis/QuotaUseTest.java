package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The use of an account's quota by the connectors of a worker")
class QuotaUseTest {
    private final Credentials credentials = Clients.newCredentials();
    private final List<KisClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(KisClient::close);
    }

    @Test
    @DisplayName("is warned of once when two of them want more than 18 a second together")
    void tooMuch() {
        try (LogCapture log = LogCapture.begin()) {
            task("one", 10);
            task("one", 10);
            task("one", 10);
            assertThat(log.ours(Level.WARN)).isEmpty();
            task("two", 9);
            task("two", 9);
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("[one, two]", "19.0", "kis.requests.per.second")
                    .doesNotContain(credentials.appKey());
        }
    }

    @Test
    @DisplayName("is fine up to 18 a second, for another account, and when the first has ended")
    void fine() {
        try (LogCapture log = LogCapture.begin()) {
            KisClient one = task("one", 10);
            task("two", 8);
            KisClient other = Clients.client(
                    Clients.settings("http://127.0.0.1:1", Clients.newCredentials()), Instant::now, System::nanoTime);
            clients.add(other);
            other.announce("three", 15);
            one.close();
            one.close();
            task("four", 10);
            assertThat(log.ours(Level.WARN)).isEmpty();
        }
    }

    private KisClient task(String connector, double rate) {
        KisClient client =
                Clients.client(Clients.settings("http://127.0.0.1:1", credentials), Instant::now, System::nanoTime);
        clients.add(client);
        client.announce(connector, rate);
        return client;
    }
}

package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.Quota;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The use of an account's quota by the connectors of a worker")
class QuotaUseTest {
    /** 15 requests a second. */
    private static final long NANOS_APART = 1_000_000_000L / 15;

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
            KisClient one = client();
            one.announce("one", 10);
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

    @Test
    @DisplayName("gives all tasks of a connector one quota, so that what one learns all know, with one warning in all")
    void shared() {
        List<Quota> tasks = IntStream.range(0, 16)
                .mapToObj(task -> client().announce("one", 15))
                .toList();
        Quota other = client().announce("two", 3);
        long begin = System.nanoTime();
        try (LogCapture log = LogCapture.begin()) {
            for (int request = 0; request < 16 * 100; request++) {
                tasks.get(request % 16).answered(request % 3 == 0, begin + NANOS_APART * request);
            }
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("EGW00201", "connector one");
        }
        assertThat(tasks)
                .allSatisfy(quota -> assertThat(quota.requestsPerSecond()).isLessThanOrEqualTo(7.5));
        assertThat(other.requestsPerSecond()).isEqualTo(3);
    }

    @Test
    @DisplayName("is forgotten when the last task of a connector has ended, and kept until then")
    void forgotten() {
        KisClient first = client();
        first.announce("one", 15).answered(true, 0);
        KisClient second = client();
        assertThat(second.announce("one", 15).requestsPerSecond()).isEqualTo(13.5);
        first.close();
        first.close();
        assertThat(task("one", 15).requestsPerSecond()).isEqualTo(13.5);
        clients.forEach(KisClient::close);
        assertThat(task("one", 15).requestsPerSecond()).isEqualTo(15);
    }

    @Test
    @DisplayName("is learnt afresh by tasks that come with another rate")
    void anotherRate() {
        Quota before = task("one", 15);
        before.answered(true, 0);
        assertThat(task("one", 12).requestsPerSecond()).isEqualTo(12);
        assertThat(before.requestsPerSecond()).isEqualTo(13.5);
    }

    @Test
    @DisplayName("counts a client for one connector only")
    void announcedTwice() {
        KisClient client = client();
        client.announce("one", 15);
        assertThatThrownBy(() -> client.announce("two", 15))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one");
    }

    private Quota task(String connector, double rate) {
        return client().announce(connector, rate);
    }

    private KisClient client() {
        KisClient client =
                Clients.client(Clients.settings("http://127.0.0.1:1", credentials), Instant::now, System::nanoTime);
        clients.add(client);
        return client;
    }
}

package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.Simulators;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody listens on the port: the connection is refused, and nothing has left this host. */
@DisplayName("A request that never left the host")
class KisClientUnsentTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final String TOKEN = "{\"access_token\":\"eyJ0eXAi.of.tests\",\"expires_in\":86400}";

    private final ManualClock clock = ManualClock.at("2026-11-23T10:00:00");
    private final Credentials credentials = Clients.newCredentials();
    private MemoryMeters meters;
    /** Bound, so that nobody else on this host takes the port, but nobody listens. */
    private Socket nobody;

    private int port;

    @TempDir
    private Path folder;

    @BeforeEach
    void takePort() throws IOException {
        keep(0);
        port = nobody.getLocalPort();
    }

    @AfterEach
    void givePort() throws IOException {
        nobody.close();
    }

    private void keep(int wanted) throws IOException {
        nobody = new Socket();
        nobody.setReuseAddress(true);
        nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
    }

    @Test
    @DisplayName(
            "for a token is made again after 1 s, then after waits that double up to 30 s, with one line in the log")
    void shortWaits() {
        try (KisClient client = client();
                LogCapture logs = LogCapture.begin()) {
            for (int wait : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
                assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.PASSING);
                clock.pass(Duration.ofSeconds(wait).minusNanos(1));
                assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
                clock.pass(Duration.ofNanos(1));
            }
            assertThat(meters.value(Metric.ERRORS, "passing")).isEqualTo(8);
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("no connection", "did not leave this host", "30 s");
        }
    }

    @Test
    @DisplayName("for a token delays no worker of the host, and leaves no attempt in the file that they share")
    void noAttempt() throws IOException {
        try (KisClient client = client()) {
            assertThat(await(client.authorize())).isPresent();
            assertThat(folder.resolve("tokens.json")).content().contains("1970-01-01T00:00:00Z");
            clock.pass(Duration.ofSeconds(1));
            try (MockWebServer server = new MockWebServer()) {
                server.enqueue(new MockResponse.Builder().body(TOKEN).build());
                nobody.close();
                server.start(InetAddress.getLoopbackAddress(), port);
                assertThat(await(client.authorize())).isEmpty();
                assertThat(client.hasToken()).isTrue();
                assertThat(folder.resolve("tokens.json")).content().contains("2026-11-23T01:00:01Z");
            }
        }
    }

    @Test
    @DisplayName("begins the waits anew once one has left")
    void wavesOfTrouble() throws IOException {
        try (KisClient client = client()) {
            for (int attempt = 0; attempt < 4; attempt++) {
                assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.PASSING);
                clock.pass(Duration.ofSeconds(30));
            }
            try (MockWebServer server = new MockWebServer()) {
                server.enqueue(new MockResponse.Builder().code(503).build());
                nobody.close();
                server.start(InetAddress.getLoopbackAddress(), port);
                assertThat(await(client.authorize())).map(KisError::code).contains("HTTP 503");
            }
        }
        keep(port);
        // One without connections that the server has closed.
        try (KisClient client = client()) {
            clock.pass(Duration.ofSeconds(61).minusNanos(1));
            assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
            clock.pass(Duration.ofNanos(1));
            assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.PASSING);
            clock.pass(Duration.ofSeconds(1));
            assertThat(await(client.authorize())).map(KisError::errorClass).contains(ErrorClass.PASSING);
        }
    }

    @Test
    @DisplayName("for holidays is made again after 1 s, too, and counts as no call of the day")
    void holidays() throws IOException {
        AtomicReference<Optional<KisError>> said = new AtomicReference<>();
        try (LogCapture logs = LogCapture.begin();
                KisClient client = withToken()) {
            for (int wait : new int[] {1, 2, 4, 8, 16, 30, 30}) {
                assertThat(client.holidays().wants(MONDAY)).isTrue();
                said.set(await(client.holidays().ask(MONDAY)));
                assertThat(said.get()).map(KisError::code).contains("no connection");
                assertThat(folder.resolve("tokens.json.holidays")).content().contains("1970-01-01T00:00:00Z");
                assertThat(client.holidays().isSettled(MONDAY))
                        .as("nothing was asked")
                        .isFalse();
                clock.pass(Duration.ofSeconds(wait).minusNanos(1));
                assertThat(client.holidays().wants(MONDAY)).isFalse();
                clock.pass(Duration.ofNanos(1));
            }
            assertThat(client.holidays().wants(MONDAY)).isTrue();
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("session.holidays.api", "no connection", "within 30 s");
        }
    }

    /** A client without connections, which has the token of one before it. */
    private KisClient withToken() throws IOException {
        nobody.close();
        try (KisSimulator simulator = Simulators.unlimited(
                        credentials, options -> options.clock(clock).port(port));
                KisClient before = client()) {
            assertThat(await(before.authorize())).isEmpty();
            assertThat(simulator.tokenIssues()).isEqualTo(1);
        }
        keep(port);
        return client();
    }

    private KisClient client() {
        meters = new MemoryMeters();
        return Clients.client(
                Clients.withTokenFile(
                        Clients.settings("http://127.0.0.1:" + port, credentials), folder.resolve("tokens.json")),
                clock,
                meters);
    }
}

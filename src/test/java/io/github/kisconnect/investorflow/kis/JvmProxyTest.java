package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A proxy of the worker's JVM")
class JvmProxyTest {
    private static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");
    /** Without them loopback would be reached directly, whatever the proxy. */
    private static final List<String> EXCEPTIONS = List.of("http.nonProxyHosts", "socksNonProxyHosts");

    private final MockWebServer api = new MockWebServer();
    private final Credentials credentials = Clients.newCredentials();
    private final Map<String, String> before = new HashMap<>();
    private ServerSocket proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EXCEPTIONS.forEach(name -> set(name, ""));
    }

    @AfterEach
    void stop() throws IOException {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
        proxy.close();
        api.close();
    }

    @ParameterizedTest(name = "{0}Host, {1}")
    @DisplayName("is not used with an http base URL, however that is written: it would read key and secret")
    @CsvSource({"http.proxy, http", "http.proxy, HTTP", "socksProxy, http"})
    void http(String kind, String scheme) throws IOException {
        use(kind);
        api.enqueue(new MockResponse.Builder()
                .body("{\"access_token\":\"token-of-tests\",\"expires_in\":86400}")
                .build());
        api.enqueue(new MockResponse.Builder()
                .body(Samples.body("KSP-0001-official-example.json"))
                .build());
        api.start();

        try (KisClient client = client(scheme + "://127.0.0.1:" + api.getPort(), Transport.DIRECT)) {
            assertThat(Clients.await(client.authorize())).isEmpty();
            assertThat(Clients.await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                    .isInstanceOf(Answer.Good.class);
        }
        assertNotContacted();
        assertThat(api.getRequestCount()).isEqualTo(2);
    }

    @Test
    @DisplayName("is not used with an http base URL where the settings name a proxy, nor is that one")
    void httpWithProxy() throws Exception {
        use("http.proxy");
        api.start();
        Transport over = new Transport(
                Optional.of(new Transport.HttpProxy("127.0.0.1", proxy.getLocalPort(), Optional.empty())),
                Optional.empty());
        try (KisClient client = client("http://127.0.0.1:" + api.getPort(), over)) {
            client.authorize();
            assertThat(api.takeRequest(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertNotContacted();
    }

    @Test
    @DisplayName("is used with an https base URL, and told nothing but the host behind it")
    void https() throws IOException {
        use("https.proxy");
        try (KisClient client = client("https://api.example.test:9443", Transport.DIRECT)) {
            CompletableFuture<Optional<KisError>> authorized = client.authorize();
            proxy.setSoTimeout(20_000);
            try (Socket asked = proxy.accept()) {
                byte[] request = new byte[4096];
                String text = new String(request, 0, asked.getInputStream().read(request), StandardCharsets.ISO_8859_1);
                assertThat(text)
                        .startsWith("CONNECT api.example.test:9443 ")
                        .doesNotContain(credentials.appKey(), credentials.appSecret());
            }
            assertThat(Clients.await(authorized)).isPresent();
        }
    }

    private void use(String kind) {
        set(kind + "Host", "127.0.0.1");
        set(kind + "Port", Integer.toString(proxy.getLocalPort()));
    }

    private void set(String name, String value) {
        before.put(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    /** A connection would wait to be accepted. */
    private void assertNotContacted() throws IOException {
        proxy.setSoTimeout(1);
        assertThatThrownBy(proxy::accept).isInstanceOf(SocketTimeoutException.class);
    }

    private KisClient client(String baseUrl, Transport transport) {
        Duration limit = Duration.ofSeconds(5);
        KisSettings settings = new KisSettings(
                URI.create(baseUrl),
                credentials,
                Customer.person(null),
                4,
                limit,
                limit,
                "tests/1",
                Optional.empty(),
                transport);
        return Clients.client(settings, Instant::now, System::nanoTime);
    }
}

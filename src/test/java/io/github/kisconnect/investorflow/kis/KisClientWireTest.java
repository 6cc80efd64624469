package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The client's requests on the wire")
class KisClientWireTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final MarketSector FUTURES = new MarketSector("K2I", "F001");
    private static final String PATH = "/uapi/domestic-stock/v1/quotations/inquire-investor-time-by-market";

    private final MockWebServer server = new MockWebServer();
    private final Credentials credentials = Clients.newCredentials();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("ask for a token as the page says")
    void tokenRequest() throws Exception {
        try (KisClient client = client(Customer.person(null))) {
            authorize(client);
            RecordedRequest request = server.takeRequest();
            assertThat(request.getMethod()).isEqualTo("POST");
            assertThat(request.getTarget()).isEqualTo("/oauth2/tokenP");
            assertThat(new ObjectMapper().readTree(request.getBody().utf8()))
                    .isEqualTo(new ObjectMapper()
                            .createObjectNode()
                            .put("grant_type", "client_credentials")
                            .put("appkey", credentials.appKey())
                            .put("appsecret", credentials.appSecret()));
            assertThat(headers(request))
                    .containsEntry("content-type", "application/json; charset=utf-8")
                    .containsOnlyKeys(
                            "content-type", "content-length", "user-agent", "host", "connection", "accept-encoding");
        }
    }

    @Test
    @DisplayName("ask for flows as the page says, for a person, with no header more")
    void person() throws Exception {
        try (KisClient client = client(Customer.person(null))) {
            RecordedRequest request = flowRequest(client);
            assertThat(request.getMethod()).isEqualTo("GET");
            assertThat(request.getTarget()).isEqualTo(PATH + "?fid_input_iscd=K2I&fid_input_iscd_2=F001");
            assertThat(request.getBody() == null ? 0 : request.getBody().size()).isZero();
            assertThat(headers(request)).isEqualTo(personsHeaders());
        }
    }

    @Test
    @DisplayName("carry the corporate headers of the page for a corporation")
    void corporation() throws Exception {
        try (KisClient client =
                client(Customer.corporation("personal", "001", "01011112222", "192.0.2.1", "0A1B2C3D4E5F"))) {
            Map<String, String> expected = personsHeaders();
            expected.put("custtype", "B");
            expected.put("personalseckey", "personal");
            expected.put("seq_no", "001");
            expected.put("phone_number", "01011112222");
            expected.put("ip_addr", "192.0.2.1");
            expected.put("mac_address", "0A1B2C3D4E5F");
            Map<String, String> sent = headers(flowRequest(client));
            assertThat(sent.remove("gt_uid")).matches("[0-9A-Za-z]{32}");
            assertThat(sent).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("leave corporate headers out that are not configured")
    void corporationWithout() throws Exception {
        try (KisClient client = client(Customer.corporation(null, "001", null, null, null))) {
            assertThat(headers(flowRequest(client)))
                    .containsKeys("gt_uid", "seq_no")
                    .doesNotContainKeys("personalseckey", "phone_number", "ip_addr", "mac_address");
        }
    }

    @Test
    @DisplayName("carry another gt_uid each")
    void globalIds() throws Exception {
        try (KisClient client = client(Customer.corporation("personal", "001", "010", "192.0.2.1", null))) {
            authorize(client);
            server.takeRequest();
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                server.enqueue(json(200, Samples.body("KSP-0001-official-example.json")));
                await(client.fetch(FUTURES));
                ids.add(server.takeRequest().getHeaders().get("gt_uid"));
            }
            assertThat(ids).hasSize(50);
        }
    }

    @ParameterizedTest(name = "HTTP {0} with {1}: {2}")
    @DisplayName("are never repeated by the HTTP library, whatever the answer asks for")
    @CsvSource({
        "503, Retry-After, 0",
        "503, Retry-After, 1",
        "408, Connection, keep-alive",
        "421, Connection, keep-alive",
        "401, WWW-Authenticate, Basic realm=\"kis\"",
        "407, Proxy-Authenticate, Basic realm=\"kis\"",
        "301, Location, /elsewhere",
        "302, Location, /elsewhere",
        "303, Location, /elsewhere",
        "307, Location, /elsewhere",
        "308, Location, /elsewhere",
        "300, Location, /elsewhere"
    })
    void once(int status, String header, String value) {
        try (KisClient client = client(Customer.person(null))) {
            authorize(client);
            server.enqueue(new MockResponse.Builder()
                    .code(status)
                    .addHeader(header, value)
                    .build());
            server.enqueue(json(200, Samples.body("KSP-0001-official-example.json")));
            assertThat(await(client.fetch(FUTURES))).isInstanceOf(Answer.Failed.class);
            assertThat(server.getRequestCount()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("fail at most once over a connection that the server closed while it was idle")
    void idleConnection() {
        try (KisClient client = client(Customer.person(null))) {
            authorize(client);
            server.enqueue(new MockResponse.Builder()
                    .body(Samples.body("KSP-0001-official-example.json"))
                    .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                    .build());
            assertThat(await(client.fetch(FUTURES))).isInstanceOf(Answer.Figures.class);
            server.enqueue(json(200, Samples.body("KSP-0001-official-example.json")));
            server.enqueue(json(200, Samples.body("KSP-0001-official-example.json")));
            await(client.fetch(FUTURES));
            assertThat(await(client.fetch(FUTURES))).isInstanceOf(Answer.Figures.class);
            assertThat(server.getRequestCount()).isBetween(3, 4);
        }
    }

    private KisClient client(Customer customer) {
        return Clients.client(
                Clients.settings(server.url("/").toString(), credentials, customer, Duration.ofSeconds(20)),
                () -> NOW,
                () -> 0);
    }

    private void authorize(KisClient client) {
        server.enqueue(json(200, Samples.body("token-success.json")));
        assertThat(await(client.authorize())).isEmpty();
        assertThat(client.isAuthorized()).isTrue();
    }

    private RecordedRequest flowRequest(KisClient client) throws InterruptedException {
        authorize(client);
        server.takeRequest();
        server.enqueue(json(200, Samples.body("KSP-0001-official-example.json")));
        assertThat(await(client.fetch(FUTURES))).isInstanceOf(Answer.Figures.class);
        return server.takeRequest();
    }

    private Map<String, String> personsHeaders() {
        return new TreeMap<>(Map.of(
                "content-type", "application/json; charset=utf-8",
                "authorization", "Bearer eyJ0eXAi.example.token",
                "appkey", credentials.appKey(),
                "appsecret", credentials.appSecret(),
                "tr_id", "FHPTJ04030000",
                "custtype", "P",
                "user-agent", "tests/1",
                "host", server.url("/").host() + ":" + server.getPort(),
                "connection", "Keep-Alive",
                "accept-encoding", "gzip"));
    }

    private static Map<String, String> headers(RecordedRequest request) {
        Headers headers = request.getHeaders();
        Map<String, String> all = new TreeMap<>();
        for (String name : headers.names()) {
            assertThat(headers.values(name)).hasSize(1);
            all.put(name.toLowerCase(java.util.Locale.ROOT), headers.get(name));
        }
        return all;
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json; charset=utf-8")
                .body(body)
                .build();
    }
}

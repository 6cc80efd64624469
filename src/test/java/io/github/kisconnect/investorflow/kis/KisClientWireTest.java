package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.util.HashSet;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The client's requests on the wire")
class KisClientWireTest extends WireFixture {
    private static final MarketSector FUTURES = new MarketSector("K2I", "F001");
    private static final String PATH = "/uapi/domestic-stock/v1/quotations/inquire-investor-time-by-market";

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
            assertThat(headers(request)).isEqualTo(personsHeaders("FHPTJ04030000"));
        }
    }

    @Test
    @DisplayName("carry the corporate headers of the page for a corporation")
    void corporation() throws Exception {
        try (KisClient client = client(CORPORATION)) {
            assertCorporate(flowRequest(client), "FHPTJ04030000");
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
                await(client.fetch(FlowEndpoint.FLOWS, FUTURES));
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
            assertThat(await(client.fetch(FlowEndpoint.FLOWS, FUTURES))).isInstanceOf(Answer.Failed.class);
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
            assertThat(await(client.fetch(FlowEndpoint.FLOWS, FUTURES))).isInstanceOf(Answer.Good.class);
            server.enqueue(json(200, Samples.body("KSP-0001-official-example.json")));
            server.enqueue(json(200, Samples.body("KSP-0001-official-example.json")));
            await(client.fetch(FlowEndpoint.FLOWS, FUTURES));
            assertThat(await(client.fetch(FlowEndpoint.FLOWS, FUTURES))).isInstanceOf(Answer.Good.class);
            assertThat(server.getRequestCount()).isBetween(3, 4);
        }
    }

    private void authorize(KisClient client) {
        server.enqueue(json(200, Samples.body("token-success.json")));
        assertThat(await(client.authorize())).isEmpty();
        assertThat(client.hasToken()).isTrue();
    }

    private RecordedRequest flowRequest(KisClient client) throws InterruptedException {
        authorize(client);
        server.takeRequest();
        server.enqueue(json(200, Samples.body("KSP-0001-official-example.json")));
        assertThat(await(client.fetch(FlowEndpoint.FLOWS, FUTURES))).isInstanceOf(Answer.Good.class);
        return server.takeRequest();
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Client.COMPOSITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The simulator's rules")
class KisSimulatorRulesTest {
    private final ManualClock clock = ManualClock.at("2026-11-20T14:00:00");
    private KisSimulator simulator;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        simulator = KisSimulator.start(
                Client.options().clock(clock).quotaPerSecond(0).build());
        client = new Client(simulator).signedIn();
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    @DisplayName("a request as the page has it is answered with the fields of the captured body, in its order")
    void shape() throws IOException {
        Client.Got got = client.flows(COMPOSITE);

        JsonNode captured = Bodies.parse(Bodies.sample("KSP-0027-captured-2024-07-02.json"));
        assertThat(got.status()).isEqualTo(200);
        assertThat(names(got.json())).isEqualTo(names(captured));
        assertThat(got.json().path("output")).hasSize(1);
        assertThat(names(got.row()))
                .isEqualTo(names(captured.path("output").path(0)))
                .hasSize(72);
        assertThat(got.row()).allMatch(JsonNode::isTextual).allMatch(value -> value.asText()
                .matches("0|-?[1-9]\\d*"));
        assertThat(got.code()).isEqualTo("MCA00000");
        assertThat(got.json().path("rt_cd").asText()).isEqualTo("0");
        assertThat(got.json().path("msg1")).isEqualTo(captured.path("msg1"));
    }

    @Test
    @DisplayName("a successful answer carries the documented headers")
    void responseHeaders() throws IOException {
        Client.Got got =
                client.with("gt_uid", "0123456789abcdef0123456789abcdef").flows(COMPOSITE);

        assertThat(got.headers().get("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(got.headers().get("tr_id")).isEqualTo("FHPTJ04030000");
        assertThat(got.headers().get("tr_cont")).isEmpty();
        assertThat(got.headers().get("gt_uid")).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(got.headers().getInstant("date")).isEqualTo(clock.instant());
    }

    @ParameterizedTest(name = "{0}: {1} is refused with {2}")
    @DisplayName("a header that is not as the page says is refused")
    @CsvSource({
        "content-type,,EGW00132",
        "content-type,application/json,EGW00132",
        "authorization,,EGW00122",
        "authorization,Basic abc,EGW00205",
        "authorization,Bearer abc,EGW00121",
        "appkey,,EGW00102",
        "appkey,other,EGW00103",
        "appsecret,,EGW00104",
        "appsecret,other,EGW00105",
        "tr_id,,OPSQ0002",
        "tr_id,FHPTJ04040000,OPSQ0002",
        "custtype,,EGW00208",
        "custtype,X,EGW00208"
    })
    void badHeaders(String header, String value, String code) throws IOException {
        client.without(header);
        if (value != null) {
            client.with(header, value);
        }
        assertRefused(client.flows(COMPOSITE), code);
    }

    @ParameterizedTest(name = "{0}: {1} is refused with {2}")
    @DisplayName("a corporate customer has to send the corporate headers")
    @CsvSource({
        "personalseckey,,EGW00206",
        "seq_no,,EGW00209",
        "seq_no,1,EGW00209",
        "phone_number,,EGW00212",
        "phone_number,010-1111-2222,EGW00212",
        "ip_addr,,EGW00207",
        "gt_uid,,EGW00101",
        "gt_uid,short,EGW00101"
    })
    void badCorporateHeaders(String header, String value, String code) throws IOException {
        corporate("0123456789abcdef0123456789abcdef").without(header);
        if (value != null) {
            client.with(header, value);
        }
        assertRefused(client.flows(COMPOSITE), code);
    }

    @Test
    @DisplayName("a corporate customer's gt_uid is good for one request")
    void globalIdIsUnique() throws IOException {
        assertThat(corporate("a".repeat(32)).flows(COMPOSITE).status()).isEqualTo(200);
        assertRefused(client.flows(COMPOSITE), "EGW00101");
        assertThat(corporate("b".repeat(32)).flows(COMPOSITE).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("query parameters are the page's two, in lower case, and no others")
    void query() throws IOException {
        String path = Endpoint.INVESTOR_FLOW.path();
        assertRefused(client.get(path, Map.of("FID_INPUT_ISCD", "KSP", "FID_INPUT_ISCD_2", "0001")), "OPSQ2001");
        assertRefused(client.get(path, Map.of("fid_input_iscd", "KSP")), "OPSQ2001");
        assertRefused(
                client.get(path, Map.of("fid_input_iscd", "KSP", "fid_input_iscd_2", "0001", "x", "1")), "OPSQ2001");
        assertRefused(client.get(path, Map.of("fid_input_iscd", "KSP", "fid_input_iscd_2", "not a code")), "OPSQ2002");
    }

    @Test
    @DisplayName("a market with another market's sector succeeds with the zeros of the sample body")
    void wrongPair() throws IOException {
        assertThat(client.flows(new MarketSector("KSP", "F001")).json())
                .isEqualTo(Bodies.parse(Bodies.sample("wrong-pair-all-zero.json")));
    }

    @Test
    @DisplayName("an unknown sector succeeds with the blanks of the sample body")
    void unknownSector() throws IOException {
        assertThat(client.flows(new MarketSector("KSP", "9999")).json())
                .isEqualTo(Bodies.parse(Bodies.sample("unknown-sector-all-blank.json")));
    }

    @Test
    @DisplayName("an expired token is refused with the sample body")
    void expired() throws IOException {
        clock.pass(Duration.ofDays(1));
        Client.Got got = client.flows(COMPOSITE);
        assertRefused(got, "EGW00123");
        assertThat(got.json()).isEqualTo(Bodies.parse(Bodies.sample("error-token-expired-http500.json")));
    }

    @Test
    @DisplayName("a token of an unknown origin is refused with the sample body")
    void invalid() throws IOException {
        assertThat(client.with("authorization", "Bearer x").flows(COMPOSITE).json())
                .isEqualTo(Bodies.parse(Bodies.sample("error-token-invalid-http500.json")));
    }

    @Test
    @DisplayName("a token is good for its own account only")
    void otherAccountsToken() throws IOException {
        try (KisSimulator two = KisSimulator.start(
                        Client.options().account("second-key", "second-secret").build());
                Client second = new Client(two).signedIn()) {
            assertThat(second.flows(COMPOSITE).status()).isEqualTo(200);
            second.with("appkey", "second-key").with("appsecret", "second-secret");
            assertRefused(second.flows(COMPOSITE), "EGW00121");
        }
    }

    @Test
    @DisplayName("anything else is not found, and says so to people")
    void notFound() throws IOException {
        Client.Got got = client.get("/uapi/domestic-stock/v1/quotations/inquire-price", Map.of());
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.headers().get("content-type")).startsWith("text/html");
        assertThat(got.body()).startsWith("<html>");
        assertThat(simulator.requests(Endpoint.OTHER)).isEqualTo(1);
    }

    @Test
    @DisplayName("an endpoint that a test has laid down is answered under the same rules")
    void further() throws IOException {
        String path = "/uapi/domestic-stock/v1/quotations/inquire-price";
        simulator.serve(path, "FHKST01010100", url -> Map.of("asked", url.queryParameter("fid_input_iscd")));
        Map<String, String> query = Map.of("fid_input_iscd", "005930");
        assertRefused(client.get(path, query), "OPSQ0002");
        client.with("tr_id", "FHKST01010100");
        assertThat(client.get(path, query).json().at("/output/asked").asText()).isEqualTo("005930");
        assertRefused(client.with("authorization", "Bearer none").get(path, query), "EGW00121");
    }

    @Test
    @DisplayName("the holiday endpoint answers several dates on from the one asked for")
    void holidays() throws IOException {
        client.with("tr_id", Endpoint.HOLIDAY.trId());
        Client.Got got = client.get(
                Endpoint.HOLIDAY.path(), Map.of("BASS_DT", "20261120", "CTX_AREA_NK", "", "CTX_AREA_FK", ""));
        JsonNode output = got.json().path("output");
        assertThat(output).hasSizeGreaterThan(2);
        assertThat(names(output.path(0))).containsExactly("bass_dt", "bzdy_yn", "tr_day_yn", "opnd_yn", "sttl_day_yn");
        assertThat(output.findValuesAsText("bass_dt")).startsWith("20261120", "20261121", "20261122", "20261123");
        assertThat(output.findValuesAsText("opnd_yn")).startsWith("Y", "N", "N", "Y");
        assertThat(got.headers().get("tr_id")).isEqualTo("CTCA0903R");
    }

    @Test
    @DisplayName("the holiday endpoint has rules, too")
    void holidayRules() throws IOException {
        Map<String, String> query = Map.of("BASS_DT", "20261120", "CTX_AREA_NK", "", "CTX_AREA_FK", "");
        assertRefused(client.get(Endpoint.HOLIDAY.path(), query), "OPSQ0002");
        client.with("tr_id", Endpoint.HOLIDAY.trId());
        assertRefused(client.get(Endpoint.HOLIDAY.path(), Map.of("BASS_DT", "20261120")), "OPSQ2001");
        assertRefused(
                client.get(Endpoint.HOLIDAY.path(), Map.of("BASS_DT", "today", "CTX_AREA_NK", "", "CTX_AREA_FK", "")),
                "OPSQ2002");
        assertRefused(client.with("appsecret", "x").get(Endpoint.HOLIDAY.path(), query), "EGW00105");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("every answer says in its Date header what the server's clock says, which may be shifted alone")
    @CsvSource({
        "PT0S, 'Mon, 23 Nov 2026 01:00:00 GMT'",
        "PT1M7S, 'Mon, 23 Nov 2026 01:01:07 GMT'",
        "PT-2H, 'Sun, 22 Nov 2026 23:00:00 GMT'"
    })
    void date(Duration offset, String date) throws IOException {
        try (KisSimulator shifted = KisSimulator.start(Client.options()
                        .clock(ManualClock.at("2026-11-23T10:00:00"))
                        .serverClockOffset(offset)
                        .build());
                Client authorized = new Client(shifted).signedIn()) {
            assertThat(authorized.flows(COMPOSITE).headers().get("date")).isEqualTo(date);
            assertThat(authorized.get("/elsewhere", Map.of()).headers().get("date"))
                    .isEqualTo(date);
            assertThat(shifted.ledger().all().get(0).answeredAt()).isEqualTo(ManualClock.kst("2026-11-23T10:00:00"));
        }
    }

    @Test
    @DisplayName("nothing that may be logged shows a key, a secret or a token")
    void secrets() {
        TokenDesk desk = new TokenDesk(Client.options().build());
        TokenDesk.Token token = desk.issue(new Account(Client.KEY, Client.SECRET), clock.instant())
                .orElseThrow();
        SimulatorOptions options = Client.options().build();
        assertThat(options.toString() + token + options.accounts())
                .doesNotContain(Client.KEY, Client.SECRET, token.text());
    }

    private Client corporate(String globalId) {
        return client.with("custtype", "B")
                .with("personalseckey", "seckey")
                .with("seq_no", "001")
                .with("phone_number", "01011112222")
                .with("ip_addr", "10.0.0.1")
                .with("gt_uid", globalId);
    }

    private static void assertRefused(Client.Got got, String code) {
        assertThat(got.code()).isEqualTo(code);
        assertThat(got.status()).isEqualTo(500);
        assertThat(got.json().path("rt_cd").asText()).isEqualTo("1");
        assertThat(got.json().path("msg1").asText()).isNotBlank();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The request for holidays on the wire")
class HolidaysOnTheWireTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final String GOOD =
            "{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"}]}";

    private final MockWebServer server = new MockWebServer();
    private final Credentials credentials = Clients.newCredentials();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("is as facts.md has it, with the headers of the requests for flows, for a person")
    void person() throws Exception {
        try (KisClient client = client(Customer.person(null))) {
            RecordedRequest request = request(client);
            assertThat(request.getMethod()).isEqualTo("GET");
            assertThat(request.getTarget())
                    .isEqualTo("/uapi/domestic-stock/v1/quotations/chk-holiday"
                            + "?BASS_DT=20261123&CTX_AREA_NK=&CTX_AREA_FK=");
            assertThat(headers(request)).isEqualTo(personsHeaders());
        }
    }

    @Test
    @DisplayName("carries the corporate headers for a corporation")
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
            Map<String, String> sent = headers(request(client));
            assertThat(sent.remove("gt_uid")).matches("[0-9A-Za-z]{32}");
            assertThat(sent).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @DisplayName("makes an odd answer an unclear error that leaves what was known, and is sent again an hour later")
    @ValueSource(
            strings = {
                "{\"rt_cd\":\"0\",\"output\":[]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261124\",\"tr_day_yn\":\"Y\"}]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20250101\",\"opnd_yn\":\"N\"}]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261124\",\"opnd_yn\":\"N\"},{\"bass_dt\":\"20261124\",\"opnd_yn\":\"Y\"}]}",
                "<html><body><h1>Service check</h1></body></html>",
                "1 MiB and a byte"
            })
    void odd(String body) {
        String sent = body.startsWith("1 MiB") ? GOOD + " ".repeat(KisHttp.LARGEST_BODY + 1 - GOOD.length()) : body;
        LocalDate tuesday = MONDAY.plusDays(1);
        try (KisClient client = client(Customer.person(null))) {
            authorize(client);
            server.enqueue(json("{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"},"
                    + "{\"bass_dt\":\"20261124\",\"opnd_yn\":\"n\"}]}"));
            assertThat(await(client.askHolidays(MONDAY))).isEmpty();
            nanos.addAndGet(Duration.ofHours(1).toNanos());

            server.enqueue(json(sent));
            assertThat(await(client.askHolidays(tuesday)))
                    .map(KisError::errorClass)
                    .contains(ErrorClass.UNCLEAR);
            assertThat(client.holidays().saysOpen(tuesday)).contains(false);
            assertThat(client.wantsHolidays(tuesday)).isFalse();

            nanos.addAndGet(Duration.ofHours(1).toNanos());
            assertThat(client.wantsHolidays(tuesday)).isTrue();
            server.enqueue(json(GOOD.replace("20261123", "20261124").replace("\"Y\"", "\"y\"")));
            assertThat(await(client.askHolidays(tuesday))).isEmpty();
            assertThat(client.holidays().saysOpen(tuesday)).contains(true);
        }
    }

    @Test
    @DisplayName("takes an answer of 1 MiB")
    void largest() {
        try (KisClient client = client(Customer.person(null))) {
            authorize(client);
            server.enqueue(json(GOOD + " ".repeat(KisHttp.LARGEST_BODY - GOOD.length())));
            assertThat(await(client.askHolidays(MONDAY))).isEmpty();
            assertThat(client.holidays().saysOpen(MONDAY)).contains(true);
        }
    }

    private KisClient client(Customer customer) {
        return Clients.client(
                Clients.settings(server.url("/").toString(), credentials, customer, Duration.ofSeconds(20)),
                () -> Instant.parse("2026-11-22T23:00:00Z"),
                nanos::get);
    }

    private void authorize(KisClient client) {
        server.enqueue(json("{\"access_token\":\"eyJ0eXAi.example.token\",\"expires_in\":86400}"));
        assertThat(await(client.authorize())).isEmpty();
    }

    private RecordedRequest request(KisClient client) throws InterruptedException {
        authorize(client);
        server.takeRequest();
        server.enqueue(json(GOOD));
        assertThat(await(client.askHolidays(MONDAY))).isEmpty();
        return server.takeRequest();
    }

    private Map<String, String> personsHeaders() {
        return new TreeMap<>(Map.of(
                "content-type", "application/json; charset=utf-8",
                "authorization", "Bearer eyJ0eXAi.example.token",
                "appkey", credentials.appKey(),
                "appsecret", credentials.appSecret(),
                "tr_id", "CTCA0903R",
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
            all.put(name.toLowerCase(Locale.ROOT), headers.get(name));
        }
        return all;
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json; charset=utf-8")
                .body(body)
                .build();
    }
}

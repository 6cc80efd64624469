package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server that answers what it is told to, and what a client is to send to it. */
abstract class WireFixture {
    static final String TOKEN = "eyJ0eXAi.example.token";
    static final Customer CORPORATION =
            Customer.corporation("personal", "001", "01011112222", "192.0.2.1", "0A1B2C3D4E5F");

    final MockWebServer server = new MockWebServer();
    final ManualClock clock = ManualClock.at("2026-11-23T08:00:00");
    final Credentials credentials = Clients.newCredentials();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    KisClient client(Customer customer) {
        return Clients.client(
                Clients.settings(server.url("/").toString(), credentials, customer, Duration.ofSeconds(20)), clock);
    }

    /** Every header of a request with the token, for a person. */
    Map<String, String> personsHeaders(String trId) {
        return new TreeMap<>(Map.of(
                "content-type",
                "application/json; charset=utf-8",
                "authorization",
                "Bearer " + TOKEN,
                "appkey",
                credentials.appKey(),
                "appsecret",
                credentials.appSecret(),
                "tr_id",
                trId,
                "custtype",
                "P",
                "user-agent",
                "tests/1",
                "host",
                server.url("/").host() + ":" + server.getPort(),
                "connection",
                "Keep-Alive",
                "accept-encoding",
                "gzip"));
    }

    /** A request has every header that it is to have for {@link #CORPORATION}, and none more. */
    void assertCorporate(RecordedRequest request, String trId) {
        Map<String, String> expected = personsHeaders(trId);
        expected.put("custtype", "B");
        expected.put("personalseckey", "personal");
        expected.put("seq_no", "001");
        expected.put("phone_number", "01011112222");
        expected.put("ip_addr", "192.0.2.1");
        expected.put("mac_address", "0A1B2C3D4E5F");
        Map<String, String> sent = headers(request);
        assertThat(sent.remove("gt_uid")).matches("[0-9A-Za-z]{32}");
        assertThat(sent).isEqualTo(expected);
    }

    /** By names in small letters; none of them comes twice. */
    static Map<String, String> headers(RecordedRequest request) {
        Headers headers = request.getHeaders();
        Map<String, String> all = new TreeMap<>();
        for (String name : headers.names()) {
            assertThat(headers.values(name)).hasSize(1);
            all.put(name.toLowerCase(Locale.ROOT), headers.get(name));
        }
        return all;
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json; charset=utf-8")
                .body(body)
                .build();
    }
}

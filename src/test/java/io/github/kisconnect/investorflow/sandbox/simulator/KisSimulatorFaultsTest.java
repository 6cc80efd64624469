package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Client.COMPOSITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.Await;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The simulator's faults")
class KisSimulatorFaultsTest extends FaultsFixture {
    private static final Duration SOON = Duration.ofSeconds(15);

    @Test
    @DisplayName("and a client's: a connection that it resets before the answer is not open any more")
    void resetByClient() throws IOException {
        int before = simulator.openConnections();
        simulator.inject(Injection.parse("SLOW:PT1M"));
        HttpUrl url = HttpUrl.get(simulator.url() + Endpoint.INVESTOR_FLOW.path());
        try (Socket socket = new Socket(url.host(), url.port())) {
            String request = "GET " + url.encodedPath() + " HTTP/1.1\r\nHost: " + url.host() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Await.until("request", SOON, () -> simulator.requests(Endpoint.INVESTOR_FLOW) == 1);
            assertThat(simulator.openConnections()).isEqualTo(before + 1);
            socket.setSoLinger(true, 0);
        }
        simulator.clear();
        Await.until("end of the connection", SOON, () -> simulator.openConnections() == before);
    }

    @ParameterizedTest(name = "{0}: HTTP {1} with {2}")
    @DisplayName("errors with a code")
    @CsvSource({
        "RATE_LIMIT,500,EGW00201",
        "TOKEN_INVALID,500,EGW00121",
        "TOKEN_EXPIRED,500,EGW00123",
        "HTTP_ERROR:EGW00300,500,EGW00300",
        "HTTP_ERROR:200:OPSQ2001,200,OPSQ2001"
    })
    void errors(String fault, int status, String code) throws IOException {
        Client.Got got = struckBy(fault);
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.code()).isEqualTo(code);
        assertLedger(LedgerEntry.Kind.ERROR, code);
    }

    @Test
    @DisplayName("RATE_LIMIT: the sample body")
    void rateLimitBody() throws IOException {
        assertThat(struckBy("RATE_LIMIT").json())
                .isEqualTo(Bodies.parse(Bodies.sample("error-rate-limit-http500.json")));
        assertThat(simulator.rateLimited()).isEqualTo(1);
    }

    @Test
    @DisplayName("HTML_ERROR: HTTP 503 with a page for people")
    void htmlError() throws IOException {
        Client.Got got = struckBy("HTML_ERROR");
        assertThat(got.status()).isEqualTo(503);
        assertThat(got.headers().get("content-type")).startsWith("text/html");
        assertThat(got.body()).startsWith("<html>");
        assertLedger(LedgerEntry.Kind.FAULT, "HTML_ERROR");
    }

    @Test
    @DisplayName("REDIRECT: to another host")
    void redirect() throws IOException {
        Client.Got got = struckBy("REDIRECT");
        assertThat(got.status()).isEqualTo(302);
        assertThat(got.headers().get("location")).isEqualTo("http://elsewhere.invalid/");
        assertThat(struckBy("REDIRECT:http://127.0.0.1:1/x").headers().get("location"))
                .isEqualTo("http://127.0.0.1:1/x");
        assertLedger(LedgerEntry.Kind.FAULT, "REDIRECT");
    }

    @Test
    @DisplayName("RESET: the connection is reset, also when it is not the first one")
    void reset() throws IOException {
        simulator.inject(Injection.parse("CLOSE*1"));
        assertThatThrownBy(() -> client.flows(COMPOSITE)).isInstanceOf(IOException.class);
        for (int i = 0; i < 2; i++) {
            simulator.inject(Injection.parse("RESET*1"));
            assertThatThrownBy(() -> client.flows(COMPOSITE))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertLedger(LedgerEntry.Kind.FAULT, "RESET");
        }
        assertThat(client.flows(COMPOSITE).status()).isEqualTo(200);
        assertThat(simulator.connections()).isEqualTo(4);
    }

    @Test
    @DisplayName("CLOSE: the connection is closed in order, without an answer")
    void close() {
        simulator.inject(Injection.parse("CLOSE*1"));
        assertThatThrownBy(() -> client.flows(COMPOSITE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unexpected end of stream");
        assertLedger(LedgerEntry.Kind.FAULT, "CLOSE");
    }

    @Test
    @DisplayName("HALF_BODY: headers and half of the body, then the end")
    void halfBody() throws IOException {
        simulator.inject(Injection.parse("HALF_BODY*1"));
        assertThatThrownBy(() -> client.flows(COMPOSITE)).isInstanceOf(IOException.class);
        assertLedger(LedgerEntry.Kind.FAULT, "HALF_BODY");
        assertThat(client.flows(COMPOSITE).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("HANG: no answer, and the simulator closes all the same")
    void hang() {
        simulator.inject(Injection.parse("HANG*1"));
        assertThatThrownBy(() -> client.flows(COMPOSITE)).isInstanceOf(SocketTimeoutException.class);
        assertLedger(LedgerEntry.Kind.FAULT, "HANG");
        long started = System.nanoTime();
        simulator.close();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    @DisplayName("SLOW: a good answer, late")
    void slow() throws IOException {
        long started = System.nanoTime();
        Client.Got got = struckBy("SLOW:PT0.3S");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(299));
        assertThat(got.row()).hasSize(72);
        assertLedger(LedgerEntry.Kind.SERVED, "SLOW");
    }

    @Test
    @DisplayName("GZIP: a good answer, compressed")
    void gzip() throws IOException {
        client.with("accept-encoding", "gzip");
        Client.Got got = struckBy("GZIP");
        assertThat(got.headers().get("content-encoding")).isEqualTo("gzip");
        assertThat(Integer.parseInt(got.headers().get("content-length"))).isLessThan(1_500);
        assertLedger(LedgerEntry.Kind.SERVED, "GZIP");
        client.without("accept-encoding");
        assertThat(struckBy("GZIP").row()).hasSize(72);
    }

    @Test
    @DisplayName("MAINTENANCE: connections are refused, tokens forgotten, and the port is the same after it")
    void maintenance() throws IOException {
        String url = simulator.url();
        client.flows(COMPOSITE);
        simulator.inject(Fault.parse("MAINTENANCE"));
        assertThatThrownBy(() -> client.flows(COMPOSITE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.flows(COMPOSITE)).isInstanceOf(ConnectException.class);
        simulator.clear();
        assertThat(simulator.url()).isEqualTo(url);
        assertThat(client.flows(COMPOSITE).code()).isEqualTo("EGW00121");
        assertThat(client.signedIn().flows(COMPOSITE).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("UNREACHABLE: connections are refused, and nothing is forgotten")
    void unreachable() throws IOException {
        client.flows(COMPOSITE);
        simulator.inject(Fault.parse("UNREACHABLE"));
        assertThatThrownBy(() -> client.flows(COMPOSITE)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.flows(COMPOSITE)).isInstanceOf(ConnectException.class);
        simulator.clear();
        assertThat(client.flows(COMPOSITE).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("strike the pair and the number of requests that they are injected for")
    void scope() throws IOException {
        simulator.inject(Injection.parse("EMPTY_OUTPUT@KSQ:1001*2"));
        assertThat(client.flows(COMPOSITE).row()).hasSize(72);
        assertThat(client.flows(OTHER).row()).isEmpty();
        assertThat(client.flows(OTHER).row()).isEmpty();
        assertThat(client.flows(OTHER).row()).hasSize(72);
    }

    @Test
    @DisplayName("strike until cleared when no number is given, one at a time in the order of injection")
    void order() throws IOException {
        simulator.inject(Injection.of(Fault.Reply.RATE_LIMIT).times(1));
        simulator.inject(Fault.Reply.HTML_ERROR);
        assertThat(client.flows(COMPOSITE).code()).isEqualTo("EGW00201");
        for (int i = 0; i < 5; i++) {
            assertThat(client.flows(COMPOSITE).status()).isEqualTo(503);
        }
        simulator.clear();
        assertThat(client.flows(COMPOSITE).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @DisplayName("are parsed strictly")
    @ValueSource(
            strings = {
                "",
                "RESETS",
                "RESET*0",
                "RESET@KSP",
                "TWO_ROWS@TOKEN",
                "MAINTENANCE*1",
                "DEAD_TOKEN@KSP:0001",
                "SLOW"
            })
    void parse(String text) {
        assertThatThrownBy(() -> Injection.parse(text)).isInstanceOfAny(RuntimeException.class);
    }
}

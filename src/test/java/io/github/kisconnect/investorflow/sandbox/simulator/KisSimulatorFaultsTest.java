package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Client.COMPOSITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The simulator's faults")
class KisSimulatorFaultsTest {
    private static final MarketSector OTHER = new MarketSector("KSQ", "1001");
    private static final String FIELD = "orgn_shnu_vol";

    private KisSimulator simulator;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        simulator = KisSimulator.start(Client.options()
                .movement(Movement.ALWAYS_MOVING)
                .tokenSpacing(Duration.ZERO)
                .quotaPerSecond(0)
                .build());
        client = new Client(simulator).signedIn();
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
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
    @DisplayName("MALFORMED_FIGURE: no number")
    void malformedFigure() throws IOException {
        assertThat(struckBy("MALFORMED_FIGURE").row().path(FIELD).asText()).isEqualTo("12abc");
        assertLedger(LedgerEntry.Kind.FAULT, "MALFORMED_FIGURE");
    }

    @Test
    @DisplayName("ABSENT_FIGURE: 71 of them")
    void absentFigure() throws IOException {
        assertThat(struckBy("ABSENT_FIGURE").row()).hasSize(71);
        assertLedger(LedgerEntry.Kind.FAULT, "ABSENT_FIGURE");
    }

    @Test
    @DisplayName("BLANK_FIGURE: the ledger has null for it")
    void blankFigure() throws IOException {
        assertThat(struckBy("BLANK_FIGURE").row().path(FIELD).asText("absent")).isEmpty();
        assertLedger(LedgerEntry.Kind.SERVED, "BLANK_FIGURE");
        assertThat(last().snapshot().figure(InvestorGroup.INSTITUTION_TOTAL, Figure.BUY_VOLUME))
                .isNull();
    }

    @Test
    @DisplayName("FURTHER_FIELD: 73 of them, and good")
    void furtherField() throws IOException {
        assertThat(struckBy("FURTHER_FIELD").row()).hasSize(73);
        assertLedger(LedgerEntry.Kind.SERVED, "FURTHER_FIELD");
    }

    @Test
    @DisplayName("EMPTY_OUTPUT, TWO_ROWS, OUTPUT_STRING: not one row")
    void notOneRow() throws IOException {
        assertThat(struckBy("EMPTY_OUTPUT").json().path("output")).isEmpty();
        assertLedger(LedgerEntry.Kind.FAULT, "EMPTY_OUTPUT");
        assertThat(struckBy("TWO_ROWS").json().path("output")).hasSize(2);
        assertLedger(LedgerEntry.Kind.FAULT, "TWO_ROWS");
        assertThat(struckBy("OUTPUT_STRING").json().path("output").isTextual()).isTrue();
        assertLedger(LedgerEntry.Kind.FAULT, "OUTPUT_STRING");
    }

    @Test
    @DisplayName("OBJECT_SHAPE: the row as the page has it, and good")
    void objectShape() throws IOException {
        JsonNode output = struckBy("OBJECT_SHAPE").json().path("output");
        assertThat(output.isObject()).isTrue();
        assertThat(output).hasSize(72);
        assertLedger(LedgerEntry.Kind.SERVED, "OBJECT_SHAPE");
    }

    @Test
    @DisplayName("ALL_BLANK and ALL_ZERO: the sample bodies for a pair that exists")
    void allBlankAllZero() throws IOException {
        assertThat(struckBy("ALL_BLANK").json())
                .isEqualTo(Bodies.parse(Bodies.sample("unknown-sector-all-blank.json")));
        assertLedger(LedgerEntry.Kind.BLANK, "ALL_BLANK");
        assertThat(struckBy("ALL_ZERO").json()).isEqualTo(Bodies.parse(Bodies.sample("wrong-pair-all-zero.json")));
        assertLedger(LedgerEntry.Kind.ZERO, "ALL_ZERO");
    }

    @Test
    @DisplayName("HUGE_BODY: more than 1 MiB, and small on the wire when compressed")
    void hugeBody() throws IOException {
        assertThat(struckBy("HUGE_BODY").body().length()).isGreaterThan(1 << 20);
        assertLedger(LedgerEntry.Kind.FAULT, "HUGE_BODY");
        assertThat(struckBy("HUGE_BODY_COMPRESSED").body().length()).isGreaterThan(1 << 20);
        client.with("accept-encoding", "gzip");
        assertThat(Integer.parseInt(struckBy("HUGE_BODY_COMPRESSED").headers().get("content-length")))
                .isLessThan(10_000);
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

    @ParameterizedTest(name = "{0}")
    @DisplayName("every body of kis-api/ can be laid down for a pair")
    @CsvSource({
        "KSP-0001-object-shape.json,200",
        "KSP-0001-official-example.json,200",
        "KSP-0027-captured-2024-07-02.json,200",
        "error-rate-limit-http500.json,500",
        "error-token-expired-http500.json,500",
        "error-token-invalid-http500.json,500",
        "token-error-too-often-http403.json,403",
        "token-success.json,200",
        "unknown-sector-all-blank.json,200",
        "wrong-pair-all-zero.json,200"
    })
    void samples(String file, int status) throws IOException {
        simulator.answerWithSample(COMPOSITE, status, file);
        Client.Got got = client.flows(COMPOSITE);
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.body()).isEqualTo(Bodies.sample(file));
        assertLedger(LedgerEntry.Kind.FIXED, "");
        assertThat(client.flows(OTHER).row()).hasSize(72);
    }

    private Client.Got struckBy(String fault) throws IOException {
        simulator.inject(Injection.parse(fault).times(1));
        return client.flows(COMPOSITE);
    }

    private LedgerEntry last() {
        List<LedgerEntry> all = simulator.ledger().all();
        return all.get(all.size() - 1);
    }

    private void assertLedger(LedgerEntry.Kind kind, String detail) {
        assertThat(last().pair()).isEqualTo(COMPOSITE);
        assertThat(last().kind()).isEqualTo(kind);
        assertThat(last().detail()).isEqualTo(detail);
        boolean readable =
                kind == LedgerEntry.Kind.SERVED || kind == LedgerEntry.Kind.ZERO || kind == LedgerEntry.Kind.BLANK;
        assertThat(last().snapshot() != null).isEqualTo(readable);
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Client.COMPOSITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The simulator's faults of a row")
class KisSimulatorRowFaultsTest extends FaultsFixture {
    private static final String FIELD = "orgn_shnu_vol";

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
    @DisplayName("FALLING_ROW: sell and buy figures are lower than they were, and the nets fit them")
    void fallingRow() throws IOException {
        client.flows(COMPOSITE);
        Snapshot right = last().snapshot();
        Client.Got fallen = struckBy("FALLING_ROW");
        assertLedger(LedgerEntry.Kind.SERVED, "FALLING_ROW");
        assertThat(last().snapshot())
                .isEqualTo(Snapshot.of((group, figure) ->
                        Long.valueOf(fallen.row().path(group.apiField(figure)).asText())));
        assertThat(last().snapshot().figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE))
                .isLessThan(right.figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE));
        assertThat(last().snapshot().figure(InvestorGroup.INDIVIDUAL, Figure.NET_BUY_VALUE))
                .isEqualTo(last().snapshot().figure(InvestorGroup.INDIVIDUAL, Figure.BUY_VALUE)
                        - last().snapshot().figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE));
        client.flows(COMPOSITE);
        assertThat(last().snapshot().figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE))
                .isGreaterThanOrEqualTo(right.figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE));
    }

    @Test
    @DisplayName("HIGHER_ROW: sell and buy figures are a tenth higher, and nothing else says that they are wrong")
    void higherRow() throws IOException {
        client.flows(COMPOSITE);
        Snapshot right = last().snapshot();
        struckBy("HIGHER_ROW");
        assertLedger(LedgerEntry.Kind.SERVED, "HIGHER_ROW");
        assertThat(last().snapshot().fallFrom(right)).isEmpty();
        assertThat(last().snapshot().figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE))
                .isCloseTo(right.figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE) * 11 / 10, Offset.offset(1L));
        assertThat(last().row().spoilt()).isTrue();
    }

    @Test
    @DisplayName("OTHER_PAIR: the row of the next pair, that of the first one for the last, and the ledger says so")
    void otherPair() throws IOException {
        List<MarketSector> all = Catalogue.bundled().sectors().stream()
                .map(Sector::pair)
                .sorted()
                .toList();
        for (int i : List.of(0, 1, all.size() - 1)) {
            MarketSector next = all.get((i + 1) % all.size());
            client.flows(next);
            FlowRow others = last().row();
            simulator.inject(Injection.of(Fault.Row.OTHER_PAIR).times(1));
            client.flows(all.get(i));
            assertThat(last().detail()).isEqualTo("OTHER_PAIR");
            assertThat(last().pair()).isEqualTo(all.get(i));
            assertThat(last().row().pair()).isEqualTo(next);
            assertThat(last().snapshot()).isEqualTo(others.snapshot());
            assertThat(last().row().spoilt()).isTrue();
        }
    }

    @Test
    @DisplayName("ZEROS_AND_BLANKS: one half of each")
    void zerosAndBlanks() throws IOException {
        JsonNode row = struckBy("ZEROS_AND_BLANKS").row();
        assertLedger(LedgerEntry.Kind.SERVED, "ZEROS_AND_BLANKS");
        assertThat(row).hasSize(72);
        assertThat(row).filteredOn(figure -> figure.asText().isEmpty()).hasSize(36);
        assertThat(row).filteredOn(figure -> figure.asText().equals("0")).hasSize(36);
        assertThat(HabitsFixture.blanks(last().snapshot())).isEqualTo(36);
    }

    @Test
    @DisplayName("FROZEN: the row of the last answer without a fault, however much time has passed")
    void frozen() throws IOException {
        client.flows(COMPOSITE);
        FlowRow right = last().row();
        clock.pass(Duration.ofMinutes(10));
        struckBy("ALL_ZERO");
        struckBy("FROZEN");
        assertLedger(LedgerEntry.Kind.SERVED, "FROZEN");
        assertThat(last().row()).isEqualTo(right);
        client.flows(COMPOSITE);
        assertThat(last().row()).isNotEqualTo(right);
    }

    @Test
    @DisplayName("FALLING_ROW, HIGHER_ROW and FROZEN of a pair without a row: blanks stay blanks")
    void nothingToFall() throws IOException {
        MarketSector unknown = new MarketSector("KSP", "9999");
        for (String fault : List.of("FALLING_ROW", "HIGHER_ROW", "FROZEN")) {
            simulator.inject(Injection.parse(fault).times(1));
            client.flows(unknown);
            assertThat(last().kind()).isEqualTo(LedgerEntry.Kind.BLANK);
        }
    }

    @Test
    @DisplayName("HTML_PAGE: no JSON, with HTTP 200")
    void htmlPage() throws IOException {
        Client.Got page = struckBy("HTML_PAGE");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).startsWith("<html>");
        assertThat(simulator.lastSpoiltBody(COMPOSITE)).contains(page.body());
        assertLedger(LedgerEntry.Kind.FAULT, "HTML_PAGE");
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
}

package io.github.kisconnect.investorflow.kis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading the body of an answer")
class FlowReaderTest {
    private static final String OFFICIAL = Samples.body("KSP-0001-official-example.json");

    @ParameterizedTest
    @DisplayName("gives the figures of the official example, as an array of one and as an object")
    @ValueSource(strings = {"KSP-0001-official-example.json", "KSP-0001-object-shape.json"})
    void officialExample(String fileName) {
        Reading.Good<Snapshot> row = row(Samples.body(fileName));
        assertFigures(row, InvestorGroup.FOREIGNER, 75588, 70298, -5290, 2818983, 2967639, 148656);
        assertFigures(row, InvestorGroup.PRIVATE_FUND, 4833, 3029, -1804, 213413, 115551, -97861);
        assertFigures(row, InvestorGroup.OTHER_ORGANIZATION, 0, 0, 0, 0, 0, 0);
        assertFigures(row, InvestorGroup.OTHER_CORPORATION, 5061, 3558, -1503, 95856, 113601, 17745);
        assertThat(row.messageCode()).isEqualTo("MCA00000");
        assertThat(row.furtherFields()).isEmpty();
    }

    @Test
    @DisplayName("gives the figures of the captured body")
    void captured() {
        Reading.Good<Snapshot> row = row(Samples.body("KSP-0027-captured-2024-07-02.json"));
        assertFigures(row, InvestorGroup.FOREIGNER, 49021, 45433, -3588, 2110230, 2069138, -41092);
        assertFigures(row, InvestorGroup.INSTITUTION_TOTAL, 24518, 17135, -7383, 1757677, 1426382, -331295);
        assertFigures(row, InvestorGroup.PRIVATE_FUND, 2445, 1517, -927, 173254, 109495, -63760);
        assertFigures(row, InvestorGroup.OTHER_CORPORATION, 1937, 2339, 403, 68119, 69416, 1297);
    }

    @Test
    @DisplayName("gives zeros for a wrong pair, and says of an unknown sector that all is blank")
    void unknownPairs() {
        assertThat(row(Samples.body("wrong-pair-all-zero.json")).value()).isEqualTo(Samples.all(0L));
        assertUnreadable(Samples.body("unknown-sector-all-blank.json"), RejectReason.ALL_BLANK);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("gives the code and the words of a refusal")
    @CsvSource({
        "error-rate-limit-http500.json, EGW00201, 초당 거래건수를 초과하였습니다.",
        "error-token-expired-http500.json, EGW00123, 기간이 만료된 token 입니다.",
        "error-token-invalid-http500.json, EGW00121, 유효하지 않은 token 입니다.",
        "token-error-too-often-http403.json, EGW00133, 접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)"
    })
    void refusals(String fileName, String code, String message) {
        assertThat(read(Samples.body(fileName))).isEqualTo(new Reading.Refusal<>(code, message));
    }

    @Test
    @DisplayName("finds nothing to read in the answer to a token request")
    void tokenAnswer() {
        assertUnreadable(Samples.body("token-success.json"), RejectReason.WRONG_SHAPE);
    }

    @ParameterizedTest
    @DisplayName("takes paddings and signs for what they are")
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '"',
            value = {
                "\"75588\"=75588",
                "\" 75588 \"=75588",
                "\"000000000000075588\"=75588",
                "\"0000000000000000000000000000000000075588\"=75588",
                "\"+75588\"=75588",
                "\"-000005290\"=-5290",
                "\"   -5290\"=-5290",
                "\"-0\"=0",
                "\"9223372036854775807\"=9223372036854775807",
                "\"-9223372036854775808\"=-9223372036854775808"
            })
    void tolerated(String text, long figure) {
        Snapshot snapshot =
                row(OFFICIAL.replace("\"75588\"", "\"" + text + "\"")).value();
        assertThat(snapshot.figure(InvestorGroup.FOREIGNER, Figure.SELL_VOLUME)).isEqualTo(figure);
    }

    @ParameterizedTest
    @DisplayName("takes a blank for null and not for zero")
    @ValueSource(strings = {"", " ", "                  ", "\\t"})
    void blank(String text) {
        Snapshot snapshot =
                row(OFFICIAL.replace("\"75588\"", "\"" + text + "\"")).value();
        assertThat(snapshot.figure(InvestorGroup.FOREIGNER, Figure.SELL_VOLUME)).isNull();
        assertThat(snapshot.figure(InvestorGroup.FOREIGNER, Figure.BUY_VOLUME)).isEqualTo(70298);
    }

    @ParameterizedTest
    @DisplayName("refuses a figure that is anything but a 64-bit integer in a string, and names the field")
    @ValueSource(
            strings = {
                "\"12abc\"",
                "\"1.5\"",
                "\"1,234\"",
                "\"1e3\"",
                "\"0x10\"",
                "\"--5\"",
                "\"5-\"",
                "\"- 5\"",
                "\"+\"",
                "\"-\"",
                "\"1 2\"",
                "\"９\"",
                "\"١٢\"",
                "\"5\\u0000\"",
                "\"9223372036854775808\"",
                "\"-9223372036854775809\"",
                "\"99999999999999999999\"",
                "\"NaN\"",
                "\"null\"",
                "75588",
                "7.5",
                "null",
                "true",
                "[]",
                "[\"75588\"]",
                "{}"
            })
    void wrongFigure(String json) {
        assertThat(read(OFFICIAL.replace("\"75588\"", json)))
                .isInstanceOfSatisfying(Reading.Unreadable.class, unreadable -> {
                    assertThat(unreadable.reason()).isEqualTo(RejectReason.WRONG_FIGURE);
                    assertThat(unreadable.detail()).contains("frgn_seln_vol").hasSizeLessThan(120);
                });
    }

    @Test
    @DisplayName("refuses a row that lacks a field, whichever it is, and names it")
    void absentFigure() {
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                String field = group.apiField(figure);
                assertThat(read(OFFICIAL.replace("\"" + field + "\"", "\"x" + field + "\"")))
                        .isEqualTo(
                                new Reading.Unreadable<>(RejectReason.ABSENT_FIGURE, "MCA00000", field + " is absent"));
            }
        }
    }

    @Test
    @DisplayName("takes the net-buy volume under its own suffix only")
    void wrongSuffix() {
        assertUnreadable(OFFICIAL.replace("frgn_ntby_qty", "frgn_ntby_vol"), RejectReason.ABSENT_FIGURE);
        assertUnreadable(OFFICIAL.replace("pe_fund_ntby_vol", "pe_fund_ntby_qty"), RejectReason.ABSENT_FIGURE);
    }

    @Test
    @DisplayName("ignores further fields, whatever is in them, and names them")
    void furtherFields() {
        String more = "{ \"new_field\": {\"a\": [1, null]}, \"stck_bsop_date\": \"20261123\", \"frgn_seln_vol\"";
        Reading.Good<Snapshot> row = row(OFFICIAL.replaceFirst("\\{\\s+\"frgn_seln_vol\"", more));
        assertThat(row.furtherFields()).containsExactly("new_field", "stck_bsop_date");
        assertThat(row.value()).isEqualTo(row(OFFICIAL).value());
    }

    @ParameterizedTest
    @DisplayName("refuses an output that is neither an object nor an array of exactly one")
    @ValueSource(strings = {"[]", "\"\"", "\"0\"", "null", "1", "[[]]", "[null]", "[\"\"]", "true"})
    void wrongOutput(String output) {
        assertUnreadable(
                "{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"output\":" + output + "}", RejectReason.WRONG_SHAPE);
    }

    @Test
    @DisplayName("refuses two rows, also equal ones, and a row in an array too many")
    void twoRows() {
        String row = OFFICIAL.substring(OFFICIAL.indexOf('[') + 1, OFFICIAL.indexOf(']'));
        assertUnreadable(OFFICIAL.replace(row, row + "," + row), RejectReason.WRONG_SHAPE);
        assertUnreadable(OFFICIAL.replace(row, "[" + row + "]"), RejectReason.WRONG_SHAPE);
        assertUnreadable("{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\"}", RejectReason.WRONG_SHAPE);
        assertThat(row(OFFICIAL)).isNotNull();
    }

    @ParameterizedTest
    @DisplayName("refuses what is not one JSON object")
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"0\"",
                "0",
                "<html><body>503</body></html>",
                "{",
                "{\"rt_cd\":\"0\"",
                "{\"rt_cd\":\"0\"}{\"rt_cd\":\"0\"}",
                "{\"rt_cd\":\"0\"} x",
                "{\"rt_cd\":\"0\",\"rt_cd\":\"1\",\"msg_cd\":\"EGW00201\"}",
                "{'rt_cd':'0'}",
                "{\"rt_cd\":\"0\",}"
            })
    void notJson(String body) {
        assertUnreadable(body, RejectReason.NOT_JSON);
    }

    @ParameterizedTest
    @DisplayName("refuses what is no UTF-8, also where a parser would take the bytes for a digit")
    @ValueSource(
            strings = {
                "\"frgn_seln_vol\": \"1\u00c0\u00b1\"",
                "\"frgn_seln_vol\": \"1\u00e0\u0080\u00b1\"",
                "\"further\": \"\u00ed\u00a0\u0080\", \"frgn_seln_vol\": \"1\""
            })
    void notUtf8(String field) {
        String body = OFFICIAL.replace("\"frgn_seln_vol\": \"75588\"", field).replaceAll("\\p{IsHangul}", "");
        assertThat(body).contains(field).matches("[\\x00-\\xff]*");
        assertThat(read(body.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new Reading.Unreadable<>(RejectReason.NOT_JSON, "", "the body is not JSON"));
    }

    @ParameterizedTest
    @DisplayName("finds neither figures nor a code")
    @ValueSource(strings = {"{}", "{\"rt_cd\":\"1\"}", "{\"rt_cd\":\"1\",\"msg_cd\":\" \"}", "{\"error\":\"x\"}"})
    void neither(String body) {
        assertUnreadable(body, RejectReason.WRONG_SHAPE);
    }

    @Test
    @DisplayName("believes no figures beside a result code other than 0")
    void otherResultCode() {
        assertThat(read(OFFICIAL.replace("\"rt_cd\": \"0\"", "\"rt_cd\": \"1\"")))
                .isEqualTo(new Reading.Refusal<>("MCA00000", "정상처리 되었습니다."));
        assertThat(read(OFFICIAL.replace("\"rt_cd\": \"0\",", ""))).isInstanceOf(Reading.Refusal.class);
        assertThat(read(OFFICIAL.replace("\"rt_cd\": \"0\"", "\"rt_cd\": \"00\"")))
                .isInstanceOf(Reading.Refusal.class);
    }

    @Test
    @DisplayName("does not mind a byte order mark")
    void byteOrderMark() {
        assertThat(row("\uFEFF" + OFFICIAL).value()).isEqualTo(row(OFFICIAL).value());
    }

    @Test
    @DisplayName("gives the right figures or none in another charset")
    void otherCharsets() {
        List<Charset> charsets = List.of(
                Charset.forName("EUC-KR"),
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16,
                StandardCharsets.ISO_8859_1);
        for (Charset charset : charsets) {
            Reading<Snapshot> reading = read(OFFICIAL.getBytes(charset));
            if (reading instanceof Reading.Good<Snapshot> row) {
                assertThat(row.value())
                        .as("%s", charset)
                        .isEqualTo(row(OFFICIAL).value());
            } else {
                assertThat(reading).as("%s", charset).isInstanceOf(Reading.Unreadable.class);
            }
        }
    }

    @Test
    @DisplayName("does not fall over depth, length or a number without end")
    void hostile() {
        assertUnreadable("[".repeat(100_000), RejectReason.NOT_JSON);
        assertUnreadable("{\"a\":".repeat(100_000), RejectReason.NOT_JSON);
        assertThat(read("{\"rt_cd\":" + "9".repeat(500_000) + "}")).isInstanceOf(Reading.Unreadable.class);
        assertThat(read("{\"rt_cd\":1e999999999}")).isInstanceOf(Reading.Unreadable.class);
        assertUnreadable(OFFICIAL.replace("75588", "9".repeat(500_000)), RejectReason.WRONG_FIGURE);
        assertUnreadable(OFFICIAL.replace("75588", "0".repeat(500_000) + "x"), RejectReason.WRONG_FIGURE);
    }

    private static Reading<Snapshot> read(byte[] body) {
        return Reading.of(body, FlowEndpoint.FLOWS, new MarketSector("KSP", "0001"));
    }

    private static Reading<Snapshot> read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading.Good<Snapshot> row(String body) {
        assertThat(read(body)).isInstanceOf(Reading.Good.class);
        return (Reading.Good<Snapshot>) read(body);
    }

    private static void assertUnreadable(String body, RejectReason reason) {
        assertThat(read(body))
                .as("%s", body.substring(0, Math.min(100, body.length())))
                .isInstanceOfSatisfying(Reading.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                        .isEqualTo(reason));
    }

    private static void assertFigures(Reading.Good<Snapshot> row, InvestorGroup group, long... figures) {
        assertThat(Arrays.stream(Figure.values())
                        .mapToLong(figure -> row.value().figure(group, figure)))
                .as("%s", group)
                .containsExactly(Arrays.stream(figures).boxed().toArray(Long[]::new));
    }
}

package io.github.kisconnect.investorflow.kis.holiday;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.endpoint.Reading;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Reading the answer of the holiday endpoint")
class HolidayEndpointTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @Test
    @DisplayName("finds each date with whether the market is open, by opnd_yn and no other field")
    void days() {
        assertThat(
                        read(
                                "{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"output\":["
                                        + "{\"bass_dt\":\"20261123\",\"bzdy_yn\":\"N\",\"tr_day_yn\":\"N\",\"opnd_yn\":\"Y\",\"sttl_day_yn\":\"N\"},"
                                        + "{\"bass_dt\":\"20261124\",\"bzdy_yn\":\"Y\",\"tr_day_yn\":\"Y\",\"opnd_yn\":\"N\",\"sttl_day_yn\":\"Y\"}]}"))
                .isEqualTo(new Reading.Good<>(
                        new OpenDays(MONDAY, new TreeMap<>(Map.of(MONDAY, true, MONDAY.plusDays(1), false))),
                        "MCA00000",
                        List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("takes words in small letters and with spaces around them")
    @CsvSource({"Y, true", "y, true", "' Y ', true", "N, false", "n, false"})
    void letters(String word, boolean open) {
        assertThat(rows("{\"bass_dt\":\" 20261123 \",\"opnd_yn\":\"" + word + "\"}"))
                .isEqualTo(said(Map.of(MONDAY, open)));
    }

    @ParameterizedTest
    @DisplayName("leaves a row out that it cannot read, and keeps the others")
    @ValueSource(
            strings = {
                "{\"bass_dt\":\"20261124\"}",
                "{\"bass_dt\":\"20261124\",\"opnd_yn\":\"\"}",
                "{\"bass_dt\":\"20261124\",\"opnd_yn\":\"X\"}",
                "{\"bass_dt\":\"20261124\",\"opnd_yn\":true}",
                "{\"bass_dt\":\"20261124\",\"opnd_yn\":null}",
                "{\"opnd_yn\":\"N\"}",
                "{\"bass_dt\":\"20261131\",\"opnd_yn\":\"N\"}",
                "{\"bass_dt\":\"2026-11-24\",\"opnd_yn\":\"N\"}",
                "{\"bass_dt\":\"tomorrow\",\"opnd_yn\":\"N\"}",
                "\"20261124\"",
                "[]",
                "null"
            })
    void oddRow(String row) {
        assertThat(rows(row + ",{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"}")).isEqualTo(said(Map.of(MONDAY, true)));
    }

    @Test
    @DisplayName("takes no date from before the one asked for, and none more than 40 days after it")
    void foreignDates() {
        assertThat(rows("{\"bass_dt\":\"20261122\",\"opnd_yn\":\"N\"},{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"},"
                        + "{\"bass_dt\":\"20270102\",\"opnd_yn\":\"N\"},{\"bass_dt\":\"20270103\",\"opnd_yn\":\"N\"}"))
                .isEqualTo(said(Map.of(MONDAY, true, LocalDate.of(2027, 1, 2), false)));
    }

    @Test
    @DisplayName("takes a date that comes twice with the same word, and none with contrary ones, however often")
    void duplicates() {
        assertThat(rows("{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"},{\"bass_dt\":\"20261123\",\"opnd_yn\":\"y\"},"
                        + "{\"bass_dt\":\"20261124\",\"opnd_yn\":\"N\"},{\"bass_dt\":\"20261124\",\"opnd_yn\":\"Y\"},"
                        + "{\"bass_dt\":\"20261124\",\"opnd_yn\":\"N\"}"))
                .isEqualTo(said(Map.of(MONDAY, true)));
    }

    @ParameterizedTest
    @DisplayName("takes no answer that says nothing of the date asked for, without its content")
    @ValueSource(
            strings = {
                "{\"rt_cd\":\"0\",\"output\":[]}",
                "{\"rt_cd\":\"0\"}",
                "{\"rt_cd\":\"0\",\"output\":\"closed\"}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261123\"}]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261120\",\"opnd_yn\":\"Y\"}]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261124\",\"opnd_yn\":\"Y\"}]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\",\"opnd_yn\":\"N\"}]}",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"},{\"bass_dt\":\"20261123\",\"opnd_yn\":\"N\"}]}",
                "{\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"}]}",
                "[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y\"}]",
                "<html><body>closed</body></html>",
                "{\"rt_cd\":\"0\",\"output\":[{\"bass_dt\":\"20261123\",\"opnd_yn\":\"Y",
                ""
            })
    void unreadable(String body) {
        assertThat(read(body))
                .isInstanceOfSatisfying(Reading.Unreadable.class, unreadable -> assertThat(unreadable.detail())
                        .isNotBlank()
                        .doesNotContain("closed", "opnd_yn\":"));
    }

    private static Reading<OpenDays> rows(String rows) {
        return read("{\"rt_cd\":\"0\",\"output\":[" + rows + "]}");
    }

    private static Reading<OpenDays> read(String body) {
        return Reading.of(body.getBytes(StandardCharsets.UTF_8), HolidayEndpoint.HOLIDAYS, MONDAY);
    }

    private static Reading<OpenDays> said(Map<LocalDate, Boolean> open) {
        return new Reading.Good<>(new OpenDays(MONDAY, new TreeMap<>(open)), "", List.of());
    }
}

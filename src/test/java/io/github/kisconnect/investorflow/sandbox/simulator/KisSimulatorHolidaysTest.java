package io.github.kisconnect.investorflow.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The simulator's holiday endpoint may, for each date,")
class KisSimulatorHolidaysTest {
    private static final String WEDNESDAY = "20261118";
    private static final String THURSDAY = "20261119";
    private static final String FRIDAY = "20261120";
    private static final String SATURDAY = "20261121";
    private static final String MONDAY = "20261123";
    private static final String TUESDAY = "20261124";

    private KisSimulator simulator;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        HolidayWords words = new HolidayWords(
                Set.of(date(THURSDAY), date(FRIDAY), date(SATURDAY)),
                Map.of(
                        date(MONDAY),
                        Fault.Wire.RESET,
                        date(TUESDAY),
                        new Fault.HttpError(500, "EGW00300", "injected")));
        simulator = KisSimulator.start(Client.options()
                .closedDays(Set.of(date(FRIDAY)))
                .holidayWords(words)
                .build());
        client = new Client(simulator).signedIn().with("tr_id", Endpoint.HOLIDAY.trId());
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    @DisplayName("be wrong: closed where it is open, open where it is closed, on a weekend, too")
    void wrong() throws IOException {
        assertThat(said(WEDNESDAY))
                .containsEntry(WEDNESDAY, "Y")
                .containsEntry(THURSDAY, "N")
                .containsEntry(FRIDAY, "Y")
                .containsEntry(SATURDAY, "Y")
                .containsEntry("20261122", "N")
                .containsEntry("20261125", "Y");
        assertThat(said(FRIDAY)).containsEntry(FRIDAY, "Y");
    }

    @Test
    @DisplayName("be silent: an error or a reset for who asks from it on, and no word of it in other answers")
    void silent() throws IOException {
        assertThat(said(WEDNESDAY)).doesNotContainKeys(MONDAY, TUESDAY).hasSize(23);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> ask(MONDAY))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(ask(TUESDAY).code()).isEqualTo("EGW00300");
        }
        assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(5);
    }

    @Test
    @DisplayName("not be silent by what is no silence")
    void refused() {
        for (String fault : List.of("TWO_ROWS", "GZIP", "SLOW:PT1S", "MAINTENANCE")) {
            assertThatThrownBy(() -> new HolidayWords(Set.of(), Map.of(date(MONDAY), Fault.parse(fault))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Map<String, String> said(String from) throws IOException {
        Map<String, String> said = new TreeMap<>();
        for (JsonNode day : ask(from).json().path("output")) {
            said.put(day.path("bass_dt").asText(), day.path("opnd_yn").asText());
        }
        return said;
    }

    private Client.Got ask(String from) throws IOException {
        return client.get(Endpoint.HOLIDAY.path(), Map.of("BASS_DT", from, "CTX_AREA_NK", "", "CTX_AREA_FK", ""));
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    }
}

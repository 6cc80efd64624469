package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The session phase")
class SessionPhaseTest {
    private final TimeZone before = TimeZone.getDefault();

    @AfterEach
    void restore() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest(name = "{0} at {1} KST: {2}")
    @DisplayName("begins with the opening minute and ends before the closing minute of the market's own hours")
    @CsvSource({
        "KSP, 00:00:00, PRE_OPEN",
        "KSP, 08:59:59.999, PRE_OPEN",
        "KSP, 09:00:00, REGULAR",
        "KSP, 15:29:59.999, REGULAR",
        "KSP, 15:30:00, AFTER_CLOSE",
        "KSP, 23:59:59, AFTER_CLOSE",
        "K2I, 08:44:59, PRE_OPEN",
        "K2I, 08:45:00, REGULAR",
        "K2I, 15:44:59, REGULAR",
        "K2I, 15:45:00, AFTER_CLOSE"
    })
    void boundaries(String market, String time, SessionPhase phase) {
        Instant tick = Instant.parse("2026-11-23T" + time + "+09:00");
        assertThat(SessionPhase.at(tick, Catalogue.bundled().market(market).orElseThrow()))
                .isEqualTo(phase);
    }

    @ParameterizedTest
    @DisplayName("is that of Korean time, whatever the host's zone is")
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Seoul", "Pacific/Kiritimati", "Pacific/Pago_Pago"})
    void zones(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Market kospi = Catalogue.bundled().market("KSP").orElseThrow();
        assertThat(SessionPhase.at(Instant.parse("2026-11-22T23:59:59Z"), kospi))
                .isEqualTo(SessionPhase.PRE_OPEN);
        assertThat(SessionPhase.at(Instant.parse("2026-11-23T00:00:00Z"), kospi))
                .isEqualTo(SessionPhase.REGULAR);
        assertThat(SessionPhase.at(Instant.parse("2026-11-23T06:30:00Z"), kospi))
                .isEqualTo(SessionPhase.AFTER_CLOSE);
    }

    @Test
    @DisplayName("goes with a date that changes at 15:00 UTC")
    void dates() {
        assertThat(Kst.date(Instant.parse("2026-11-22T14:59:59.999Z"))).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(Kst.date(Instant.parse("2026-11-22T15:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 23));
    }
}

package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The session phase")
class SessionPhaseTest {
    private static final TradingSessions KRX = TradingSessions.krx(
            SessionWindow.DEFAULT, Set.of(), date -> Optional.empty(), TradingCalendar.bundled(), Catalogue.bundled());

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
        assertThat(phase(market, "2026-11-23T" + time + "+09:00")).isEqualTo(phase);
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @DisplayName(
            "is by the hours of a late day: an hour later on the day of the CSAT, a late opening only on the year's first day")
    @CsvSource({
        "KSP, 2026-11-19T09:59:59+09:00, PRE_OPEN",
        "KSP, 2026-11-19T10:00:00+09:00, REGULAR",
        "KSP, 2026-11-19T16:29:59+09:00, REGULAR",
        "KSP, 2026-11-19T16:30:00+09:00, AFTER_CLOSE",
        "K2I, 2026-11-19T09:44:59+09:00, PRE_OPEN",
        "K2I, 2026-11-19T16:45:00+09:00, AFTER_CLOSE",
        "KSP, 2026-01-02T09:59:59+09:00, PRE_OPEN",
        "KSP, 2026-01-02T10:00:00+09:00, REGULAR",
        "KSP, 2026-01-02T15:30:00+09:00, AFTER_CLOSE",
        "KSP, 2027-01-04T09:59:59+09:00, PRE_OPEN"
    })
    void lateDays(String market, String tick, SessionPhase phase) {
        assertThat(phase(market, tick)).isEqualTo(phase);
    }

    @Test
    @DisplayName("is unknown for a market that the catalogue lacks")
    void unknownMarket() {
        assertThat(phase("XYZ", "2026-11-23T10:00:00+09:00")).isEqualTo(SessionPhase.UNKNOWN);
    }

    @ParameterizedTest
    @DisplayName("is that of Korean time, whatever the host's zone is")
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Seoul", "Pacific/Kiritimati", "Pacific/Pago_Pago"})
    void zones(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertThat(phase("KSP", "2026-11-22T23:59:59Z")).isEqualTo(SessionPhase.PRE_OPEN);
        assertThat(phase("KSP", "2026-11-23T00:00:00Z")).isEqualTo(SessionPhase.REGULAR);
        assertThat(phase("KSP", "2026-11-23T06:30:00Z")).isEqualTo(SessionPhase.AFTER_CLOSE);
    }

    private static SessionPhase phase(String market, String tick) {
        return KRX.phase(
                new MarketSector(market, "0001"), OffsetDateTime.parse(tick).toInstant());
    }

    @Test
    @DisplayName("goes with a date that changes at 15:00 UTC")
    void dates() {
        assertThat(Kst.date(Instant.parse("2026-11-22T14:59:59.999Z"))).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(Kst.date(Instant.parse("2026-11-22T15:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 23));
    }
}

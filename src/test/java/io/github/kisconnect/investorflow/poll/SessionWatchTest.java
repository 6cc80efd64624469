package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The watch over sessions")
class SessionWatchTest {
    private int renewals;
    private final SessionWatch watch = watch(TradingSessions.krx(
            SessionWindow.DEFAULT, Set.of(), date -> Optional.empty(), TradingCalendar.bundled(), Catalogue.bundled()));

    @Test
    @DisplayName("lets a token be renewed in the hour before a trading day's session, not in it, nor on closed days")
    void renewal() {
        assertThat(begin("2026-11-23", "07:39")).isFalse();
        assertThat(begin("2026-11-22", "08:00")).isFalse();
        assertThat(begin("2026-12-25", "08:00")).isFalse();
        assertThat(begin("2026-11-23", "08:40")).isTrue();
        assertThat(renewals).isZero();
        assertThat(begin("2026-11-23", "07:40")).isFalse();
        assertThat(begin("2026-11-23", "08:39")).isFalse();
        assertThat(renewals).isEqualTo(2);
    }

    @Test
    @DisplayName("has no token renewed while the worker has paused the task")
    void paused() {
        assertThat(watch.begin(SessionWorld.at(LocalDate.of(2026, 11, 23), "08:00"), true))
                .isFalse();
        assertThat(renewals).isZero();
    }

    @Test
    @DisplayName("warns once when the calendar has less than 60 days left")
    void calendar() {
        try (LogCapture log = LogCapture.begin()) {
            begin("2027-11-01", "10:00");
            assertThat(log.ours(Level.WARN)).isEmpty();
            begin("2027-11-02", "10:00");
            begin("2027-11-02", "10:00");
            begin("2027-11-03", "10:00");
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("ends in 59 days, on 2027-12-31", "session.holidays", "Korea Exchange");
        }
    }

    @Test
    @DisplayName("does not care about the calendar where days are not looked at")
    void always() {
        try (LogCapture log = LogCapture.begin()) {
            assertThat(watch(TradingSessions.always()).begin(SessionWorld.at(LocalDate.of(2028, 1, 1), "03:00"), false))
                    .isTrue();
            assertThat(log.ours(Level.WARN)).isEmpty();
        }
    }

    private boolean begin(String date, String time) {
        Instant tick = SessionWorld.at(LocalDate.parse(date), time);
        return watch.begin(tick, false);
    }

    private SessionWatch watch(TradingSessions sessions) {
        return new SessionWatch(sessions, () -> renewals++);
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The watch over sessions")
class SessionWatchTest {
    private final List<Instant> renewedUntil = new ArrayList<>();
    private final List<SessionWindow.Session> prepared = new ArrayList<>();
    private Optional<Duration> wait = Optional.of(Duration.ofMinutes(7));
    private final SessionWatch watch = watch(TradingSessions.krx(
            SessionWindow.DEFAULT, Set.of(), date -> Optional.empty(), TradingCalendar.bundled(), Catalogue.bundled()));

    @Test
    @DisplayName("has a token got ahead of a trading day's session, and of no other day's")
    void preparation() {
        lookAhead("2026-11-21", "08:00", false);
        lookAhead("2026-11-22", "08:00", false);
        lookAhead("2026-12-25", "08:00", false);
        assertThat(prepared).isEmpty();
        lookAhead("2026-11-23", "08:39", false);
        lookAhead("2026-11-22", "09:00", false);
        assertThat(prepared)
                .containsOnly(SessionWindow.DEFAULT.next(SessionWorld.at(LocalDate.of(2026, 11, 23), "00:00")))
                .hasSize(2);
    }

    @Test
    @DisplayName("wakes the poller when the preparation wants it, and else when another session comes next")
    void wakes() {
        lookAhead("2026-11-23", "08:00", false);
        assertThat(watch.atMost(Duration.ofHours(5))).isEqualTo(Duration.ofMinutes(7));
        assertThat(watch.atMost(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        wait = Optional.empty();
        lookAhead("2026-11-23", "08:01", false);
        assertThat(watch.atMost(Duration.ofHours(5))).isEqualTo(Duration.ofMinutes(39));
        lookAhead("2026-11-20", "08:40", false);
        assertThat(watch.atMost(Duration.ofDays(5))).as("Saturday's").isEqualTo(Duration.ofDays(1));
    }

    @Test
    @DisplayName("looks every ten seconds at most, and says what is left of the wait in between")
    void seldom() {
        Instant now = SessionWorld.at(LocalDate.of(2026, 11, 23), "08:00");
        for (int millis = 0; millis < 25_000; millis += 50) {
            watch.lookAhead(now.plusMillis(millis), false);
            assertThat(watch.atMost(Duration.ofHours(5)))
                    .isEqualTo(Duration.ofMinutes(7).minusMillis(millis % 10_000));
        }
        assertThat(prepared).hasSize(3);
        watch.lookAhead(now.plusMillis(25_000), true);
        watch.lookAhead(now.plusMillis(25_100), false);
        assertThat(prepared).as("after a pause at once").hasSize(4);
        watch.lookAhead(now, false);
        assertThat(prepared).as("and when the clock was set back").hasSize(5);
    }

    @Test
    @DisplayName("has no token got while the worker has paused the task")
    void paused() {
        lookAhead("2026-11-23", "08:00", true);
        assertThat(prepared).isEmpty();
        assertThat(watch.atMost(Duration.ofHours(5))).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    @DisplayName(
            "has a token renewed that ends before the session under way, or at any time where there are no sessions")
    void renewal() {
        Instant now = SessionWorld.at(LocalDate.of(2026, 11, 23), "10:00");
        watch.renewToken(now);
        SessionWatch always = watch(TradingSessions.always());
        always.renewToken(now);
        assertThat(renewedUntil).containsExactly(SessionWorld.at(LocalDate.of(2026, 11, 23), "20:10"), Instant.MAX);
        always.lookAhead(now, false);
        assertThat(prepared).isEmpty();
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
            assertThat(watch(TradingSessions.always()).begin(SessionWorld.at(LocalDate.of(2028, 1, 1), "03:00")))
                    .isTrue();
            assertThat(log.ours(Level.WARN)).isEmpty();
        }
    }

    private boolean begin(String date, String time) {
        return watch.begin(SessionWorld.at(LocalDate.parse(date), time));
    }

    private void lookAhead(String date, String time, boolean paused) {
        watch.lookAhead(SessionWorld.at(LocalDate.parse(date), time), paused);
    }

    private SessionWatch watch(TradingSessions sessions) {
        return new SessionWatch(sessions, renewedUntil::add, session -> {
            prepared.add(session);
            return wait;
        });
    }
}

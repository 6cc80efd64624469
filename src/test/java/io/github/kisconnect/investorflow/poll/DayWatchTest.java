package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.EmissionSettings;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.HolidayWord;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What another task of the worker learns of a day")
class DayWatchTest extends PollerFixture {
    private static final int MANY = 20;
    private static final Duration LATENCY = Duration.ofMillis(300);

    /** What the holiday endpoint has said to any of them of the date. */
    private Boolean word;

    @Test
    @DisplayName(
            "ends the sweep of this one in its midst: one of three pairs a tick is asked for, and what is still on its way is not published")
    void learntByAnother() {
        Instant learnt = START.plusMillis(1_100);
        try (LogCapture log = LogCapture.begin()) {
            poll(learnt, false, Duration.ofMinutes(1));
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("disagree", "2026-11-23");
        }
        List<LedgerEntry> before = answered(START, learnt);
        List<LedgerEntry> after = answered(learnt, START.plus(INTERVAL));
        assertThat(before).hasSizeBetween(3, 6);
        assertThat(after)
                .as("in the rest of the tick, for the tick's pair may be among them")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(taken).isEmpty();
        Set<MarketSector> asked = new HashSet<>();
        for (int tick = 1; tick < 6; tick++) {
            Instant begin = START.plus(INTERVAL.multipliedBy(tick));
            assertThat(answered(begin, begin.plus(INTERVAL))).hasSize(1).allMatch(one -> asked.add(one.pair()) || true);
        }
        assertThat(asked).as("three, but where the next three begin").hasSizeBetween(3, 5);
    }

    @Test
    @DisplayName("is forgotten when a pair shows three rows that rise: all are asked for, and published again")
    void opened() {
        try (LogCapture log = LogCapture.begin()) {
            poll(START.plusMillis(1_100), false, Duration.ofMinutes(3));
            assertThat(log.ours(Level.INFO))
                    .filteredOn(line -> line.contains("the exchange is open"))
                    .hasSize(1);
        }
        Instant last = START.plus(Duration.ofMinutes(3)).minus(INTERVAL);
        assertThat(answered(last, last.plus(INTERVAL))).hasSize(MANY);
        assertThat(taken).filteredOn(one -> one.tick().equals(last)).hasSizeGreaterThan(MANY / 2);
    }

    /** With what stood there known, so that a first row is of the day. */
    private void poll(Instant learnt, Boolean said, Duration duration) {
        authorize();
        sessions = TradingSessions.krx(
                SessionWindow.DEFAULT,
                Set.of(),
                new HolidayWord() {
                    @Override
                    public Optional<Boolean> saysOpen(LocalDate date) {
                        return Optional.ofNullable(word);
                    }
                },
                TradingCalendar.bundled(),
                Catalogue.bundled());
        PollPlan plan = plan(MANY, 4);
        TaskEmission emission = new TaskEmission(
                new EmissionSettings(EmitMode.ALL, Duration.ZERO, false),
                sessions,
                pairs(plan).stream()
                        .map(pair -> new TaskEmission.Start(pair, INTERVAL, ended()))
                        .toList());
        Poller poller = poller(plan, client, emission);
        drive(poller, duration, () -> LATENCY, () -> {
            if (!clock.instant().isBefore(learnt)) {
                word = said;
            }
        });
        assertThat(poller.failure()).isEmpty();
        assertThat(poller.crash()).isEmpty();
    }

    /** Of the last tick of the session before. */
    private static Published ended() {
        LocalDate friday = LocalDate.of(2026, 11, 20);
        Instant tick =
                friday.atTime(SessionWindow.DEFAULT.end()).toInstant(Kst.ZONE).minus(INTERVAL);
        return new Published(tick, "v1:0123456789abcdef", friday, 0, null);
    }

    private List<LedgerEntry> answered(Instant from, Instant to) {
        return simulator.ledger().all().stream()
                .filter(entry ->
                        !entry.answeredAt().isBefore(from) && entry.answeredAt().isBefore(to))
                .toList();
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Await;
import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.HolidayWords;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import io.github.kisconnect.investorflow.sandbox.simulator.Year2026;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A start in the midst of things publishes no row of an earlier day, and loses no more than it must:")
class SessionStartsTest {
    private static final MarketSector STOCKS = Year2026.EQUITIES;
    private static final MarketSector FUTURES = Year2026.FUTURES;
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);

    private static final int TICKS_OF_SESSION = 11 * 60 + 30;

    private SessionWorld world;

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "where the API goes over to the day at {0}")
    @ValueSource(strings = {"05:00", "08:44", "08:47", "08:52", "08:59"})
    @DisplayName("the first ever, at 08:45")
    void first0845(String reset) {
        world = world(MONDAY, "08:45", options().resetAt(LocalTime.parse(reset)));
        world.pollUntil(at(MONDAY, "12:00"), STOCKS, FUTURES);
        assertOfTheirDay();
        LocalTime begun = LocalTime.parse(reset);
        assertThat(world.records(STOCKS).get(0).tick())
                .as("its zeros are of the day from the reset on")
                .isEqualTo(begun.isAfter(LocalTime.of(8, 45)) ? at(MONDAY, begun.toString()) : at(MONDAY, "08:45"));
        // What stood there before the day is known to the stocks' task where it has seen it before their opening.
        assertLost(begun.isAfter(LocalTime.of(8, 45)) ? 0 : 1, "09:00", STOCKS);
        assertLost(
                begun.equals(LocalTime.of(8, 47)) ? 0 : 1,
                begun.isAfter(LocalTime.of(8, 45)) ? reset : "08:45",
                FUTURES);
    }

    @Test
    @DisplayName("the first ever, at 11:00: it loses the row that stood there")
    void first1100() {
        world = world(MONDAY, "11:00", options());
        world.pollUntil(at(MONDAY, "12:00"), STOCKS);
        assertOfTheirDay();
        assertThat(world.records.get(0).tick()).isEqualTo(at(MONDAY, "11:01"));
        assertThat(world.counted(Metric.HELD)).isEqualTo(1);
        assertLost(0, "11:01", STOCKS);
    }

    @Test
    @DisplayName(
            "the first ever, at 19:00, when nothing moves any more: nothing shows whose row it is, and one line says so")
    void first1900() {
        world = world(MONDAY, "19:00", options().figuresUntil(LocalTime.of(18, 0)));
        try (LogCapture log = LogCapture.begin()) {
            world.pollUntil(at(MONDAY, "21:00"), STOCKS);
            assertThat(log.ours(Level.INFO).stream().filter(line -> line.contains("is not published")))
                    .singleElement()
                    .asString()
                    .contains("KSP:0001", "2026-11-23");
        }
        assertThat(world.counted(Metric.HELD)).isEqualTo(70);
        assertThat(world.records).isEmpty();
    }

    @Test
    @DisplayName("with a pair added at noon")
    void pairAddedAtNoon() {
        world = world(MONDAY, "08:00", options());
        world.asksHolidays = false;
        world.pollUntil(at(MONDAY, "12:00"), STOCKS);
        world.pollUntil(at(MONDAY, "13:00"), STOCKS, FUTURES);
        assertOfTheirDay();
        assertThat(world.records(FUTURES).get(0).tick()).isEqualTo(at(MONDAY, "12:01"));
        assertLost(1, "08:40", STOCKS);
        assertLost(0, "12:01", FUTURES);
        assertThat(world.counted(Metric.HELD)).isEqualTo(2);
    }

    @ParameterizedTest(name = "where the API goes over to the day at {0}")
    @ValueSource(strings = {"03:00", "08:43", "08:47", "08:58"})
    @DisplayName("after a day on which it was down from 14:00 on")
    void downOverNight(String reset) {
        world = world(MONDAY, "08:00", options().resetAt(LocalTime.parse(reset)));
        world.pollUntil(at(MONDAY, "14:00"), STOCKS, FUTURES);
        int before = world.records.size();
        world.idleUntil(at(TUESDAY, "08:41"));
        world.pollUntil(at(TUESDAY, "10:00"), STOCKS, FUTURES);
        assertOfTheirDay();
        Emitted first = world.records.get(before);
        assertThat(first.tradeDate()).isEqualTo(TUESDAY);
        assertThat(first.previousTick()).isNull();
        // Where the API had gone over before it came, nothing shows what had stood there.
        boolean unseen = reset.equals("03:00");
        assertLost(unseen ? 1 : 0, "09:00", STOCKS);
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "08:44, -, -",
                "08:44, -, 2026-11-23",
                "08:44, v1:0123456789abcdef, -",
                "08:44, v1:0123456789abcdef, 2026-11-20",
                "08:44, v0:0123456789abcdef, 2026-11-23"
            })
    @DisplayName("with offsets that were altered, without a digest, or a date, or both")
    void alteredOffsets(String time, String digest, LocalDate date) {
        world = world(MONDAY, "08:45", options().resetAt(LocalTime.of(8, 58)));
        List.of(STOCKS, FUTURES)
                .forEach(pair -> world.offsets.put(pair, new Published(at(MONDAY, time), digest, date)));
        world.pollUntil(at(MONDAY, "10:00"), STOCKS, FUTURES);
        assertOfTheirDay();
        assertLost(0, "09:00", STOCKS);
        assertLost(0, "09:00", FUTURES);
    }

    @ParameterizedTest(name = "where the API goes over to the day at {0}")
    @ValueSource(strings = {"03:00", "08:47", "08:58"})
    @DisplayName("after an upgrade over night to a version whose digests are others")
    void upgrade(String reset) {
        world = world(FRIDAY, "08:00", options().resetAt(LocalTime.parse(reset)));
        world.pollUntil(at(FRIDAY, "21:00"), STOCKS, FUTURES);
        world.offsets.replaceAll(
                (pair, last) -> new Published(last.tick(), last.digest().replace("v1:", "v0:"), last.tradeDate()));
        world.pollUntil(at(MONDAY, "10:00"), STOCKS, FUTURES);
        assertOfTheirDay();
        assertLost(reset.equals("03:00") ? 1 : 0, "09:00", STOCKS);
    }

    @Test
    @DisplayName(
            "on a day that only the holiday endpoint calls closed, it asks for one pair a tick, publishes nothing, and says so at begin and end")
    void closedByTheEndpoint() {
        world = world(FRIDAY, "21:00", SimulatorOptions.builder().closedDays(Set.of(MONDAY)));
        try (LogCapture log = LogCapture.begin()) {
            world.pollUntil(at(TUESDAY, "08:00"), STOCKS, FUTURES);
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("disagree", "2026-11-23");
            assertThat(log.ours(Level.INFO))
                    .filteredOn(line -> line.contains("2026-11-23:"))
                    .singleElement()
                    .asString()
                    .contains("closed");
        }
        assertThat(world.simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(TICKS_OF_SESSION);
        assertThat(world.simulator.requests(Endpoint.HOLIDAY)).isEqualTo(1);
        assertThat(world.records).isEmpty();
    }

    @Test
    @DisplayName(
            "on a day that the holiday endpoint wrongly calls closed, it publishes within a quarter of an hour of the first figures")
    void openAgainstTheEndpoint() {
        world = world(
                MONDAY,
                "08:00",
                options().resetAt(LocalTime.of(5, 0)).holidayWords(new HolidayWords(Set.of(MONDAY), Map.of())));
        try (LogCapture log = LogCapture.begin()) {
            world.pollUntil(at(MONDAY, "12:00"), STOCKS, FUTURES);
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("disagree", "2026-11-23");
            assertThat(log.ours(Level.INFO))
                    .filteredOn(line -> line.contains("exchange is open"))
                    .hasSize(1);
        }
        assertOfTheirDay();
        assertThat(world.records.get(0).tick()).isBefore(at(MONDAY, "09:03").plus(Duration.ofMinutes(15)));
        assertThat(world.records(STOCKS)).isNotEmpty();
        assertThat(world.records(FUTURES)).isNotEmpty();
    }

    @ParameterizedTest(name = "with a tick every {0}")
    @ValueSource(strings = {"PT1M", "PT4H"})
    @DisplayName("over a weekend and a holiday, no token is asked for until 100 to 10 minutes before the next session")
    void quietWeekend(String interval) {
        LocalDate nextDay = LocalDate.of(2026, 12, 28);
        world = world(LocalDate.of(2026, 12, 24), "08:40", options().closedDays(Year2026.CLOSED));
        world.interval = Duration.parse(interval);
        world.pollUntil(at(nextDay, "07:00"), STOCKS);
        assertThat(world.simulator.tokenIssues()).isEqualTo(1);
        world.pollUntil(at(nextDay, "08:30"), STOCKS);
        untilIssued(2);
    }

    @Test
    @DisplayName("where the holiday endpoint fails, it goes on without it, and asks again an hour later")
    void holidaysFail() {
        world = world(MONDAY, "08:00", options());
        world.simulator.inject(Injection.parse("RESET@HOLIDAY"));
        world.pollUntil(at(MONDAY, "12:00"), STOCKS);
        assertLost(1, "08:40", STOCKS);
        assertThat(world.simulator.requests(Endpoint.HOLIDAY)).isEqualTo(4);
    }

    @Test
    @Timeout(60)
    @DisplayName(
            "from a token that would end within the session, it has another one before it begins, without a request that waits for it")
    void tokenAhead() {
        world = world(FRIDAY, "12:00", options());
        world.pollUntil(at(FRIDAY, "12:30"), STOCKS);
        assertThat(world.simulator.tokenIssues()).isEqualTo(1);
        LocalDate thursday = LocalDate.of(2026, 11, 26);
        world.idleUntil(at(MONDAY, "07:00"));
        world.pollUntil(at(MONDAY, "15:00"), STOCKS);
        long issued = world.simulator.tokenIssues();
        world.pollUntil(at(TUESDAY, "08:39"), STOCKS);
        untilIssued(issued + 1);
        assertThat(world.simulator.tokenIssues()).as("ahead of the session").isEqualTo(issued + 1);
        world.pollUntil(at(thursday, "08:00"), STOCKS);
        assertThat(world.counted(Metric.MISSED_TICKS)).isZero();
    }

    /** The poller does not wait for what it has fetched in the background. */
    private void untilIssued(long tokens) {
        Await.until("token issue", Duration.ofSeconds(20), () -> world.simulator.tokenIssues() >= tokens);
        assertThat(world.simulator.tokenIssues()).isEqualTo(tokens);
    }

    private static SimulatorOptions.Builder options() {
        return SimulatorOptions.builder();
    }

    private static SessionWorld world(LocalDate date, String time, SimulatorOptions.Builder options) {
        return new SessionWorld(at(date, time), options);
    }

    private static Instant at(LocalDate date, String time) {
        return SessionWorld.at(date, time);
    }

    /** Each record's row was served in its tick, and is of its trade date: of a session of that day, or zeros. */
    private void assertOfTheirDay() {
        for (Emitted record : world.records) {
            LedgerEntry answer = world.simulator.ledger().served(record.pair()).stream()
                    .filter(entry -> entry.snapshot().equals(record.snapshot())
                            && !entry.answeredAt().isBefore(record.tick())
                            && entry.answeredAt().isBefore(record.tick().plus(SessionWorld.INTERVAL)))
                    .findFirst()
                    .orElseThrow();
            if (!record.snapshot().isAllZero()) {
                assertThat(answer.tradeDate())
                        .as("%s at %s", record.pair(), record.tick())
                        .isEqualTo(record.tradeDate());
            }
        }
    }

    /** How many new rows of the last record's day have no record, from a time on. */
    private void assertLost(int rows, String time, MarketSector pair) {
        LocalDate date = world.records.get(world.records.size() - 1).tradeDate();
        List<Instant> lost = new ArrayList<>(changes(pair, at(date, time), Instant.MAX));
        lost.removeAll(ticks(pair, at(date, time), Instant.MAX));
        assertThat(lost).as("rows of %s without a record", pair).hasSize(rows);
    }

    /** The ticks of a pair's records in which its figures are others than in the record before. */
    private List<Instant> ticks(MarketSector pair, Instant from, Instant to) {
        List<Emitted> records = world.records(pair);
        return records.stream()
                .filter(record -> {
                    int index = records.indexOf(record);
                    return index == 0 || !records.get(index - 1).snapshot().equals(record.snapshot());
                })
                .map(Emitted::tick)
                .filter(tick -> !tick.isBefore(from) && tick.isBefore(to))
                .toList();
    }

    /** The ticks in which the API served a pair other figures than in the tick before. */
    private List<Instant> changes(MarketSector pair, Instant from, Instant to) {
        List<LedgerEntry> served = world.simulator.ledger().served(pair);
        return served.stream()
                .filter(entry -> {
                    int index = served.indexOf(entry);
                    return index == 0 || !served.get(index - 1).snapshot().equals(entry.snapshot());
                })
                .map(entry -> new Ticks(SessionWorld.INTERVAL).current(entry.answeredAt()))
                .filter(tick -> !tick.isBefore(from) && tick.isBefore(to))
                .toList();
    }
}

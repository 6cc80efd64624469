package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import io.github.kisconnect.investorflow.sandbox.simulator.Year2026;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("With the exchange's sessions, a task on a host")
class SessionClockTest {
    private static final MarketSector STOCKS = Year2026.EQUITIES;
    private static final MarketSector FUTURES = Year2026.FUTURES;
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @ParameterizedTest(name = "by {0}")
    @CsvSource({"PT9H, true", "PT-9H, true", "PT-3H, true", "PT24H, false", "PT-24H, false"})
    @DisplayName("whose clock is wrong by hours, as in a wrong zone, dates no row wrongly, and says so once")
    void wrong(String ahead, boolean publishes) {
        try (SessionWorld world = new SessionWorld(
                        SessionWorld.at(FRIDAY, "00:00"),
                        SimulatorOptions.builder().resetAt(LocalTime.of(8, 55)));
                LogCapture log = LogCapture.begin()) {
            world.hostClockAhead(Duration.parse(ahead));
            world.pollUntil(SessionWorld.at(MONDAY, "23:00"), STOCKS, FUTURES);
            assertThat(log.ours(Level.WARN).stream().filter(line -> line.contains("This host's clock is at least")))
                    .hasSize(1);
            Map<Snapshot, LocalDate> sessions = new HashMap<>();
            for (MarketSector pair : List.of(STOCKS, FUTURES)) {
                world.simulator
                        .ledger()
                        .served(pair)
                        .forEach(entry -> sessions.put(entry.snapshot(), entry.tradeDate()));
            }
            List<Emitted> figures = Stream.of(STOCKS, FUTURES)
                    .flatMap(pair -> world.records(pair).stream())
                    .filter(record -> !record.snapshot().isAllZero())
                    .toList();
            assertThat(figures)
                    .allMatch(record -> sessions.get(record.snapshot()).equals(record.tradeDate()));
            assertThat(figures.isEmpty()).isEqualTo(!publishes);
            assertThat(world.simulator.tokenIssues())
                    .as("one for each session of three days at most: its end is read against the server's clock")
                    .isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Pacific/Kiritimati"})
    @DisplayName("in another zone is as anywhere else")
    void zone(String zone) {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try (SessionWorld world = new SessionWorld(
                SessionWorld.at(MONDAY, "08:00"), SimulatorOptions.builder().resetAt(LocalTime.of(8, 52)))) {
            world.pollUntil(SessionWorld.at(MONDAY, "21:00"), STOCKS);
            assertThat(world.counted(Metric.EXPECTED_TICKS)).isEqualTo(690);
            assertThat(world.counted(Metric.MISSED_TICKS)).isZero();
            assertThat(world.records.get(0).tick()).isEqualTo(SessionWorld.at(MONDAY, "08:52"));
            assertThat(world.records).hasSizeGreaterThan(500);
        } finally {
            TimeZone.setDefault(before);
        }
    }
}

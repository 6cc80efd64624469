package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Habits;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.Year2026;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each week has an outage on a day, as one of some kinds, and a maintenance at the weekend that forgets the token.
 *
 * <p>System properties: {@code log.weeks}, from the year's first Monday on, 52 at most; {@code log.interval.minutes} between ticks.
 */
@Tag("alone")
@DisplayName(
        "A task with all pairs that a star takes, on trading days with an outage a week and a maintenance each weekend,")
class LogVolumeTest {
    private static final int MOST_LINES_A_YEAR = 2000;
    private static final int WEEKS_A_YEAR = 52;
    private static final int WEEKS = Integer.getInteger("log.weeks", 6);
    private static final Duration INTERVAL = Duration.ofMinutes(Integer.getInteger("log.interval.minutes", 30));
    private static final LocalDate FIRST_MONDAY = LocalDate.of(2026, 1, 5);
    private static final List<String> OUTAGES =
            List.of("RESET", "HTTP_ERROR:502:EGW00300", "UNREACHABLE", "HTML_PAGE", "RATE_LIMIT", "ALL_BLANK");

    @Test
    @DisplayName("logs fewer than 2,000 lines a year at INFO and above")
    void quiet() {
        Instant start = SessionWorld.at(FIRST_MONDAY, "07:00");
        try (LogCapture log = LogCapture.begin(Level.INFO);
                SessionWorld world = new SessionWorld(start, Year2026.options().habits(Habits.NONE))) {
            world.interval = INTERVAL;
            world.keepsRecords = false;
            for (int week = 0; week < WEEKS; week++) {
                schedule(world, FIRST_MONDAY.plusWeeks(week), week);
            }
            world.pollUntil(start.plus(Duration.ofDays(7L * WEEKS)), PollerFixture.PAIRS.toArray(MarketSector[]::new));
            List<String> lines = log.lines().stream()
                    .filter(line -> line.logger().startsWith("io.github.kisconnect"))
                    .map(LogCapture.Line::toString)
                    .toList();
            System.out.printf("%d lines in %d weeks with ticks of %s%n", lines.size(), WEEKS, INTERVAL);
            assertThat(lines).anyMatch(line -> line.contains("No answer to the last"));
            assertThat(lines.size()).as("%s", lines).isPositive().isLessThan(MOST_LINES_A_YEAR * WEEKS / WEEKS_A_YEAR);
        }
    }

    private static void schedule(SessionWorld world, LocalDate monday, int week) {
        LocalDate day = monday.plusDays(week % DayOfWeek.FRIDAY.getValue());
        String outage = OUTAGES.get(week % OUTAGES.size());
        world.at(SessionWorld.at(day, "10:05"), () -> world.simulator.inject(Injection.parse(outage)));
        world.at(SessionWorld.at(day, "11:35"), world.simulator::clear);
        LocalDate saturday = monday.plusDays(5);
        world.at(SessionWorld.at(saturday, "02:00"), () -> world.simulator.inject(Fault.Service.MAINTENANCE));
        world.at(SessionWorld.at(saturday.plusDays(1), "20:00"), world.simulator::clear);
    }
}

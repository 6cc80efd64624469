package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LiveHeap;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import io.github.kisconnect.investorflow.metrics.JmxRegistry;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.Year2026;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code -Dsoak.days=21} goes through a month. */
@Tag("alone")
@DisplayName("With every catalogued pair, the memory in use")
class FlatMemoryTest {
    private static final int DAYS = Integer.getInteger("soak.days", 1);
    private static final MarketSector[] PAIRS =
            Catalogue.bundled().sectors().stream().map(Sector::pair).toArray(MarketSector[]::new);
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 3);
    /** When nothing is under way, and in hours in which figures move: a row that stays is one object in two places. */
    private static final LocalTime FIRST_LOOK = LocalTime.of(10, 0, 30);

    private static final int LOOKS = 7;
    private static final int MINUTES_BETWEEN = 20;
    /** A day has some 55,000 answers: less than half of the smallest object for each of them. */
    private static final long ALLOWED_BYTES = 400_000;

    @Test
    @DisplayName("is as much after a trading day with its faults, and its night, as it was before")
    void flat() {
        List<LocalDate> days = Year2026.sessions().stream()
                .filter(day -> !day.isBefore(FIRST))
                .limit(DAYS + 1L)
                .toList();
        LocalDate last = days.get(DAYS);
        List<LiveHeap> references = new ArrayList<>();
        List<Long> before = new ArrayList<>();
        List<Long> after = new ArrayList<>();
        try (Meters meters = JmxRegistry.meters("flat-memory", 0);
                // One that keeps more would hold more in busy hours.
                SessionWorld world = new SessionWorld(
                        SessionWorld.at(FIRST, "08:00"), Year2026.options().ledgerLimit(1), meters)) {
            world.keepsRecords = false;
            // Ahead of the looks, for it takes some memory itself.
            world.at(SessionWorld.at(FIRST, "09:59:30"), () -> references.add(LiveHeap.now()));
            look(world, FIRST, before);
            // Once before the looks as well, for what is kept of the last fault.
            disturb(world, FIRST, LocalTime.of(9, 5));
            days.subList(0, DAYS).forEach(day -> disturb(world, day, LocalTime.of(13, 0)));
            look(world, last, after);
            world.at(SessionWorld.at(last, "12:29:30"), () -> references.add(LiveHeap.now()));
            world.pollUntil(SessionWorld.at(last, "12:30"), PAIRS);
            assertThat(world.counted(Metric.SNAPSHOTS)).isGreaterThan(DAYS * 50_000L);
        }
        assertThat(before).hasSize(LOOKS);
        assertThat(after).hasSize(LOOKS);
        assertThat(median(after) - median(before))
                .as(
                        "bytes more than the %,d on the first day; grown most: %s",
                        median(before), references.get(1).growthSince(references.get(0)))
                .isLessThan(ALLOWED_BYTES);
    }

    private static void look(SessionWorld world, LocalDate day, List<Long> looks) {
        for (int look = 0; look < LOOKS; look++) {
            LocalTime time = FIRST_LOOK.plusMinutes((long) look * MINUTES_BETWEEN);
            world.at(
                    SessionWorld.at(day, time.toString()),
                    () -> looks.add(LiveHeap.now().total()));
        }
    }

    /** Some minutes of each kind of trouble. */
    private static void disturb(SessionWorld world, LocalDate day, LocalTime from) {
        LocalTime time = from;
        for (String fault : List.of("RESET", "HTML_ERROR", "TWO_ROWS", "TOKEN_EXPIRED", "RATE_LIMIT")) {
            world.at(SessionWorld.at(day, time.toString()), () -> world.simulator.inject(Injection.parse(fault)));
            world.at(SessionWorld.at(day, time.plusMinutes(3).toString()), world.simulator::clear);
            time = time.plusMinutes(10);
        }
    }

    private static long median(List<Long> looks) {
        return looks.stream().sorted().skip(LOOKS / 2).findFirst().orElseThrow();
    }
}

package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The same row of two pairs with intervals of their own")
class SameRowsTest {
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");
    private static final MarketSector FAST = new MarketSector("KSP", "0001");
    private static final MarketSector SLOW = new MarketSector("KSP", "0002");

    private final SameRows rows = new SameRows();

    private Optional<MarketSector> fast(int second, long figures) {
        return rows.find(FAST, TICK.plusSeconds(second), Duration.ofSeconds(5), row(figures));
    }

    private Optional<MarketSector> slow(int second, long figures) {
        return rows.find(SLOW, TICK.plusSeconds(second), Duration.ofSeconds(60), row(figures));
    }

    private static Snapshot row(long figures) {
        return Snapshot.of((group, figure) -> figures);
    }

    @Test
    @DisplayName("is found as long as the slow one's tick lasts, and not after it")
    void whileItLasts() {
        assertThat(slow(0, 7)).isEmpty();
        assertThat(fast(50, 8)).isEmpty();
        assertThat(fast(55, 7)).contains(SLOW);
        assertThat(fast(60, 7)).isEmpty();
    }

    @Test
    @DisplayName("is believed when it comes again in the same tick, though other ticks were in between")
    void again() {
        assertThat(fast(5, 7)).isEmpty();
        assertThat(slow(0, 7)).contains(FAST);
        assertThat(fast(10, 8)).isEmpty();
        assertThat(fast(10, 7)).isEmpty();
        assertThat(slow(0, 7)).isEmpty();
    }
}

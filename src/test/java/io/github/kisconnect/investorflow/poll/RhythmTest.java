package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rhythm of an interval")
class RhythmTest {
    private static final Instant NOON = Instant.parse("2026-11-23T03:00:00Z");
    private static final MarketSector FAST = new MarketSector("KSP", "0001");
    private static final MarketSector SLOW = new MarketSector("KSP", "0002");
    private static final PollPlan PLAN = new PollPlan(
            List.of(new NumberedPair(0, SLOW), new NumberedPair(1, FAST)),
            new Timetable(List.of(Duration.ofSeconds(60), Duration.ofSeconds(1)), 2),
            16,
            false);

    private final List<Rhythm> rhythms = Rhythm.of(PLAN);
    private final Rhythm slow = rhythms.get(1);

    @Test
    @DisplayName("has the pairs of the interval, the fastest first")
    void pairs() {
        assertThat(rhythms).extracting(Rhythm::pairs).containsExactly(List.of(FAST), List.of(SLOW));
    }

    @Test
    @DisplayName("begins each tick once, and goes on with it when the clock was set back by less than an interval")
    void begins() {
        assertThat(slow.begin(NOON.plusSeconds(1))).isTrue();
        assertThat(slow.begin(NOON.plusSeconds(59))).isFalse();
        assertThat(slow.begin(NOON.minusSeconds(2))).isFalse();
        assertThat(slow.tick()).isEqualTo(NOON);
        assertThat(slow.begin(NOON.plusSeconds(2))).isFalse();
        assertThat(slow.begin(NOON.plusSeconds(60))).isTrue();
    }

    @Test
    @DisplayName("begins an earlier tick when the clock was set back by more")
    void setBack() {
        assertThat(slow.begin(NOON)).isTrue();
        assertThat(slow.begin(NOON.minusSeconds(61))).isTrue();
        assertThat(slow.tick()).isEqualTo(NOON.minusSeconds(120));
    }
}

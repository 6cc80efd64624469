package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The hand-over")
class HandOverTest {
    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-23T01:00:00Z"));
    private final HandOver handOver = new HandOver(3, clock);

    @Test
    @DisplayName("is closed until the worker takes for the first time")
    void closedAtFirst() throws InterruptedException {
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.PAUSED);
        take();
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.OPEN);
    }

    @Test
    @DisplayName("closes when the worker has not taken for a second and a half, and opens when it does")
    void paused() throws InterruptedException {
        take();
        clock.advance(Duration.ofMillis(1500).minusNanos(1));
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.OPEN);
        clock.advance(Duration.ofNanos(1));
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.PAUSED);
        clock.advance(Duration.ofDays(300));
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.PAUSED);
        take();
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.OPEN);
    }

    @Test
    @DisplayName("stays open for a worker that owes acknowledgements, however long it does not take")
    void unacknowledged() throws InterruptedException {
        handOver.put(emitted());
        handOver.put(emitted());
        assertThat(handOver.take(Duration.ZERO)).hasSize(2);
        clock.advance(Duration.ofHours(1));
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.OPEN);
        handOver.acknowledged();
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.OPEN);
        handOver.acknowledged();
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.PAUSED);
    }

    @Test
    @DisplayName("closes when what it keeps and what is under way come to its capacity")
    void capacity() throws InterruptedException {
        take();
        assertThat(handOver.state(2)).isEqualTo(HandOver.State.OPEN);
        assertThat(handOver.state(3)).isEqualTo(HandOver.State.FULL);
        handOver.put(emitted());
        handOver.put(emitted());
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.OPEN);
        assertThat(handOver.state(1)).isEqualTo(HandOver.State.FULL);
        handOver.put(emitted());
        assertThat(handOver.state(0)).isEqualTo(HandOver.State.FULL);
        assertThat(handOver.take(Duration.ZERO)).hasSize(3);
        assertThat(handOver.state(2)).isEqualTo(HandOver.State.OPEN);
    }

    @Test
    @DisplayName("keeps the order, and gives all that has arrived at once")
    void order() throws InterruptedException {
        Emitted first = emitted();
        Emitted second = emitted();
        handOver.put(first);
        handOver.put(second);
        assertThat(handOver.take(Duration.ofMinutes(1))).containsExactly(first, second);
        assertThat(handOver.take(Duration.ZERO)).isEmpty();
    }

    private void take() throws InterruptedException {
        assertThat(handOver.take(Duration.ZERO)).isEmpty();
    }

    private Emitted emitted() {
        return Emissions.first(new MarketSector("KSP", "0001"), clock.instant(), Samples.all(1L));
    }
}

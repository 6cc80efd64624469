package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(handOver.isOpen(0)).isFalse();
        take();
        assertThat(handOver.isOpen(0)).isTrue();
    }

    @Test
    @DisplayName("closes when the worker has not taken for a second and a half, and opens when it does")
    void paused() throws InterruptedException {
        take();
        clock.advance(Duration.ofMillis(1500).minusNanos(1));
        assertThat(handOver.isOpen(0)).isTrue();
        clock.advance(Duration.ofNanos(1));
        assertThat(handOver.isOpen(0)).isFalse();
        clock.advance(Duration.ofDays(300));
        assertThat(handOver.isOpen(0)).isFalse();
        take();
        assertThat(handOver.isOpen(0)).isTrue();
    }

    @Test
    @DisplayName("stays open for a worker that owes acknowledgements, however long it does not take")
    void unacknowledged() throws InterruptedException {
        handOver.put(emitted());
        handOver.put(emitted());
        assertThat(handOver.take(Duration.ZERO)).hasSize(2);
        clock.advance(Duration.ofHours(1));
        assertThat(handOver.isOpen(0)).isTrue();
        handOver.acknowledged();
        assertThat(handOver.isOpen(0)).isTrue();
        handOver.acknowledged();
        assertThat(handOver.isOpen(0)).isFalse();
    }

    @Test
    @DisplayName("closes when what it keeps and what is under way come to its capacity")
    void capacity() throws InterruptedException {
        take();
        assertThat(handOver.isOpen(2)).isTrue();
        assertThat(handOver.isOpen(3)).isFalse();
        handOver.put(emitted());
        handOver.put(emitted());
        assertThat(handOver.isOpen(0)).isTrue();
        assertThat(handOver.isOpen(1)).isFalse();
        handOver.put(emitted());
        assertThat(handOver.isOpen(0)).isFalse();
        assertThat(handOver.take(Duration.ZERO)).hasSize(3);
        assertThat(handOver.isOpen(2)).isTrue();
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
        return new Emitted(
                new MarketSector("KSP", "0001"), clock.instant(), clock.instant(), Samples.all(1L), "", null, 0);
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Rejects;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The hand-over")
class HandOverTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final long SNAPSHOT = 4096;

    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-23T01:00:00Z"));
    private final HandOver handOver = new HandOver(3 * SNAPSHOT, clock);

    @Test
    @DisplayName("is closed until the worker takes for the first time")
    void closedAtFirst() throws InterruptedException {
        assertThat(handOver.state()).isEqualTo(HandOver.State.PAUSED);
        take();
        assertThat(handOver.state()).isEqualTo(HandOver.State.OPEN);
    }

    @Test
    @DisplayName("closes when the worker has not taken for a second and a half, and opens when it does")
    void paused() throws InterruptedException {
        take();
        clock.advance(Duration.ofMillis(1500).minusNanos(1));
        assertThat(handOver.state()).isEqualTo(HandOver.State.OPEN);
        clock.advance(Duration.ofNanos(1));
        assertThat(handOver.state()).isEqualTo(HandOver.State.PAUSED);
        clock.advance(Duration.ofDays(300));
        assertThat(handOver.state()).isEqualTo(HandOver.State.PAUSED);
        take();
        assertThat(handOver.state()).isEqualTo(HandOver.State.OPEN);
    }

    @Test
    @DisplayName(
            "stays open for a worker that has not dealt with the records it took last, however long it does not take")
    void outstanding() throws InterruptedException {
        Object first = new String("record");
        Object equal = new String("record");
        takeTwo(first, equal);
        assertThat(stateAnHourLater()).isEqualTo(HandOver.State.OPEN);
        handOver.acknowledged(first);
        handOver.acknowledged(first);
        assertThat(stateAnHourLater()).as("told by identity").isEqualTo(HandOver.State.OPEN);
        handOver.acknowledged(equal);
        assertThat(stateAnHourLater()).isEqualTo(HandOver.State.PAUSED);
    }

    @Test
    @DisplayName(
            "takes the next batch that the worker asks for as the end of the one before, whatever is acknowledged late")
    void lateAcknowledgements() throws InterruptedException {
        Object ofTheFirst = new Object();
        takeTwo(ofTheFirst, new Object());
        take();
        assertThat(stateAnHourLater()).isEqualTo(HandOver.State.PAUSED);

        takeTwo(new Object(), new Object());
        handOver.acknowledged(ofTheFirst);
        handOver.acknowledged(ofTheFirst);
        assertThat(stateAnHourLater()).isEqualTo(HandOver.State.OPEN);
    }

    @Test
    @DisplayName("takes a commit for the end of a batch on the thread that takes, and on no other")
    void committed() throws InterruptedException {
        takeTwo(new Object(), new Object());
        Thread committer = new Thread(handOver::committed);
        committer.start();
        committer.join();
        assertThat(stateAnHourLater()).isEqualTo(HandOver.State.OPEN);
        handOver.committed();
        assertThat(stateAnHourLater()).isEqualTo(HandOver.State.PAUSED);
    }

    private void takeTwo(Object... records) throws InterruptedException {
        handOver.put(emitted());
        handOver.put(emitted());
        assertThat(handOver.take(Duration.ZERO)).hasSize(2);
        handOver.handedOver(List.of(records));
    }

    private HandOver.State stateAnHourLater() {
        clock.advance(Duration.ofHours(1));
        return handOver.state();
    }

    @Test
    @DisplayName("closes when what it keeps takes as much memory as it may")
    void full() throws InterruptedException {
        take();
        handOver.put(emitted());
        handOver.put(emitted());
        assertThat(handOver.state()).isEqualTo(HandOver.State.OPEN);
        handOver.put(emitted());
        assertThat(handOver.state()).isEqualTo(HandOver.State.FULL);
        assertThat(handOver.take(Duration.ZERO)).hasSize(3);
        assertThat(handOver.state()).isEqualTo(HandOver.State.OPEN);
    }

    @Test
    @DisplayName("keeps some 500 of the largest rejects, and some 8,000 snapshots, for a worker that takes nothing")
    void bytes() throws InterruptedException {
        assertThat(keptOf(new Rejected(
                        PAIR, clock.instant(), Rejects.of(RejectReason.WRONG_SHAPE, "x".repeat(64 * 1024)), null)))
                .isBetween(450, 550);
        assertThat(keptOf(emitted())).isBetween(7500, 8500);
    }

    private int keptOf(Publishable publishable) throws InterruptedException {
        HandOver shipped = new HandOver(clock);
        shipped.take(Duration.ZERO);
        int kept = 0;
        while (shipped.state() == HandOver.State.OPEN) {
            shipped.put(publishable);
            kept++;
        }
        return kept;
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
        return Emissions.first(PAIR, clock.instant(), Samples.all(1L));
    }
}

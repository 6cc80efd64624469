package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sweep")
class SweepTest {
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");
    private static final MarketSector A = new MarketSector("KSP", "0001");
    private static final MarketSector B = new MarketSector("KSP", "0002");
    private static final MarketSector C = new MarketSector("KSP", "0003");

    private final Sweep sweep = new Sweep(Duration.ofMinutes(1));

    @Test
    @DisplayName("takes the pairs in order, each once")
    void order() {
        sweep.begin(TICK, List.of(B, A, C));
        assertThat(sendAll(TICK)).containsExactly(B, A, C);
        assertThat(sweep.isEmpty()).isTrue();
        assertThat(sweep.inFlight()).isEqualTo(3);
    }

    @Test
    @DisplayName("leaves a pair in its place until it is sent")
    void staysInPlace() {
        sweep.begin(TICK, List.of(A, B));
        assertThat(sweep.next(TICK)).contains(A);
        assertThat(sweep.next(TICK)).contains(A);
        sweep.sent(A);
        assertThat(sweep.next(TICK)).contains(B);
    }

    @Test
    @DisplayName("asks for a failed pair again behind those that wait")
    void retryBehind() {
        sweep.begin(TICK, List.of(A, B, C));
        sweep.sent(A);
        sweep.answered(A);
        sweep.retry(A, TICK);
        assertThat(sendAll(TICK.plusSeconds(5))).containsExactly(B, C, A);
    }

    @Test
    @DisplayName("doubles the backoff from one second to ten, and begins anew with the next tick")
    void backoff() {
        sweep.begin(TICK, List.of(A));
        assertThat(List.of(backoffAfterFailure(), backoffAfterFailure(), backoffAfterFailure()))
                .containsExactly(1000L, 2000L, 4000L);
        assertThat(List.of(backoffAfterFailure(), backoffAfterFailure(), backoffAfterFailure(), backoffAfterFailure()))
                .containsExactly(8000L, 10_000L, 10_000L, 10_000L);
        sweep.begin(TICK.plusSeconds(60), List.of(A));
        assertThat(sweep.next(TICK.plusSeconds(60))).contains(A);
    }

    @Test
    @DisplayName("begins with a quarter of a short interval")
    void shortInterval() {
        Sweep fast = new Sweep(Duration.ofSeconds(2));
        fast.begin(TICK, List.of(A));
        fast.sent(A);
        fast.answered(A);
        fast.retry(A, TICK);
        assertThat(fast.next(TICK.plusMillis(499))).isEmpty();
        assertThat(fast.next(TICK.plusMillis(500))).contains(A);
    }

    @Test
    @DisplayName("has one request of a pair under way at most, over the end of a tick too")
    void oneInFlight() {
        sweep.begin(TICK, List.of(A, B));
        sweep.sent(A);
        Instant next = TICK.plusSeconds(60);
        sweep.begin(next, List.of(A, B));
        assertThat(sweep.next(next)).contains(B);
        sweep.sent(B);
        assertThat(sweep.next(next)).isEmpty();
        assertThat(sweep.isEmpty()).isFalse();
        sweep.answered(A);
        assertThat(sweep.next(next)).contains(A);
    }

    @Test
    @DisplayName("gives back the pairs that a tick never asked for, and begins the next tick with them")
    void leftOut() {
        sweep.begin(TICK, List.of(A, B, C));
        sweep.sent(A);
        sweep.sent(B);
        sweep.answered(B);
        sweep.retry(B, TICK);
        assertThat(sweep.begin(TICK.plusSeconds(60), List.of(A, B, C))).containsExactly(C);
        assertThat(sweep.next(TICK.plusSeconds(60))).contains(C);
        assertThat(sweep.tick()).isEqualTo(TICK.plusSeconds(60));
    }

    private long backoffAfterFailure() {
        sweep.sent(A);
        sweep.answered(A);
        sweep.retry(A, TICK);
        long millis = 0;
        while (sweep.next(TICK.plusMillis(millis)).isEmpty()) {
            millis += 250;
        }
        return millis;
    }

    private List<MarketSector> sendAll(Instant now) {
        List<MarketSector> sent = new ArrayList<>();
        while (sweep.next(now).isPresent()) {
            sent.add(sweep.next(now).orElseThrow());
            sweep.sent(sent.get(sent.size() - 1));
        }
        return sent;
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sweep")
class SweepTest {
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");
    private static final MarketSector A = new MarketSector("KSP", "0001");
    private static final MarketSector B = new MarketSector("KSP", "0002");
    private static final MarketSector C = new MarketSector("KSP", "0003");

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<MarketSector> ALL = List.of(A, B, C);

    private final Sweep sweep = new Sweep(Map.of(A, MINUTE, B, MINUTE, C, MINUTE));

    private static List<MarketSector> begin(Sweep sweep, Instant tick, List<MarketSector> pairs) {
        return sweep.begin(
                ALL,
                pairs.stream().map(pair -> new Sweep.Turn(pair, tick, tick)).toList());
    }

    private Optional<MarketSector> next(Instant now) {
        return sweep.next(now, Optional.empty());
    }

    @Test
    @DisplayName("takes the pairs in order, each once")
    void order() {
        begin(sweep, TICK, List.of(B, A, C));
        assertThat(sendAll(TICK)).containsExactly(B, A, C);
        assertThat(sweep.isEmpty()).isTrue();
        assertThat(sweep.inFlight()).isEqualTo(3);
    }

    @Test
    @DisplayName("leaves a pair in its place until it is sent")
    void staysInPlace() {
        begin(sweep, TICK, List.of(A, B));
        assertThat(next(TICK)).contains(A);
        assertThat(next(TICK)).contains(A);
        sweep.sent(A);
        assertThat(next(TICK)).contains(B);
    }

    @Test
    @DisplayName("asks for a failed pair again behind those that wait")
    void retryBehind() {
        begin(sweep, TICK, List.of(A, B, C));
        sweep.sent(A);
        sweep.answered(A);
        sweep.retry(A, TICK);
        assertThat(sendAll(TICK.plusSeconds(5))).containsExactly(B, C, A);
    }

    @Test
    @DisplayName("doubles the backoff from one second to ten, and begins anew with the next tick")
    void backoff() {
        begin(sweep, TICK, List.of(A));
        assertThat(List.of(backoffAfterFailure(), backoffAfterFailure(), backoffAfterFailure()))
                .containsExactly(1000L, 2000L, 4000L);
        assertThat(List.of(backoffAfterFailure(), backoffAfterFailure(), backoffAfterFailure(), backoffAfterFailure()))
                .containsExactly(8000L, 10_000L, 10_000L, 10_000L);
        begin(sweep, TICK.plusSeconds(60), List.of(A));
        assertThat(next(TICK.plusSeconds(60))).contains(A);
    }

    @Test
    @DisplayName("begins with a quarter of a short interval")
    void shortInterval() {
        Sweep fast = new Sweep(Map.of(A, Duration.ofSeconds(2)));
        begin(fast, TICK, List.of(A));
        fast.sent(A);
        fast.answered(A);
        fast.retry(A, TICK);
        assertThat(fast.next(TICK.plusMillis(499), Optional.empty())).isEmpty();
        assertThat(fast.next(TICK.plusMillis(500), Optional.empty())).contains(A);
    }

    @Test
    @DisplayName("has one request of a pair under way at most, over the end of a tick too")
    void oneInFlight() {
        begin(sweep, TICK, List.of(A, B));
        sweep.sent(A);
        Instant next = TICK.plusSeconds(60);
        begin(sweep, next, List.of(A, B));
        assertThat(next(next)).contains(B);
        sweep.sent(B);
        assertThat(next(next)).isEmpty();
        assertThat(sweep.isEmpty()).isFalse();
        sweep.answered(A);
        assertThat(next(next)).contains(A);
    }

    @Test
    @DisplayName("gives back the pairs that a tick never asked for, and begins the next tick with them")
    void leftOut() {
        begin(sweep, TICK, List.of(A, B, C));
        sweep.sent(A);
        sweep.sent(B);
        sweep.answered(B);
        sweep.retry(B, TICK);
        assertThat(begin(sweep, TICK.plusSeconds(60), List.of(A, B, C))).containsExactly(C);
        assertThat(next(TICK.plusSeconds(60))).contains(C);
        assertThat(sweep.tick(C)).contains(TICK.plusSeconds(60));
    }

    @Test
    @DisplayName("asks in a slot for its owner, wherever it stands, but first for a pair that was left out")
    void owners() {
        begin(sweep, TICK, List.of(A, B, C));
        assertThat(sweep.next(TICK, Optional.of(C))).contains(C);
        sweep.sent(C);
        sweep.answered(C);
        assertThat(sweep.next(TICK, Optional.of(C))).contains(A);
        sweep.sent(A);
        Instant next = TICK.plusSeconds(60);
        assertThat(begin(sweep, next, List.of(A, B, C))).containsExactly(B);
        assertThat(sweep.next(next, Optional.of(C))).contains(B);
        sweep.sent(B);
        assertThat(sweep.next(next, Optional.of(C))).contains(C);
    }

    @Test
    @DisplayName("begins the tick of some pairs, and lets the others go on with theirs")
    void rhythms() {
        sweep.begin(ALL, List.of(new Sweep.Turn(A, TICK, TICK), new Sweep.Turn(C, TICK, TICK.plusSeconds(5))));
        assertThat(sendAll(TICK.plusSeconds(4))).containsExactly(A);
        assertThat(sweep.nextTurn(TICK)).contains(TICK.plusSeconds(5));
        assertThat(sweep.due(TICK, TICK.plusSeconds(5))).isZero();
        assertThat(sweep.due(TICK.plusSeconds(5), TICK.plusSeconds(10))).isEqualTo(1);
        Instant next = TICK.plusSeconds(5);
        assertThat(sweep.begin(List.of(A, B), List.of(new Sweep.Turn(A, next, next))))
                .isEmpty();
        assertThat(sweep.tick(A)).contains(next);
        assertThat(sweep.tick(C)).contains(TICK);
        assertThat(sweep.tick(B)).isEmpty();
        assertThat(sweep.next(next, Optional.of(C))).contains(C);
        assertThat(sweep.nextTurn(next)).as("A's request is under way").contains(next);
    }

    @Test
    @DisplayName("asks once for a pair that waits already when an old request of its tick fails")
    void retryOfWaiting() {
        begin(sweep, TICK, List.of(A));
        sweep.sent(A);
        begin(sweep, TICK, List.of(A));
        sweep.answered(A);
        sweep.retry(A, TICK);
        Instant later = TICK.plusSeconds(30);
        assertThat(sendAll(later)).containsExactly(A);
        sweep.answered(A);
        assertThat(sweep.isEmpty()).isTrue();
        assertThat(next(later)).isEmpty();
    }

    @Test
    @DisplayName("does not take a pair that is due for one that is not, whatever is under way")
    void nextTurn() {
        sweep.begin(ALL, List.of(new Sweep.Turn(B, TICK, TICK), new Sweep.Turn(A, TICK, TICK)));
        sweep.sent(B);
        Instant next = TICK.plusSeconds(60);
        Instant late = next.plusSeconds(15);
        sweep.begin(
                ALL,
                List.of(new Sweep.Turn(A, next, late), new Sweep.Turn(B, next, next), new Sweep.Turn(C, next, next)));
        assertThat(sweep.nextTurn(next))
                .as("C's; A was left out, and B is under way")
                .contains(next);
    }

    @Test
    @DisplayName("begins a tick of 2,000 pairs that were all left out with each of them, in their order")
    void manyLeftOut() {
        List<MarketSector> many = IntStream.range(0, 2000)
                .mapToObj(number -> new MarketSector("T", Integer.toString(number)))
                .toList();
        Sweep large = new Sweep(many.stream().collect(Collectors.toMap(pair -> pair, pair -> MINUTE)));
        for (int tick = 0; tick < 3; tick++) {
            Instant begin = TICK.plusSeconds(60L * tick);
            List<Sweep.Turn> turns = many.stream()
                    .map(pair -> new Sweep.Turn(pair, begin, begin))
                    .toList();
            assertThat(large.begin(many, turns)).isEqualTo(tick == 0 ? List.of() : many);
        }
        assertThat(sendAll(large, TICK.plusSeconds(120))).isEqualTo(many);
    }

    private long backoffAfterFailure() {
        sweep.sent(A);
        sweep.answered(A);
        sweep.retry(A, TICK);
        long millis = 0;
        while (next(TICK.plusMillis(millis)).isEmpty()) {
            millis += 250;
        }
        return millis;
    }

    private List<MarketSector> sendAll(Instant now) {
        return sendAll(sweep, now);
    }

    private static List<MarketSector> sendAll(Sweep sweep, Instant now) {
        List<MarketSector> sent = new ArrayList<>();
        Optional<MarketSector> next = sweep.next(now, Optional.empty());
        while (next.isPresent()) {
            sweep.sent(next.get());
            sent.add(next.get());
            next = sweep.next(now, Optional.empty());
        }
        return sent;
    }
}

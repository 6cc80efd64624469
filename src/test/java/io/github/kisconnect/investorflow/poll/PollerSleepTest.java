package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The poller looks at the clock once a second in any case, for it may be set. */
@DisplayName("Though it has 15 slots a second, the poller wakes at most three times a second")
class PollerSleepTest extends PollerFixture {
    private static final int RATE = 15;
    private static final int WAKE_UPS_A_SECOND = 3;
    private static final int LATENCY_MILLIS = 20;
    private static final Instant FROM = START.plusSeconds(22);
    private static final Instant TO = START.plusSeconds(28);

    private int before;
    private int after;

    private void count() {
        if (clock.instant().isBefore(FROM)) {
            before = clock.wakeUps();
        }
        if (clock.instant().isBefore(TO)) {
            after = clock.wakeUps();
        }
    }

    private void run(int pairs, Runnable more) {
        authorize();
        drive(
                poller(plan(pairs, RATE), client),
                Duration.ofSeconds(40),
                () -> Duration.ofMillis(LATENCY_MILLIS),
                () -> {
                    more.run();
                    count();
                });
        assertThat(taken).as("records").isNotEmpty();
        assertThat(after - before)
                .as("wake-ups in %s", Duration.between(FROM, TO))
                .isPositive()
                .isLessThanOrEqualTo(
                        WAKE_UPS_A_SECOND * (int) Duration.between(FROM, TO).toSeconds());
    }

    @Test
    @DisplayName("when the worker is paused")
    void paused() {
        pausedFrom = START.plusSeconds(15);
        pausedUntil = START.plusSeconds(33);
        run(15, () -> {});
        assertThat(simulator.ledger().all())
                .extracting(LedgerEntry::answeredAt)
                .noneMatch(at -> at.isAfter(START.plusSeconds(17)) && at.isBefore(pausedUntil))
                .as("asked again as soon as the worker takes again")
                .anyMatch(at -> at.isAfter(pausedUntil) && at.isBefore(pausedUntil.plusMillis(1200)));
    }

    @Test
    @DisplayName("when the worker takes nothing and no more is kept for it")
    void full() {
        handOver = new HandOver(1, clock);
        Object inHand = new Object();
        run(15, () -> {
            if (clock.instant().isAfter(START.plusSeconds(5)) && pausedFrom.equals(Instant.MAX)) {
                handOver.handedOver(List.of(inHand));
                pausedFrom = clock.instant();
                pausedUntil = START.plusSeconds(33);
            }
        });
    }

    @Test
    @DisplayName("when one pair of many waits to be asked again")
    void backoff() {
        simulator.inject(Injection.parse("RESET").forPair(PAIRS.get(3)));
        run(15, () -> {});
    }

    @Test
    @DisplayName("when nobody is answered")
    void outage() {
        AtomicBoolean isOut = new AtomicBoolean();
        run(15, () -> {
            if (!clock.instant().isBefore(START.plusSeconds(10)) && isOut.compareAndSet(false, true)) {
                simulator.inject(Injection.parse("RESET"));
            }
        });
    }

    @Test
    @DisplayName("when as many requests are under way as may be")
    void inFlight() {
        authorize();
        int seconds = 20;
        drive(poller(plan(PAIRS.size(), RATE), client), Duration.ofSeconds(seconds), () -> Duration.ofSeconds(9));
        int requests = simulator.ledger().all().size();
        assertThat(requests).isGreaterThan(16);
        // One for each request's slot, one for its answer.
        assertThat(clock.wakeUps()).isLessThan(3 * requests + WAKE_UPS_A_SECOND * seconds);
    }
}

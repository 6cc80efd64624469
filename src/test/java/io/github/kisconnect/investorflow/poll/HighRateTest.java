package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("At a quota far above the brokerage's, on a host that wakes it some milliseconds late, the poller")
@Timeout(120)
class HighRateTest extends PollerFixture {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int TICKS = 4;
    private static final int PLENTY = 10_000;
    private static final double PER_CENT = 0.01;

    @ParameterizedTest(name = "{0} a second, woken up to {1} us late, answers after {2} ms")
    @DisplayName("uses 99 % of the slots and more, and sends at most 1 % and one more than the rate in any second")
    @CsvSource({"1000, 0, 20", "1000, 3000, 50", "1000, 8000, 50", "250, 8000, 50", "250, 2000, 200"})
    void used(int rate, int latestMicros, int latencyMillis) {
        List<NumberedPair> pairs = IntStream.range(0, rate)
                .mapToObj(number -> new NumberedPair(number, new MarketSector("T", Integer.toString(number))))
                .toList();
        Random random = new Random(rate);
        clock.wakesLate(() -> Duration.of(latestMicros == 0 ? 0 : random.nextInt(latestMicros), ChronoUnit.MICROS));
        try (KisSimulator fast = KisSimulator.start(SimulatorOptions.builder()
                        .account(credentials.appKey(), credentials.appSecret())
                        .clock(clock.server())
                        .monotonicNanos(clock::nanoTime)
                        .quotaPerSecond(PLENTY)
                        .tokenSpacing(Duration.ZERO)
                        .build());
                KisClient asking = Clients.client(Clients.settings(fast.url(), credentials), clock, clock::nanoTime)) {
            assertThat(Clients.await(asking.authorize())).isEmpty();
            PollPlan plan = Plans.even(pairs, rate, rate, SECOND, rate, false);
            drive(poller(plan, asking), SECOND.multipliedBy(TICKS), () -> Duration.ofMillis(latencyMillis));

            for (int tick = 1; tick < TICKS - 1; tick++) {
                Instant from = START.plus(SECOND.multipliedBy(tick));
                assertThat((double) fast.ledger().all().stream()
                                .map(LedgerEntry::answeredAt)
                                .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(SECOND)))
                                .count())
                        .as("requests of second %d", tick)
                        .isGreaterThanOrEqualTo(rate * (1 - PER_CENT));
            }
            assertThat((double) fast.mostRequestsInASecond()).isLessThanOrEqualTo(rate * (1 + PER_CENT) + 1);
        }
    }
}

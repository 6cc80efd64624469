package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The poller")
class PollerTest extends PollerFixture {
    @Test
    @DisplayName(
            "asks on for a worker that has not dealt with what it took, until it keeps as much as it may, and says so")
    void full() throws InterruptedException {
        authorize();
        handOver = new HandOver(3 * 4096, clock);
        handOver.take(Duration.ZERO);
        handOver.handedOver(List.of(new Object()));
        pausedFrom = Instant.MIN;
        try (LogCapture log = LogCapture.begin()) {
            run(plan(5, 4), Duration.ofSeconds(100), () -> Duration.ZERO);
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("takes no records", "registry");
        }
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isBetween(3L, 4L);
    }

    @Test
    @DisplayName("asks for nothing more from the moment on at which another start of the task has begun")
    void overtaken() {
        authorize();
        Poller poller = poller(plan(8, 4), client);
        drive(
                poller,
                Duration.ofSeconds(30),
                () -> Duration.ZERO,
                () -> latest = simulator.requests(Endpoint.INVESTOR_FLOW) < 3);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(3);
        assertThat(clock.instant()).isBefore(START.plusSeconds(2));
    }

    @Test
    @DisplayName("asks for every pair once in every tick, in its slot, and hands the answers over in order")
    void everyPairOnceATick() {
        authorize();
        run(plan(5, 4), Duration.ofSeconds(100), () -> Duration.ZERO);
        for (int number = 0; number < 5; number++) {
            MarketSector pair = PAIRS.get(number);
            Duration offset = Duration.ofMillis(250L * number);
            assertThat(simulator.ledger().served(pair))
                    .extracting(LedgerEntry::answeredAt)
                    .containsExactlyElementsOf(
                            ticks(10).map(tick -> tick.plus(offset)).toList());
            assertThat(records(pair))
                    .extracting(Emitted::tick)
                    .containsExactlyElementsOf(ticks(10).toList());
            assertThat(records(pair))
                    .extracting(Emitted::snapshot)
                    .containsExactlyElementsOf(simulator.ledger().served(pair).stream()
                            .map(LedgerEntry::snapshot)
                            .toList());
        }
        assertThat(simulator.ledger().size()).isEqualTo(50);
    }

    @Test
    @DisplayName("keeps to the slots of its own pairs, which leaves the others' to other tasks")
    void ownSlots() {
        authorize();
        List<NumberedPair> own = List.of(new NumberedPair(1, PAIRS.get(1)), new NumberedPair(4, PAIRS.get(4)));
        run(Plans.even(own, 6, 2, INTERVAL, 16, false), Duration.ofSeconds(20), () -> Duration.ZERO);
        assertThat(simulator.ledger().all())
                .extracting(LedgerEntry::pair, entry -> Duration.between(START, entry.answeredAt())
                        .toMillis())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(PAIRS.get(1), 500L),
                        org.assertj.core.groups.Tuple.tuple(PAIRS.get(4), 2000L),
                        org.assertj.core.groups.Tuple.tuple(PAIRS.get(1), 10_500L),
                        org.assertj.core.groups.Tuple.tuple(PAIRS.get(4), 12_000L));
    }

    @Test
    @DisplayName("asks again for a pair that failed as soon as its backoff is over, in a slot that has begun meanwhile")
    void retryInSlot() {
        authorize();
        simulator.inject(Injection.parse("RESET*1").forPair(PAIRS.get(0)));
        run(plan(1, 1), Duration.ofSeconds(9), () -> Duration.ofMillis(300));
        assertThat(simulator.ledger().all())
                .extracting(entry -> Duration.between(START, entry.answeredAt()).toMillis())
                .containsExactly(0L, 1300L);
    }

    @Test
    @DisplayName("stays within the account's quota with all pairs at the default rate")
    void quota() {
        run(plan(PAIRS.size(), 15), Duration.ofSeconds(60), () -> Duration.ofMillis(80));
        assertThat(simulator.rateLimited()).isZero();
        assertThat(simulator.mostRequestsInASecond()).isLessThanOrEqualTo(16);
        assertThat(simulator.tokenIssues()).isEqualTo(1);
        assertThat(taken.stream().filter(one -> one.tick().equals(START.plusSeconds(10))))
                .hasSize(PAIRS.size());
    }

    @Test
    @DisplayName("gets a token when the first request is due, and asks for every pair in that tick all the same")
    void tokenFirst() {
        run(plan(5, 4), Duration.ofSeconds(10), () -> Duration.ofMillis(400));
        assertThat(simulator.tokenIssues()).isEqualTo(1);
        assertThat(taken).extracting(Emitted::pair).containsExactlyInAnyOrderElementsOf(PAIRS.subList(0, 5));
    }

    @Test
    @DisplayName("makes no request until the worker takes, and none while the worker has paused it")
    void paused() {
        authorize();
        Instant from = START.plusSeconds(20);
        pausedFrom = from;
        pausedUntil = START.plusSeconds(61);
        run(plan(5, 4), Duration.ofSeconds(100), () -> Duration.ZERO);
        assertThat(simulator.ledger().all())
                .extracting(LedgerEntry::answeredAt)
                .isNotEmpty()
                .noneMatch(at -> at.isAfter(from.plusMillis(1500)) && at.isBefore(pausedUntil));
        assertThat(records(PAIRS.get(0)))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(10)
                        .filter(tick -> !tick.isAfter(from) || tick.isAfter(pausedUntil.minusSeconds(2)))
                        .toList());
        assertThat(taken.stream()
                        .filter(one -> one.pair().equals(PAIRS.get(0)))
                        .mapToInt(Emitted::missedTicks)
                        .sum())
                .isEqualTo(TICKS_BEFORE + 3);
    }

    @Test
    @DisplayName("expects nothing of a tick that was paused from its beginning to its end")
    void pausedTick() {
        authorize();
        pausedFrom = START.plusSeconds(8);
        pausedUntil = START.plusSeconds(20);
        run(plan(5, 4), Duration.ofSeconds(30), () -> Duration.ZERO);
        assertThat(records(PAIRS.get(0))).hasSize(2);
        assertThat(meters.value(Metric.EXPECTED_TICKS)).isEqualTo(10);
        assertThat(meters.value(Metric.MISSED_TICKS)).isZero();
    }

    @Test
    @DisplayName("asks for nothing, not even for a token, where nobody takes")
    void nobodyTakes() {
        pausedFrom = Instant.MIN;
        run(plan(5, 4), Duration.ofSeconds(100), () -> Duration.ZERO);
        assertThat(simulator.requests(Endpoint.TOKEN)).isZero();
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }

    @Test
    @DisplayName("asks for nothing while it is paused, not even for a token before a session that its own would end in")
    void pausedOverNight() {
        authorize();
        sessions = TradingSessions.krx(
                SessionWindow.DEFAULT,
                Set.of(),
                date -> Optional.empty(),
                TradingCalendar.bundled(),
                Catalogue.bundled());
        pausedFrom = START.plusSeconds(60);
        run(plan(1, 4), Duration.ofHours(22).plusMinutes(39), () -> Duration.ZERO);
        assertThat(clientMeters.value(Metric.REQUESTS))
                .as("the token's, and those for figures before the pause")
                .isEqualTo(1 + simulator.requests(Endpoint.INVESTOR_FLOW))
                .isGreaterThan(2);
    }

    @Test
    @DisplayName("does not ask again for the tick of a stored offset")
    void storedOffset() {
        authorize();
        lastPolled.put(PAIRS.get(0), START);
        lastPolled.put(PAIRS.get(1), START.minus(INTERVAL));
        lastPolled.put(PAIRS.get(2), START.plus(INTERVAL));
        run(plan(3, 4), Duration.ofSeconds(30), () -> Duration.ZERO);
        assertThat(records(PAIRS.get(0)))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(3).skip(1).toList());
        assertThat(records(PAIRS.get(1))).hasSize(3);
        assertThat(records(PAIRS.get(2)))
                .extracting(Emitted::tick)
                .containsExactlyElementsOf(ticks(3).skip(2).toList());
    }

    @Test
    @DisplayName(
            "stands answers that come after their tick, in the order of the ticks, with one request of a pair at a time")
    void lateAnswers() {
        authorize();
        run(plan(4, 4), Duration.ofSeconds(120), () -> Duration.ofSeconds(13));
        for (MarketSector pair : PAIRS.subList(0, 4)) {
            assertThat(records(pair)).extracting(Emitted::tick).isSorted().doesNotHaveDuplicates();
            assertThat(records(pair)).hasSizeGreaterThanOrEqualTo(5);
            List<Instant> asked = simulator.ledger().served(pair).stream()
                    .map(LedgerEntry::answeredAt)
                    .toList();
            for (int i = 1; i < asked.size(); i++) {
                assertThat(asked.get(i)).isAfterOrEqualTo(asked.get(i - 1).plusSeconds(13));
            }
        }
    }

    @Test
    @DisplayName("has no more requests under way than it may")
    void maxInFlight() {
        authorize();
        PollPlan plan = Plans.even(plan(8, 8).pairs(), 8, 8, INTERVAL, 2, false);
        Poller poller = poller(plan, client);
        List<Double> seen = new ArrayList<>();
        drive(
                poller,
                Duration.ofSeconds(30),
                () -> Duration.ofMillis(700),
                () -> seen.add(meters.value(Metric.IN_FLIGHT)));
        assertThat(seen).contains(2.0).allMatch(count -> count <= 2);
        assertThat(records(PAIRS.get(7))).hasSize(3);
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ticks of ten minutes: so there is time for the minute between two attempts. */
@DisplayName("When the access token is refused, the poller")
@Timeout(120)
class PollerTokenTest extends PollerFixture {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int COUNT = 3;
    private final PollPlan plan = Plans.even(plan(COUNT, 4).pairs(), COUNT, 4, LONG, 16, false);

    @ParameterizedTest
    @DisplayName("gets a new one, and asks once more for the pair in the same tick")
    @ValueSource(
            strings = {"TOKEN_INVALID*1", "TOKEN_EXPIRED*1", "HTTP_ERROR:200:EGW00121*1", "HTTP_ERROR:200:EGW00123*1"})
    void once(String fault) {
        authorize();
        clock.advance(Duration.ofSeconds(120));
        simulator.inject(Injection.parse(fault));
        try (LogCapture log = LogCapture.begin()) {
            run(plan, Duration.ofMinutes(9), () -> Duration.ofSeconds(1));
            assertThat(log.ours(Level.WARN)).singleElement().asString().containsPattern("EGW0012[13]");
        }
        assertThat(taken).extracting(Emitted::pair).containsExactlyInAnyOrderElementsOf(PAIRS.subList(0, COUNT));
        assertThat(simulator.tokenIssues()).isEqualTo(2);
        assertThat(simulator.ledger().size()).as("requests").isEqualTo(COUNT + 1);
        assertThat(clientMeters.value(Metric.ERRORS, "token")).isEqualTo(1);
        assertThat(clientMeters.value(Metric.TOKEN_ISSUES)).isEqualTo(2);
        assertThat(meters.value(Metric.RETRIES)).isEqualTo(1);
        assertThat(clientMeters.value(Metric.TOKEN_EXPIRES_IN)).isPositive();
    }

    @Test
    @DisplayName(
            "goes on by itself after a maintenance that forgot the token, with no more than the requests that it takes")
    void maintenance() {
        authorize();
        Instant from = START.plus(Duration.ofMinutes(25));
        Instant until = START.plus(Duration.ofMinutes(95));
        try (LogCapture log = LogCapture.begin()) {
            run(from, until, Fault.Service.MAINTENANCE, Duration.ofHours(3));
            assertThat(log.ours(Level.ERROR)).isEmpty();
            assertThat(log.ours(Level.WARN)).hasSizeLessThan(6);
        }
        for (MarketSector pair : PAIRS.subList(0, COUNT)) {
            assertThat(records(pair))
                    .extracting(one -> Duration.between(START, one.tick()).toMinutes())
                    .containsExactly(0L, 10L, 20L, 90L, 100L, 110L, 120L, 130L, 140L, 150L, 160L, 170L);
            assertThat(records(pair).get(3).missedTicks()).isEqualTo(6);
        }
        assertThat(simulator.tokenIssues()).isEqualTo(2);
        assertThat(clientMeters.value(Metric.TOKEN_ISSUES)).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "recognises a dead token that the API hands out again, says so, and asks ever more seldom until it gets another")
    void deadToken() {
        authorize();
        Instant from = START.plus(Duration.ofMinutes(25));
        try (LogCapture log = LogCapture.begin()) {
            run(from, Instant.MAX, Fault.Service.DEAD_TOKEN, Duration.ofHours(8));
            List<String> warnings = log.ours(Level.WARN);
            assertThat(warnings)
                    .filteredOn(line -> line.contains("same access token again"))
                    .hasSizeBetween(5, 10)
                    .allMatch(line -> line.contains("kis.app.key"));
            assertThat(warnings).hasSizeLessThan(15);
        }
        long issues = simulator.tokenIssues();
        assertThat(issues).isBetween(7L, 13L);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW))
                .as("each token that comes back is tried with a request or few, no more")
                .isLessThanOrEqualTo(taken.size() + COUNT * issues);
        for (MarketSector pair : PAIRS.subList(0, COUNT)) {
            assertThat(records(pair)).extracting(Emitted::tick).contains(START.plus(Duration.ofMinutes(430)));
        }
    }

    @Test
    @DisplayName("waits when tokens were asked for too often, and says so once however often it is told")
    void tooOften() {
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN*5"));
        try (LogCapture log = LogCapture.begin()) {
            run(plan, Duration.ofMinutes(30), () -> Duration.ZERO);
            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("EGW00133");
        }
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(6);
        assertThat(records(PAIRS.get(0))).isNotEmpty();
        assertThat(clientMeters.value(Metric.ERRORS, "token-too-often")).isEqualTo(5);
    }

    private void run(Instant from, Instant until, Fault.Service fault, Duration duration) {
        Poller poller = poller(plan, client);
        drive(poller, duration, () -> Duration.ZERO, during(from, until, Injection.of(fault)));
        assertThat(poller.failure()).isEmpty();
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Without any figures, the poller")
@Timeout(120)
class PollerOutageTest extends PollerFixture {
    private static final Instant BEGINS = START.plusSeconds(25);

    @ParameterizedTest
    @DisplayName("ends after the longest outage that is allowed, with what went wrong last")
    @ValueSource(strings = {"HTML_ERROR", "RESET", "RATE_LIMIT", "TWO_ROWS"})
    void tooLong(String fault) {
        maxOutage = Duration.ofMinutes(5);
        authorize();
        Poller poller = poller(plan(3, 4), client);
        drive(poller, Duration.ofHours(2), () -> Duration.ZERO, from(BEGINS, fault));
        assertThat(poller.failure()).hasValueSatisfying(failure -> {
            assertThat(failure).isInstanceOf(PollFailure.Outage.class);
            assertThat(((PollFailure.Outage) failure).lastProblem()).isNotBlank();
        });
        Instant lastAnswer = START.plusMillis(20_500);
        assertThat(clock.instant())
                .isBetween(
                        lastAnswer.plus(maxOutage), lastAnswer.plus(maxOutage).plusSeconds(1));
    }

    @ParameterizedTest
    @DisplayName("waits for ever where no longest outage is set, whatever passes")
    @ValueSource(strings = {"HTML_ERROR", "RESET", "RATE_LIMIT", "TWO_ROWS", "HTTP_ERROR:XYZ99999"})
    void forEver(String fault) {
        authorize();
        Poller poller = poller(plan(3, 4), client);
        drive(poller, Duration.ofMinutes(30), () -> Duration.ZERO, from(BEGINS, fault));
        assertThat(poller.failure()).isEmpty();
        assertThat(poller.crash()).isEmpty();
        assertThat(clock.instant()).isAfterOrEqualTo(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    @DisplayName("does not end as long as one pair is answered")
    void onePair() {
        maxOutage = Duration.ofMinutes(1);
        authorize();
        simulator.inject(Injection.parse("HTML_ERROR").forPair(PAIRS.get(0)));
        simulator.inject(Injection.parse("HTML_ERROR").forPair(PAIRS.get(1)));
        run(plan(3, 4), Duration.ofMinutes(30), () -> Duration.ZERO);
        assertThat(records(PAIRS.get(2))).hasSize(180);
    }

    @Test
    @DisplayName("counts no time in which the worker has paused it")
    void paused() {
        maxOutage = Duration.ofMinutes(1);
        authorize();
        pausedFrom = START.plusSeconds(30);
        pausedUntil = START.plusSeconds(1800);
        run(plan(3, 4), Duration.ofSeconds(1900), () -> Duration.ZERO);
        assertThat(records(PAIRS.get(0))).hasSizeGreaterThan(10);
    }

    @Test
    @DisplayName("ends as well when there is no token for that long")
    void noToken() {
        maxOutage = Duration.ofMinutes(10);
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN"));
        Poller poller = poller(plan(3, 4), client);
        drive(poller, Duration.ofHours(2), () -> Duration.ZERO);
        assertThat(poller.failure())
                .hasValueSatisfying(failure ->
                        assertThat(((PollFailure.Outage) failure).lastProblem()).contains("EGW00133"));
    }

    private Runnable from(Instant begin, String fault) {
        boolean[] injected = {false};
        return () -> {
            if (!injected[0] && !clock.instant().isBefore(begin)) {
                injected[0] = true;
                simulator.inject(Injection.parse(fault));
            }
        };
    }
}

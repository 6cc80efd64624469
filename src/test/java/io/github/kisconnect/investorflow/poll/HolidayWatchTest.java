package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The watch over the holiday endpoint")
class HolidayWatchTest extends PollerFixture {
    private static final LocalDate TODAY = Kst.date(START);

    @Test
    @DisplayName("lets requests for figures wait for the answer to a request that is under way, whosever it is")
    void hanging() {
        authorize();
        HolidayWatch watch = watch(true);
        HolidayWatch another = watch(true);
        simulator.inject(Injection.parse("HANG@HOLIDAY"));
        assertThat(watch.isDue(START)).isTrue();
        CompletableFuture<Optional<KisError>> answer = client.holidays().ask(TODAY);
        clock.advance(Duration.ofMinutes(5));
        assertThat(answer).isNotDone();
        assertThat(watch.isDue(START)).isFalse();
        assertThat(watch.isAwaited(START)).isTrue();
        assertThat(another.isAwaited(START)).isTrue();
    }

    @Test
    @DisplayName("lets none wait any more once it is answered, or has failed")
    void settled() {
        authorize();
        HolidayWatch watch = watch(true);
        simulator.inject(Injection.parse("RESET@HOLIDAY*1"));
        assertThat(watch.isAwaited(START)).as("nobody has asked yet").isTrue();
        assertThat(Clients.await(client.holidays().ask(TODAY))).isPresent();
        assertThat(watch.isAwaited(START)).as("failed").isFalse();
        Instant tomorrow = START.plus(Duration.ofDays(1));
        clock.advance(Duration.ofDays(1));
        assertThat(watch.isAwaited(tomorrow)).as("on the next day").isTrue();
        authorize();
        assertThat(Clients.await(client.holidays().ask(Kst.date(tomorrow)))).isEmpty();
        assertThat(watch.isAwaited(tomorrow)).as("answered").isFalse();
    }

    @Test
    @DisplayName("lowers the pace like any other request, when the API refuses it over the quota")
    void throttled() {
        authorize();
        simulator.inject(Injection.parse("RATE_LIMIT@HOLIDAY*1"));
        PollPlan plan = Plans.even(plan(1, 4).pairs(), 1, 4, INTERVAL, 16, true);
        drive(poller(plan, client), Duration.ofSeconds(2), () -> Duration.ofMillis(50));
        assertThat(simulator.requests(Endpoint.HOLIDAY)).isEqualTo(1);
        assertThat(meters.value(Metric.QUOTA_PACE)).isBetween(3.6, 3.9);
    }

    @Test
    @DisplayName("lets none wait for longer than fifteen seconds where nobody of this worker asks")
    void left() {
        HolidayWatch watch = watch(true);
        assertThat(watch.isAwaited(START)).isTrue();
        clock.advance(Duration.ofSeconds(14));
        assertThat(watch.isAwaited(START)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(watch.isAwaited(START)).isFalse();
    }

    @Test
    @DisplayName("neither asks nor waits where it is not to ask")
    void notAsked() {
        authorize();
        HolidayWatch watch = watch(false);
        simulator.inject(Injection.parse("HANG@HOLIDAY"));
        assertThat(client.holidays().ask(TODAY)).as("for another connector").isNotDone();
        assertThat(watch.isDue(START)).isFalse();
        assertThat(watch.isAwaited(START)).isFalse();
    }

    private HolidayWatch watch(boolean asks) {
        return new HolidayWatch(Plans.even(plan(1, 4).pairs(), 1, 4, INTERVAL, 16, asks), client.holidays(), clock);
    }
}

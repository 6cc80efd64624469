package io.github.kisconnect.investorflow.kis;

import static io.github.kisconnect.investorflow.kis.Clients.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.Simulators;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The client and the server's clock")
class KisClientClockTest {
    private static final MarketSector COMPOSITE = new MarketSector("KSP", "0001");
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00.300Z");

    private final ManualClock clock = ManualClock.at(NOW);
    private final Credentials credentials = Clients.newCredentials();
    private final MemoryMeters meters = new MemoryMeters();

    @ParameterizedTest(name = "{0} ahead: {1} ms")
    @DisplayName("gives figures with the server's time, and shows how far that is from ours at least")
    @CsvSource({"PT0S, 0", "PT1S, 700", "PT10S, 9700", "PT-0.3S, 0", "PT-1S, -300", "PT-2S, -1300", "PT-9H, -32399300"})
    void serverTime(Duration offset, double skew) {
        try (KisSimulator simulator = simulator(offset);
                KisClient client = client(simulator.url())) {
            assertThat(meters.value(Metric.CLOCK_SKEW)).isZero();
            assertThat(await(client.authorize())).isEmpty();
            assertThat(serverTime(client)).contains(NOW.plus(offset).truncatedTo(ChronoUnit.SECONDS));
            assertThat(meters.value(Metric.CLOCK_SKEW)).isEqualTo(skew);
        }
    }

    @Test
    @DisplayName(
            "says once for all tasks that this host's clock is wrong, by answers of any kind, and once that it is right again")
    void wrongClock() {
        try (LogCapture logs = LogCapture.begin();
                KisSimulator simulator = simulator(Duration.ZERO);
                KisClient client = client(simulator.url());
                KisClient other = Clients.client(Clients.settings(simulator.url(), credentials), clock)) {
            clock.set(NOW.minusSeconds(7));
            assertThat(await(client.authorize())).isEmpty();
            simulator.inject(Fault.Reply.RATE_LIMIT);
            await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE));
            assertThat(logs.ours(Level.WARN)).isEmpty();
            simulator.clear();
            for (int i = 0; i < 5; i++) {
                await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE));
                await(other.fetch(FlowEndpoint.FLOWS, COMPOSITE));
            }
            assertThat(logs.ours(Level.WARN)).singleElement().asString().contains("6.7 s behind", "NTP");
            assertThat(meters.value(Metric.CLOCK_SKEW)).isEqualTo(6700);

            clock.set(NOW);
            for (int i = 0; i < 5; i++) {
                await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE));
            }
            assertThat(logs.ours(Level.INFO))
                    .filteredOn(line -> line.contains("clock"))
                    .hasSize(1);
            assertThat(logs.ours(Level.WARN)).hasSize(1);
            assertThat(meters.value(Metric.CLOCK_SKEW)).isZero();
        }
    }

    @Test
    @DisplayName("does not take a clock that is set while requests are under way for a wrong one, to whichever side")
    void setMeanwhile() throws IOException {
        try (LogCapture logs = LogCapture.begin();
                MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    clock.set(NOW);
                    return answer(request)
                            .addHeader("Date", "Mon, 23 Nov 2026 01:00:00 GMT")
                            .build();
                }
            });
            server.start();
            try (KisClient client = client(server.url("/").toString())) {
                for (Duration wrong : new Duration[] {Duration.ofHours(1), Duration.ofHours(-1)}) {
                    clock.set(NOW.plus(wrong));
                    await(client.authorize());
                    for (int i = 0; i < 5; i++) {
                        clock.set(NOW.plus(wrong));
                        assertThat(await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE)))
                                .isInstanceOf(Answer.Good.class);
                        assertThat(meters.value(Metric.CLOCK_SKEW)).isZero();
                    }
                }
            }
            assertThat(logs.ours(Level.WARN)).isEmpty();
        }
    }

    @ParameterizedTest
    @DisplayName("makes nothing of a Date that is absent or cannot be read, and reads the figures as ever")
    @CsvSource(value = {"-", "yesterday", "2026-11-23T01:00:00Z", "Mon, 99 Nov 2026 01:00:00 GMT", "''"})
    void unreadable(String date) throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    MockResponse.Builder response = answer(request);
                    return (date.equals("-") ? response : response.addHeader("Date", date)).build();
                }
            });
            server.start();
            try (KisClient client = client(server.url("/").toString())) {
                await(client.authorize());
                assertThat(serverTime(client)).isEmpty();
                assertThat(meters.value(Metric.CLOCK_SKEW)).isZero();
            }
        }
    }

    private static MockResponse.Builder answer(RecordedRequest request) {
        return new MockResponse.Builder()
                .body(
                        request.getMethod().equals("POST")
                                ? "{\"access_token\":\"eyJ0eXAi.of.tests\",\"expires_in\":86400}"
                                : Samples.body("KSP-0001-official-example.json"));
    }

    private KisSimulator simulator(Duration offset) {
        return Simulators.unlimited(
                credentials, options -> options.clock(() -> NOW).serverClockOffset(offset));
    }

    private KisClient client(String url) {
        return Clients.client(Clients.settings(url, credentials), clock, meters);
    }

    private static Optional<Instant> serverTime(KisClient client) {
        return ((Answer.Good<Snapshot>) await(client.fetch(FlowEndpoint.FLOWS, COMPOSITE))).serverTime();
    }
}

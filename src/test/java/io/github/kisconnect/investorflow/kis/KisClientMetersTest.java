package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.token.TokenDesk;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The client counts")
class KisClientMetersTest extends KisClientFixture {
    private final MemoryMeters meters = new MemoryMeters();
    private final KisClient counting = Clients.client(settings(), clock, meters);

    @AfterEach
    void close() {
        counting.close();
    }

    @Test
    @DisplayName("each request on the wire with its time, the token's included, and each issue of a token")
    void requests() {
        assertThat(meters.value(Metric.TOKEN_EXPIRES_IN)).isZero();
        Clients.await(counting.authorize());
        Clients.await(counting.fetch(FlowEndpoint.FLOWS, COMPOSITE));
        assertThat(meters.value(Metric.REQUESTS))
                .isEqualTo(2)
                .isEqualTo(simulator.requests(Endpoint.TOKEN) + simulator.requests(Endpoint.INVESTOR_FLOW));
        assertThat(meters.latencies()).hasSize(2);
        assertThat(meters.value(Metric.TOKEN_ISSUES)).isEqualTo(1);
        assertThat(meters.value(Metric.TOKEN_EXPIRES_IN)).isEqualTo(86400);
        clock.pass(Duration.ofSeconds(400));
        assertThat(meters.value(Metric.TOKEN_EXPIRES_IN)).isEqualTo(86000);
    }

    @Test
    @DisplayName("the seconds of the token down to 0, when it has expired")
    void expired() {
        Clients.await(counting.authorize());
        clock.pass(Duration.ofSeconds(86_390));
        assertThat(meters.value(Metric.TOKEN_EXPIRES_IN)).isEqualTo(10);
        clock.pass(Duration.ofSeconds(11));
        assertThat(meters.value(Metric.TOKEN_EXPIRES_IN)).isZero();
    }

    @Test
    @DisplayName("the seconds of the token without a wait for whoever has the desk")
    void waitsForNobody() {
        Clients.await(counting.authorize());
        synchronized (TokenDesk.of(Account.of(URI.create(simulator.url()), credentials))) {
            assertThat(Clients.await(CompletableFuture.supplyAsync(() -> meters.value(Metric.TOKEN_EXPIRES_IN))))
                    .isEqualTo(86400);
        }
    }

    @Test
    @DisplayName("the seconds of the token without a touch of its file")
    void touchesNoFile(@TempDir Path folder) {
        Clients.await(counting.authorize());
        Path file = folder.resolve("tokens.json");
        // A desk that is told of a file late puts its token into it at the next use.
        try (KisClient keeping = withFile(file)) {
            assertThat(meters.value(Metric.TOKEN_EXPIRES_IN)).isEqualTo(86400);
            assertThat(folder).isEmptyDirectory();
            assertThat(keeping.hasToken()).isTrue();
            assertThat(file).exists();
        }
    }

    @Test
    @DisplayName("each failure by its class, those over the quota by themselves as well")
    void errors() {
        Clients.await(counting.authorize());
        for (String fault : List.of("RATE_LIMIT", "RATE_LIMIT", "RESET", "HTTP_ERROR:OPSQ2001", "HTTP_ERROR:X1")) {
            simulator.inject(Injection.parse(fault).times(1));
        }
        for (int i = 0; i < 6; i++) {
            Clients.await(counting.fetch(FlowEndpoint.FLOWS, COMPOSITE));
        }
        assertThat(meters.value(Metric.ERRORS, "throttled")).isEqualTo(2);
        assertThat(meters.value(Metric.THROTTLED)).isEqualTo(2);
        assertThat(meters.value(Metric.ERRORS, "passing")).isEqualTo(1);
        assertThat(meters.value(Metric.ERRORS, "pair")).isEqualTo(1);
        assertThat(meters.value(Metric.ERRORS, "unclear")).isEqualTo(1);
        assertThat(meters.value(Metric.ERRORS, "configuration")).isZero();
    }

    @Test
    @DisplayName("a denied token as an error of its class, and a request that was never made as none")
    void denied() {
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00103@TOKEN*1"));
        Clients.await(counting.fetch(FlowEndpoint.FLOWS, COMPOSITE));
        Clients.await(counting.authorize());
        assertThat(meters.value(Metric.ERRORS, "configuration")).isEqualTo(1);
        assertThat(meters.value(Metric.TOKEN_ISSUES)).isZero();
        assertThat(meters.value(Metric.REQUESTS)).isEqualTo(1);
    }
}

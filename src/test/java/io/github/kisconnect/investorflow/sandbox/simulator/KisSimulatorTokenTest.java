package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Client.COMPOSITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The simulator's token path")
class KisSimulatorTokenTest {
    private final ManualClock clock = ManualClock.at("2026-11-22T08:50:00");
    private final KisSimulator simulator =
            KisSimulator.start(Client.options().clock(clock).build());
    private final Client client = new Client(simulator);

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    @DisplayName("issues a token with the fields of the sample body, expiring a day later in KST")
    void success() throws IOException {
        Client.Got got = client.issue();
        JsonNode sample = Bodies.parse(Bodies.sample("token-success.json"));
        assertThat(got.status()).isEqualTo(200);
        assertThat(names(got.json())).isEqualTo(names(sample));
        assertThat(got.json().path("access_token_token_expired").asText()).isEqualTo("2026-11-23 08:50:00");
        assertThat(got.json().path("expires_in")).isEqualTo(sample.path("expires_in"));
        assertThat(got.json().path("token_type")).isEqualTo(sample.path("token_type"));
        assertThat(token(got)).hasSizeBetween(300, 350);
        assertThat(simulator.tokenIssues()).isEqualTo(1);
    }

    @Test
    @DisplayName("refuses a second attempt within 60 seconds with the sample body")
    void tooOften() throws IOException {
        client.issue();
        clock.pass(Duration.ofSeconds(59));
        Client.Got got = client.issue();
        assertThat(got.status()).isEqualTo(403);
        assertThat(got.json()).isEqualTo(Bodies.parse(Bodies.sample("token-error-too-often-http403.json")));
        clock.pass(Duration.ofSeconds(1));
        assertThat(client.issue().status()).isEqualTo(200);
        assertThat(simulator.tokenIssues()).isEqualTo(2);
    }

    @Test
    @DisplayName("may count refused attempts, too: then only who has waited for a minute is served")
    void countsAttempts() throws IOException {
        try (KisSimulator strict = KisSimulator.start(Client.options()
                        .clock(clock)
                        .countedForSpacing(IssueSpacing.Counted.ATTEMPTS)
                        .build());
                Client other = new Client(strict)) {
            assertThat(other.issue().status()).isEqualTo(200);
            clock.pass(Duration.ofSeconds(59));
            assertThat(other.issue().status()).isEqualTo(403);
            clock.pass(Duration.ofSeconds(59));
            assertThat(other.issue().status()).isEqualTo(403);
            clock.pass(Duration.ofSeconds(60));
            assertThat(other.issue().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("gives the same token for six hours, with its own expiry, and then a new one; both are good")
    void sameToken() throws IOException {
        String first = token(client.issue());
        clock.pass(Duration.ofHours(6).minusSeconds(1));
        Client.Got again = client.issue();
        assertThat(token(again)).isEqualTo(first);
        assertThat(again.json().path("access_token_token_expired").asText()).isEqualTo("2026-11-23 08:50:00");
        clock.pass(Duration.ofMinutes(1));
        String second = token(client.issue());
        assertThat(second).isNotEqualTo(first);
        for (String token : List.of(first, second)) {
            assertThat(client.with("authorization", "Bearer " + token)
                            .flows(COMPOSITE)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("never hands out an expired token again")
    void shortLife() throws IOException {
        try (KisSimulator shortLived = KisSimulator.start(Client.options()
                        .clock(clock)
                        .tokenLifetime(Duration.ofSeconds(30))
                        .tokenSpacing(Duration.ZERO)
                        .build());
                Client other = new Client(shortLived)) {
            String first = token(other.issue());
            assertThat(token(other.issue())).isEqualTo(first);
            clock.pass(Duration.ofSeconds(30));
            assertThat(token(other.issue())).isNotEqualTo(first);
            assertThat(other.with("authorization", "Bearer " + first)
                            .flows(COMPOSITE)
                            .code())
                    .isEqualTo("EGW00123");
        }
    }

    @Test
    @DisplayName("refuses wrong credentials and grants with HTTP 403, without spending the minute's attempt")
    void wrongCredentials() throws IOException {
        assertRefused(client.issue("other", Client.SECRET, "client_credentials"), "EGW00103");
        assertRefused(client.issue(Client.KEY, "other", "client_credentials"), "EGW00105");
        assertRefused(client.issue(Client.KEY, Client.SECRET, "authorization_code"), "EGW00115");
        assertRefused(client.issue("no JSON"), "EGW00102");
        assertThat(client.issue().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("may hand out a dead token again, until six hours are over")
    void deadToken() throws IOException {
        client.signedIn();
        simulator.inject(Fault.parse("DEAD_TOKEN"));
        assertThat(client.flows(COMPOSITE).code()).isEqualTo("EGW00121");
        clock.pass(Duration.ofMinutes(1));
        assertThat(client.signedIn().flows(COMPOSITE).code()).isEqualTo("EGW00121");
        clock.pass(Duration.ofHours(6));
        assertThat(client.signedIn().flows(COMPOSITE).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("gives a new token at once when a dead one is cleared away")
    void deadTokenCleared() throws IOException {
        client.signedIn();
        simulator.inject(Fault.Service.DEAD_TOKEN);
        simulator.clear();
        clock.pass(Duration.ofMinutes(1));
        assertThat(client.flows(COMPOSITE).code()).isEqualTo("EGW00121");
        assertThat(client.signedIn().flows(COMPOSITE).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("can fail as the data path can, in its own form")
    void faults() throws IOException {
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN*1"));
        assertRefused(client.issue(), "EGW00133");
        simulator.inject(Injection.parse("HTML_ERROR@TOKEN*1"));
        assertThat(client.issue().status()).isEqualTo(503);
        assertThat(client.issue().status()).isEqualTo(200);
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(3);
        assertThat(simulator.tokenIssues()).isEqualTo(1);
    }

    private static void assertRefused(Client.Got got, String code) {
        assertThat(got.status()).isEqualTo(403);
        assertThat(got.json().path("error_code").asText()).isEqualTo(code);
        assertThat(names(got.json())).containsExactly("error_code", "error_description");
    }

    private static String token(Client.Got got) {
        return got.json().path("access_token").asText();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

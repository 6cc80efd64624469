package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The successor of a token that is in use")
class TokenRefreshTest extends TokenDeskFixture {
    private final TokenDesk desk = newProcess();

    @Test
    @DisplayName("is fetched before the end, while the old one is used")
    void beforeTheEnd() {
        issue(desk, token("old"));
        pass(Duration.ofHours(23).minusSeconds(1));
        assertThat(renew(desk, token("new"))).isEmpty();
        assertThat(attempts).as("an hour before").hasValue(1);
        pass(Duration.ofMinutes(40).plusSeconds(1));
        CompletableFuture<TokenDesk.Grant> answer = new CompletableFuture<>();
        renew(desk, Instant.MAX, answer);
        assertThat(attempts).as("20 minutes before").hasValue(2);
        assertThat(inHand(desk)).as("with the answer under way").contains("old");
        answer.complete(new TokenDesk.Grant.Issued(token("new")));
        assertThat(inHand(desk)).contains("new");
        renew(desk, token("x"));
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("is not fetched where the old one lasts to the end of the session")
    void lastsThrough() {
        passUntil("2026-11-24T07:00:00");
        TokenDesk lasting = newProcess();
        issue(lasting, new AccessToken("a", kst("2026-11-24T20:10:31")));
        TokenDesk tooShort = newProcess();
        issue(tooShort, new AccessToken("b", kst("2026-11-24T20:10:30")));
        passUntil("2026-11-24T20:09:00");
        Instant end = kst("2026-11-24T20:10:00");
        for (TokenDesk one : List.of(lasting, tooShort)) {
            renew(one, end, CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(token("new"))));
        }
        assertThat(inHand(lasting)).contains("a");
        assertThat(inHand(tooShort)).contains("new");
    }

    @Test
    @DisplayName("is fetched for nobody where there is no token")
    void none() {
        assertThat(renew(desk, token("x"))).isEmpty();
        assertThat(attempts).hasValue(0);
    }

    @Test
    @DisplayName("is not asked for every minute when the API gives a token near its end again")
    void sameNearItsEnd() {
        issue(desk, token("same"));
        AccessToken same = desk.token(host).orElseThrow();
        passUntil("2026-11-24T08:50:00");
        int before = attempts.get();
        while (now.get().isBefore(kst("2026-11-24T09:59:00"))) {
            renew(desk, new AccessToken(same.value(), same.expiresAt()));
            pass(Duration.ofSeconds(30));
        }
        assertThat(attempts.get() - before).isBetween(1, 5);
    }

    @Test
    @DisplayName("is asked for between an hour and 20 minutes before the end, at a time of each worker's own")
    void lead() {
        Host seeded = Clients.host(now::get, nanos::get, new Random(1));
        List<Duration> leads = Stream.generate(
                        () -> HeldToken.of(token("x"), seeded).lead())
                .limit(50)
                .toList();
        assertThat(leads)
                .allSatisfy(lead -> assertThat(lead).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(60)))
                .doesNotHaveDuplicates();
    }
}

package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The successor of a token")
class TokenRefreshTest extends TokenDeskFixture {
    private final TokenDesk desk = newProcess();

    @Test
    @DisplayName("is fetched before a session that the token would end in, while the old one is used")
    void aheadOfSession() {
        issue(desk, token("old"));
        passUntil("2026-11-24T07:39:59");
        assertThat(wantsRefresh(desk)).as("an hour before").isFalse();
        passUntil("2026-11-24T08:20:00");
        assertThat(wantsRefresh(desk)).as("20 minutes before").isTrue();

        CompletableFuture<TokenDesk.Grant> answer = new CompletableFuture<>();
        issue(desk, answer);
        assertThat(attempts).hasValue(2);
        assertThat(inHand(desk)).as("with the answer under way").contains("old");

        answer.complete(new TokenDesk.Grant.Issued(token("new")));
        assertThat(inHand(desk)).contains("new");
        assertThat(wantsRefresh(desk)).isFalse();
        passUntil("2026-11-24T20:10:00");
        assertThat(wantsRefresh(desk)).as("at the session's end").isFalse();
        assertThat(inHand(desk)).contains("new");
    }

    @Test
    @DisplayName("is not fetched before a session that the token lasts through")
    void lastsThrough() {
        passUntil("2026-11-24T07:00:00");
        TokenDesk lasting = newProcess();
        issue(lasting, new AccessToken("a", kst("2026-11-24T20:10:31")));
        TokenDesk tooShort = newProcess();
        issue(tooShort, new AccessToken("b", kst("2026-11-24T20:10:30")));
        passUntil("2026-11-24T08:39:59");
        assertThat(wantsRefresh(lasting)).isFalse();
        assertThat(wantsRefresh(tooShort)).isTrue();
    }

    @Test
    @DisplayName(
            "is asked for once ahead of a session when the API gives the same token again, and then before its end")
    void sameAgain() {
        issue(desk, token("same"));
        AccessToken same = desk.token(host).orElseThrow();
        int attemptsBeforeStart = attemptsWhilePassing(same, "2026-11-24T08:40:00");
        assertThat(attemptsBeforeStart).isEqualTo(1);
        assertThat(attemptsWhilePassing(same, "2026-11-24T08:59:00")).isZero();
        passUntil("2026-11-24T09:40:00");
        assertThat(wantsRefresh(desk)).isTrue();
        assertThat(issue(desk, token("next"))).isEmpty();
        assertThat(inHand(desk)).contains("next");
    }

    @Test
    @DisplayName("is not asked for every minute when the API gives a token near its end again")
    void sameNearItsEnd() {
        issue(desk, token("same"));
        AccessToken same = desk.token(host).orElseThrow();
        passUntil("2026-11-24T08:50:00");
        assertThat(attemptsWhilePassing(same, "2026-11-24T09:59:00")).isBetween(1, 5);
    }

    @Test
    @DisplayName("is asked for again, a minute later, when an attempt ahead of a session fails; not once it has begun")
    void failsAheadOfSession() {
        issue(desk, token("old"));
        passUntil("2026-11-24T08:35:00");
        deny(desk, "EGW00001");
        pass(Duration.ofSeconds(60));
        assertThat(deny(desk, "EGW00001")).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(attempts).hasValue(2);
        pass(Duration.ofSeconds(1));
        deny(desk, "EGW00001");
        assertThat(attempts).hasValue(3);
        assertThat(inHand(desk)).contains("old");
        passUntil("2026-11-24T08:40:00");
        assertThat(wantsRefresh(desk)).isFalse();
    }

    @Test
    @DisplayName("is asked for again ahead of the next day's session")
    void everyDay() {
        issue(desk, token("first"));
        passUntil("2026-11-24T08:35:00");
        issue(desk, token("second", Duration.ofHours(20)));
        assertThat(attempts).hasValue(2);
        passUntil("2026-11-25T04:20:00");
        issue(desk, token("third", Duration.ofHours(8)));
        assertThat(attempts).hasValue(3);
        passUntil("2026-11-25T08:30:00");
        issue(desk, token("fourth"));
        assertThat(attempts).hasValue(4);
        assertThat(inHand(desk)).contains("fourth");
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

    private int attemptsWhilePassing(AccessToken given, String untilInKst) {
        int before = attempts.get();
        while (now.get().isBefore(kst(untilInKst))) {
            issue(desk, new AccessToken(given.value(), given.expiresAt()));
            pass(Duration.ofSeconds(30));
        }
        return attempts.get() - before;
    }
}

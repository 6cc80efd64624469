package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.SessionWindow.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Ahead of a session, a token")
class TokenAheadTest extends TokenDeskFixture {
    private static final Session TUESDAY = new Session(kst("2026-11-24T08:40:00"), kst("2026-11-24T20:10:00"));

    private final TokenDesk desk = newProcess();

    @Test
    @DisplayName("is fetched at a moment in the 100 to 10 minutes before it that each worker draws for itself, once")
    void moment() {
        passUntil("2026-11-24T06:59:59");
        assertThat(prepare(desk)).contains(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        Set<Instant> moments = new HashSet<>();
        for (int worker = 0; worker < 100; worker++) {
            TokenDesk other = newProcess();
            Instant moment = now.get().plus(prepare(other).orElseThrow());
            assertThat(now.get().plus(prepare(other).orElseThrow())).isEqualTo(moment);
            moments.add(moment);
        }
        assertThat(moments)
                .hasSize(100)
                .allMatch(moment ->
                        !moment.isBefore(kst("2026-11-24T07:00:00")) && !moment.isAfter(kst("2026-11-24T08:30:00")));
        assertThat(moments).anyMatch(moment -> moment.isBefore(kst("2026-11-24T07:10:00")));
        assertThat(moments).anyMatch(moment -> moment.isAfter(kst("2026-11-24T08:20:00")));
        assertThat(attempts).hasValue(0);
    }

    @Test
    @DisplayName(
            "is fetched when that moment has come, where there is none, and where the old one ends before the session does")
    void fetched() {
        TokenDesk withOld = newProcess();
        issue(withOld, token("old"));
        passUntil("2026-11-24T07:00:00");
        for (TokenDesk one : List.of(desk, withOld)) {
            int before = attempts.get();
            Duration wait = prepare(one).orElseThrow();
            pass(wait.minusNanos(1));
            assertThat(prepare(one)).contains(Duration.ofNanos(1));
            assertThat(attempts).hasValue(before);
            pass(Duration.ofNanos(1));
            prepare(one);
            assertThat(attempts).hasValue(before + 1);
            assertThat(prepare(one)).as("nothing more to do").isEmpty();
            assertThat(inHand(one)).contains("new");
            set("2026-11-24T07:00:00");
        }
        passUntil("2026-11-24T20:10:00");
        assertThat(inHand(desk)).contains("new");
    }

    @Test
    @DisplayName("that lasts to its end is not fetched again")
    void lasting() {
        issue(desk, token("lasting", Duration.ofHours(40)));
        passUntil("2026-11-24T08:35:00");
        assertThat(prepare(desk)).isEmpty();
        assertThat(attempts).hasValue(1);
    }

    @ParameterizedTest(name = "at {0}: by {1}")
    @CsvSource({"08:00:00, 08:30:00", "08:29:00, 08:30:00", "08:31:00, 08:31:00", "08:39:59, 08:39:59"})
    @DisplayName("is fetched in what is left of that time by a worker that starts in it, and at once after it")
    void late(String start, String latest) {
        passUntil("2026-11-24T" + start);
        for (int worker = 0; worker < 50; worker++) {
            TokenDesk other = newProcess();
            int before = attempts.get();
            Duration wait = prepare(other).orElseThrow();
            boolean atOnce = attempts.get() > before;
            assertThat(atOnce ? now.get() : now.get().plus(wait)).isBetween(now.get(), kst("2026-11-24T" + latest));
        }
    }

    @ParameterizedTest(name = "{0} to {1}: from {2}")
    @CsvSource({
        // 18 hours before its end, and no earlier: in what comes after that it is a whole token of a day.
        "05:00, 22:00, 2026-11-24T04:00:30",
        "06:00, 23:00, 2026-11-24T05:00:30",
        "09:00, 15:30, 2026-11-24T07:20:00",
        "00:30, 17:00, 2026-11-23T23:00:30",
        "00:30, 23:50, -",
        "05:00, 22:50, -"
    })
    @DisplayName("is never fetched more than 18 hours before its end, for it might be one of six hours ago")
    void longSessions(LocalTime start, LocalTime end, String first) {
        passUntil("2026-11-23T21:00:00");
        Session session = new SessionWindow(start, end).next(now.get());
        Optional<Duration> wait = prepare(desk, session);
        if (first.equals("-")) {
            assertThat(wait).isEmpty();
        } else {
            assertThat(now.get().plus(wait.orElseThrow())).isEqualTo(kst(first));
        }
        pass(Duration.between(now.get(), session.start().minusSeconds(1)));
        prepare(desk, session);
        assertThat(attempts).hasValue(first.equals("-") ? 0 : 1);
    }

    @Test
    @DisplayName("is asked for once when the API gives the same one again that ends within the session")
    void sameAgain() {
        issue(desk, token("same"));
        AccessToken same = desk.token(host).orElseThrow();
        passUntil("2026-11-24T08:30:00");
        while (now.get().isBefore(kst("2026-11-24T08:40:00"))) {
            prepare(desk, TUESDAY, () -> new TokenDesk.Grant.Issued(new AccessToken(same.value(), same.expiresAt())));
            pass(Duration.ofSeconds(30));
        }
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName(
            "is asked for again after the usual wait when it was denied, until the session begins, with one line in the log")
    void denied() {
        issue(desk, token("old"));
        passUntil("2026-11-24T08:34:00");
        KisError denial = new KisError(ErrorClass.PASSING, "HTTP 503", "");
        try (LogCapture logs = LogCapture.begin()) {
            prepare(desk, TUESDAY, () -> new TokenDesk.Grant.Denied(denial));
            assertThat(attempts).hasValue(2);
            for (int again = 0; again < 5; again++) {
                assertThat(prepare(desk)).contains(Duration.ofSeconds(61));
                pass(Duration.ofSeconds(61));
                prepare(desk, TUESDAY, () -> new TokenDesk.Grant.Denied(denial));
            }
            assertThat(attempts).hasValue(7);
            assertThat(inHand(desk)).contains("old");
            assertThat(logs.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("HTTP 503", "No new access token", "the one in use is good until");
        }
        pass(Duration.ofSeconds(61));
        prepare(desk);
        assertThat(inHand(desk)).contains("new");
    }

    @Test
    @DisplayName("is looked for every second while the request for it is under way, which those who need it then join")
    void underWay() {
        passUntil("2026-11-24T08:39:59");
        CompletableFuture<TokenDesk.Grant> answer = new CompletableFuture<>();
        assertThat(desk.prepare(TUESDAY, host, () -> {
                    attempts.incrementAndGet();
                    return answer;
                }))
                .contains(Duration.ofSeconds(1));
        assertThat(prepare(desk)).contains(Duration.ofSeconds(1));
        CompletableFuture<Optional<KisError>> needed = issue(desk, new CompletableFuture<>());
        answer.complete(new TokenDesk.Grant.Issued(token("new")));
        assertThat(needed).isCompletedWithValue(Optional.empty());
        assertThat(attempts).hasValue(1);
        assertThat(prepare(desk)).isEmpty();
    }

    @Test
    @DisplayName(
            "is fetched once for two connectors whose sessions differ, and each keeps the moment that was drawn for its own")
    void twoSessions() {
        Session other = new Session(kst("2026-11-24T09:00:00"), kst("2026-11-24T15:30:00"));
        passUntil("2026-11-24T07:20:00");
        Instant one = now.get().plus(prepare(desk, TUESDAY).orElseThrow());
        Instant two = now.get().plus(prepare(desk, other).orElseThrow());
        assertThat(now.get().plus(prepare(desk, TUESDAY).orElseThrow())).isEqualTo(one);
        assertThat(now.get().plus(prepare(desk, other).orElseThrow())).isEqualTo(two);
        passUntil("2026-11-24T08:30:00");
        prepare(desk, TUESDAY);
        assertThat(prepare(desk, TUESDAY)).isEmpty();
        assertThat(prepare(desk, other)).isEmpty();
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName(
            "is taken from the file where another worker has fetched it, and one is asked for where the file's does not last")
    void fromTheFile() {
        TokenDesk first = newProcessWithFile();
        TokenDesk second = newProcessWithFile();
        issue(first, token("old"));
        issue(second, token("x"));
        assertThat(attempts).hasValue(1);
        passUntil("2026-11-24T08:30:00");
        prepare(first);
        assertThat(attempts).hasValue(2);
        prepare(second);
        assertThat(inHand(second)).contains("new");
        assertThat(prepare(second)).isEmpty();
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName(
            "that was fetched while the clock was years ahead keeps no session of the right time from being served")
    void clockAhead() {
        passUntil("2029-11-22T08:30:00");
        prepare(desk, session());
        assertThat(attempts).hasValue(1);
        set("2026-11-24T08:30:00");
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        prepare(desk);
        assertThat(attempts).hasValue(2);
        assertThat(prepare(desk)).isEmpty();
    }

    private Optional<Duration> prepare(TokenDesk one) {
        return prepare(one, TUESDAY);
    }

    private Optional<Duration> prepare(TokenDesk one, Session session) {
        return prepare(one, session, () -> new TokenDesk.Grant.Issued(token("new")));
    }

    /** Somebody sets the wall clock. */
    private void set(String dateTimeInKst) {
        now.set(kst(dateTimeInKst));
    }
}

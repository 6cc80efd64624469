package io.github.kisconnect.investorflow.kis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The token desk")
class TokenDeskTest {
    private static final URI URL = URI.create("http://127.0.0.1:1");
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final AccessToken FIRST = new AccessToken("first", NOW.plus(Duration.ofMinutes(5)));
    private static final AccessToken SECOND = new AccessToken("second", NOW.plus(Duration.ofDays(1)));

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Credentials credentials = Clients.newCredentials();
    private final TokenDesk desk = TokenDesk.of(Account.of(URL, credentials));

    @Test
    @DisplayName("is one for each base URL, key and secret")
    void accounts() {
        assertThat(TokenDesk.of(Account.of(URL, new Credentials(credentials.appKey(), credentials.appSecret()))))
                .isSameAs(desk);
        assertThat(TokenDesk.of(Account.of(URI.create("HTTP://127.0.0.1:1/"), credentials)))
                .as("the same host, written otherwise")
                .isSameAs(desk);
        assertThat(TokenDesk.of(Account.of(URI.create("http://127.0.0.1:2"), credentials)))
                .isNotSameAs(desk);
        assertThat(TokenDesk.of(Account.of(URL, new Credentials(credentials.appKey(), "other"))))
                .isNotSameAs(desk);
        assertThat(TokenDesk.of(Account.of(URL, new Credentials("other", credentials.appSecret()))))
                .isNotSameAs(desk);
    }

    @Test
    @DisplayName("lets callers join an attempt that is under way")
    void joined() {
        CompletableFuture<TokenDesk.Grant> grant = new CompletableFuture<>();
        CompletableFuture<Optional<KisError>> one = issue(grant);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        CompletableFuture<Optional<KisError>> other = issue(grant);
        assertThat(attempts).hasValue(1);
        assertThat(one).isNotDone();
        grant.complete(new TokenDesk.Grant.Issued(FIRST));
        assertThat(one).isCompletedWithValue(Optional.empty());
        assertThat(other).isCompletedWithValue(Optional.empty());
        assertThat(desk.token(() -> NOW)).contains(FIRST);
    }

    @Test
    @DisplayName("keeps the new token when an answer to a request with the old one says that the old one is bad")
    void lateRejection() {
        issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(FIRST)));
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(SECOND)));
        desk.reject(FIRST, nanos::get);
        assertThat(desk.token(() -> NOW)).contains(SECOND);
        desk.reject(SECOND, nanos::get);
        assertThat(desk.token(() -> NOW)).isEmpty();
    }

    @Test
    @DisplayName("keeps a token that is still good when its successor is denied")
    void deniedRefresh() {
        issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(FIRST)));
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        KisError denial = new KisError(ErrorClass.PASSING, "HTTP 503", "");
        assertThat(issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Denied(denial))))
                .isCompletedWithValue(Optional.of(denial));
        assertThat(desk.token(() -> NOW)).contains(FIRST);
    }

    @Test
    @DisplayName("is not stuck when an attempt cannot even begin, and keeps the minute all the same")
    void attemptThatThrows() {
        assertThatThrownBy(() -> desk.issue(() -> NOW, nanos::get, () -> {
                    throw new IllegalStateException("no thread");
                }))
                .isInstanceOf(IllegalStateException.class);
        CompletableFuture<TokenDesk.Grant> grant = CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(FIRST));
        assertThat(issue(grant).join()).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(attempts).hasValue(0);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(issue(grant)).isCompletedWithValue(Optional.empty());
    }

    @Test
    @DisplayName("passes an error of its own on to those who wait, in place of letting them wait for ever")
    void brokenGrant() {
        CompletableFuture<Optional<KisError>> waiting = issue(CompletableFuture.completedFuture(null));
        assertThat(waiting).isCompletedExceptionally();
        assertThat(issue(new CompletableFuture<>()).join())
                .map(KisError::errorClass)
                .contains(ErrorClass.TOKEN_TOO_OFTEN);
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(SECOND))))
                .isCompletedWithValue(Optional.empty());
    }

    private CompletableFuture<Optional<KisError>> issue(CompletableFuture<TokenDesk.Grant> grant) {
        return desk.issue(() -> NOW, nanos::get, () -> {
            attempts.incrementAndGet();
            return grant;
        });
    }
}

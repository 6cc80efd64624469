package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The token desk")
class TokenDeskTest extends TokenDeskFixture {
    private static final URI URL = URI.create("http://127.0.0.1:1");

    private final AccessToken first = token("first", Duration.ofMinutes(5));
    private final AccessToken second = token("second");
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
        grant.complete(new TokenDesk.Grant.Issued(first));
        assertThat(one).isCompletedWithValue(Optional.empty());
        assertThat(other).isCompletedWithValue(Optional.empty());
        assertThat(desk.token(host)).contains(first);
    }

    @Test
    @DisplayName("keeps the new token when an answer to a request with the old one says that the old one is bad")
    void lateRejection() {
        issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(first)));
        pass(Duration.ofMinutes(4));
        renew(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(second)));
        desk.reject(first, host);
        assertThat(desk.token(host)).contains(second);
        desk.reject(second, host);
        assertThat(desk.token(host)).isEmpty();
    }

    @Test
    @DisplayName("takes late refusals of a token that was then given again for none of the new grant")
    void lateRejectionOfTheSame() {
        issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(first)));
        AccessToken before = desk.token(host).orElseThrow();
        pass(Duration.ofSeconds(61));
        desk.reject(before, host);
        issue(CompletableFuture.completedFuture(
                new TokenDesk.Grant.Issued(new AccessToken(first.value(), first.expiresAt()))));
        for (int late = 0; late < 15; late++) {
            desk.reject(before, host);
        }
        assertThat(desk.token(host)).map(AccessToken::value).contains(first.value());
    }

    @Test
    @DisplayName("keeps a token that is still good when its successor is denied")
    void deniedRefresh() {
        issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(first)));
        pass(Duration.ofMinutes(4));
        KisError denial = new KisError(ErrorClass.PASSING, "HTTP 503", "");
        assertThat(renew(CompletableFuture.completedFuture(new TokenDesk.Grant.Denied(denial))))
                .isCompletedWithValue(Optional.of(denial));
        assertThat(desk.token(host)).contains(first);
    }

    @Test
    @DisplayName("is not stuck when an attempt cannot even begin, and keeps the minute all the same")
    void attemptThatThrows() {
        assertThatThrownBy(() -> desk.issue(host, () -> {
                    throw new IllegalStateException("no thread");
                }))
                .isInstanceOf(IllegalStateException.class);
        CompletableFuture<TokenDesk.Grant> grant = CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(first));
        assertThat(issue(grant).join()).map(KisError::errorClass).contains(ErrorClass.TOKEN_TOO_OFTEN);
        assertThat(attempts).hasValue(0);
        pass(Duration.ofSeconds(61));
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
        pass(Duration.ofSeconds(61));
        assertThat(issue(CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(second))))
                .isCompletedWithValue(Optional.empty());
    }

    private CompletableFuture<Optional<KisError>> issue(CompletableFuture<TokenDesk.Grant> grant) {
        return issue(desk, grant);
    }

    private CompletableFuture<Optional<KisError>> renew(CompletableFuture<TokenDesk.Grant> grant) {
        return renew(desk, Instant.MAX, grant);
    }
}

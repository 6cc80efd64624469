package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.market.SessionWindow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** Desks of one account, as separate processes would have them, on clocks that stand until a test moves them. */
abstract class TokenDeskFixture {
    final AtomicReference<Instant> now = new AtomicReference<>(kst("2026-11-23T10:00:00"));
    final AtomicLong nanos = new AtomicLong(-5);
    final Host host = Clients.host(now::get, nanos::get);
    final AtomicInteger attempts = new AtomicInteger();
    final Credentials credentials = Clients.newCredentials();
    final Account account = Account.of(URI.create("http://127.0.0.1"), credentials);

    @TempDir
    Path folder;

    static Instant kst(String dateTime) {
        return LocalDateTime.parse(dateTime).toInstant(ZoneOffset.ofHours(9));
    }

    Path path() {
        return folder.resolve("tokens.json");
    }

    TokenDesk newProcess() {
        return new TokenDesk(account);
    }

    TokenDesk newProcessWithFile() {
        TokenDesk desk = newProcess();
        desk.keepIn(TokenFile.of(path()));
        return desk;
    }

    CompletableFuture<Optional<KisError>> issue(TokenDesk desk, CompletableFuture<TokenDesk.Grant> grant) {
        return desk.issue(host, SessionWindow.DEFAULT, () -> {
            attempts.incrementAndGet();
            return grant;
        });
    }

    Optional<KisError> issue(TokenDesk desk, AccessToken token) {
        return Clients.await(issue(desk, CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(token))));
    }

    Optional<KisError> deny(TokenDesk desk, String code) {
        return Clients.await(issue(
                desk,
                CompletableFuture.completedFuture(
                        new TokenDesk.Grant.Denied(new KisError(ErrorClass.ofCode(code), code, "")))));
    }

    AccessToken token(String value, Duration life) {
        return new AccessToken(value, now.get().plus(life));
    }

    AccessToken token(String value) {
        return token(value, Duration.ofDays(1));
    }

    Optional<String> inHand(TokenDesk desk) {
        return desk.token(host).map(AccessToken::value);
    }

    boolean wantsRefresh(TokenDesk desk) {
        return desk.wantsRefresh(host, SessionWindow.DEFAULT);
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        nanos.addAndGet(time.toNanos());
    }

    void passUntil(String dateTimeInKst) {
        pass(Duration.between(now.get(), kst(dateTimeInKst)));
    }
}

package io.github.kisconnect.investorflow.kis.token;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Account;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;

/** Desks of one account, as separate processes would have them, on clocks that stand until a test moves them. */
public abstract class TokenDeskFixture {
    protected final AtomicReference<Instant> now = new AtomicReference<>(kst("2026-11-23T10:00:00"));
    protected final AtomicLong nanos = new AtomicLong(-5);
    protected final Host host = Clients.host(now::get, nanos::get);
    protected final AtomicInteger attempts = new AtomicInteger();
    protected final Credentials credentials = Clients.newCredentials();
    protected final Account account = Account.of(URI.create("http://127.0.0.1"), credentials);

    @TempDir
    protected Path folder;

    protected static Instant kst(String dateTime) {
        return LocalDateTime.parse(dateTime).toInstant(ZoneOffset.ofHours(9));
    }

    protected Path path() {
        return folder.resolve("tokens.json");
    }

    protected TokenDesk newProcess() {
        return new TokenDesk(account);
    }

    protected TokenDesk newProcessWithFile() {
        TokenDesk desk = newProcess();
        desk.keepIn(TokenFile.of(path()));
        return desk;
    }

    protected CompletableFuture<Optional<KisError>> issue(TokenDesk desk, CompletableFuture<TokenDesk.Grant> grant) {
        return desk.issue(host, () -> {
            attempts.incrementAndGet();
            return grant;
        });
    }

    protected Optional<KisError> issue(TokenDesk desk, AccessToken token) {
        return Clients.await(issue(desk, CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(token))));
    }

    protected Optional<KisError> deny(TokenDesk desk, String code) {
        return Clients.await(issue(
                desk,
                CompletableFuture.completedFuture(
                        new TokenDesk.Grant.Denied(new KisError(ErrorClass.ofCode(code), code, "")))));
    }

    protected AccessToken token(String value, Duration life) {
        return new AccessToken(value, now.get().plus(life));
    }

    protected AccessToken token(String value) {
        return token(value, Duration.ofDays(1));
    }

    protected Optional<String> inHand(TokenDesk desk) {
        return desk.token(host).map(AccessToken::value);
    }

    protected CompletableFuture<Optional<KisError>> renew(
            TokenDesk desk, Instant until, CompletableFuture<TokenDesk.Grant> grant) {
        return desk.renew(until, host, () -> {
            attempts.incrementAndGet();
            return grant;
        });
    }

    protected Optional<KisError> renew(TokenDesk desk, AccessToken token) {
        return Clients.await(
                renew(desk, Instant.MAX, CompletableFuture.completedFuture(new TokenDesk.Grant.Issued(token))));
    }

    protected Optional<Duration> prepare(
            TokenDesk desk, SessionWindow.Session session, Supplier<TokenDesk.Grant> grant) {
        return desk.prepare(session, host, () -> {
            attempts.incrementAndGet();
            return CompletableFuture.completedFuture(grant.get());
        });
    }

    /** The one that begins next. */
    protected SessionWindow.Session session() {
        return SessionWindow.DEFAULT.next(now.get());
    }

    protected void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        nanos.addAndGet(time.toNanos());
    }

    protected void passUntil(String dateTimeInKst) {
        pass(Duration.between(now.get(), kst(dateTimeInKst)));
    }
}

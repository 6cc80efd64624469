package io.github.kisconnect.investorflow.kis;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one access token that all tasks and connectors of a worker share for an account.
 *
 * <p>Every issue sends the account holder a phone notification, and the API allows one attempt a minute: so tokens are issued only
 * when a request is due, one attempt at a time, at least 61 s apart.
 */
final class TokenDesk {
    static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(61);

    private static final Logger LOG = LoggerFactory.getLogger(TokenDesk.class);
    /** From then on a new token is fetched while the old one is still used. */
    private static final Duration REFRESH_AHEAD = Duration.ofMinutes(10);
    /** A token this close to its end may be refused by the time the request arrives. */
    private static final Duration TOO_CLOSE = Duration.ofSeconds(30);

    private static final ConcurrentMap<Account, TokenDesk> DESKS = new ConcurrentHashMap<>();

    private AccessToken token;
    private CompletableFuture<Optional<KisError>> attempt;
    private KisError lastDenial;
    private long lastAttemptNanos;
    private boolean attempted;

    /** What an account is known by. */
    private record Account(URI baseUrl, Credentials credentials) {}

    /** What came of a token request. */
    sealed interface Grant {
        record Issued(AccessToken token) implements Grant {}

        record Denied(KisError error) implements Grant {}
    }

    /** The desk of an account: the same for every caller in this process. */
    static TokenDesk of(URI baseUrl, Credentials credentials) {
        return DESKS.computeIfAbsent(new Account(baseUrl, credentials), account -> new TokenDesk());
    }

    /** The token, where there is one that will be good for a request now. */
    synchronized Optional<AccessToken> token(InstantSource clock) {
        return Optional.ofNullable(token)
                .filter(known -> clock.instant().isBefore(known.expiresAt().minus(TOO_CLOSE)));
    }

    /** Whether the token ends so soon that a new one should be fetched. */
    synchronized boolean wantsRefresh(InstantSource clock) {
        return token(clock)
                .map(known -> !clock.instant().isBefore(known.expiresAt().minus(REFRESH_AHEAD)))
                .orElse(true);
    }

    /**
     * Has a token issued, joins an attempt that is under way, or repeats the last denial when the next attempt is not due.
     *
     * @return empty when there is a token now
     */
    synchronized CompletableFuture<Optional<KisError>> issue(
            LongSupplier nanoTime, Supplier<CompletableFuture<Grant>> issuer) {
        if (attempt != null) {
            return attempt;
        }
        long now = nanoTime.getAsLong();
        if (attempted && now - lastAttemptNanos < BETWEEN_ATTEMPTS.toNanos()) {
            return CompletableFuture.completedFuture(Optional.of(lastDenial));
        }
        attempted = true;
        lastAttemptNanos = now;
        CompletableFuture<Optional<KisError>> started = new CompletableFuture<>();
        attempt = started;
        CompletableFuture<Grant> issued;
        try {
            issued = issuer.get();
        } catch (RuntimeException | Error e) {
            // Otherwise every task of the worker would wait for this attempt for ever.
            attempt = null;
            lastDenial = new KisError(ErrorClass.PASSING, e.getClass().getSimpleName(), "");
            throw e;
        }
        issued.exceptionally(failure -> new Grant.Denied(
                        new KisError(ErrorClass.PASSING, failure.getClass().getSimpleName(), "")))
                .thenAccept(grant -> started.complete(conclude(grant)));
        return started;
    }

    private synchronized Optional<KisError> conclude(Grant grant) {
        attempt = null;
        if (grant instanceof Grant.Denied denied) {
            lastDenial = denied.error();
            return Optional.of(lastDenial);
        }
        token = ((Grant.Issued) grant).token();
        lastDenial = new KisError(
                ErrorClass.TOKEN_TOO_OFTEN, "token", "issued less than " + BETWEEN_ATTEMPTS.toSeconds() + " s ago");
        LOG.info("A new access token was issued; it expires at {}", token.expiresAt());
        return Optional.empty();
    }

    /** The API does not take this token any more: it is forgotten, unless it has been replaced already. */
    synchronized void reject(AccessToken rejected) {
        if (rejected.equals(token)) {
            token = null;
        }
    }
}

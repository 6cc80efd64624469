package io.github.kisconnect.investorflow.sandbox.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Issues access tokens and knows which are good. */
final class TokenDesk {
    private static final int TOKEN_BYTES = 240;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Duration lifetime;
    private final Duration reuse;
    private final Supplier<IssueSpacing> newSpacing;
    private final Map<Account, List<Token>> issued = new HashMap<>();
    private final Map<Account, IssueSpacing> spacings = new HashMap<>();
    private final List<String> everIssued = new ArrayList<>();

    TokenDesk(SimulatorOptions options) {
        this.lifetime = options.tokenLifetime();
        this.reuse = options.tokenReuse();
        this.newSpacing = () -> new IssueSpacing(options.tokenSpacing(), options.countedForSpacing());
    }

    /** A token as it was issued; {@code toString} hides the text. */
    record Token(String text, Instant issuedAt, Instant expiresAt, boolean dead) {
        private Token killed() {
            return new Token(text, issuedAt, expiresAt, true);
        }

        @Override
        public String toString() {
            return "Token[hidden, expires " + expiresAt + "]";
        }
    }

    /** The account's token, new or the same as before; empty when it asked too soon. */
    synchronized Optional<Token> issue(Account account, Instant now) {
        if (!spacings.computeIfAbsent(account, key -> newSpacing.get()).admits(now)) {
            return Optional.empty();
        }
        List<Token> tokens = issued.computeIfAbsent(account, key -> new ArrayList<>());
        Token latest = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (latest == null || !now.isBefore(latest.issuedAt.plus(reuse)) || !now.isBefore(latest.expiresAt)) {
            latest = new Token(text(), now, now.plus(lifetime), false);
            tokens.add(latest);
            everIssued.add(latest.text());
        }
        return Optional.of(latest);
    }

    /** The texts of all tokens, the dead and the forgotten ones included. */
    synchronized List<String> everIssued() {
        return List.copyOf(everIssued);
    }

    /** Why this token does not let the account in; empty when it does. */
    synchronized Optional<Refusal> refusal(Account account, String text, Instant now) {
        List<Token> tokens = issued.getOrDefault(account, List.of());
        // The newest first: it is the one that is shown, mostly.
        for (int i = tokens.size() - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            if (token.text.equals(text) && !token.dead) {
                return now.isBefore(token.expiresAt) ? Optional.empty() : Optional.of(Refusal.TOKEN_EXPIRED);
            }
        }
        return Optional.of(Refusal.TOKEN_INVALID);
    }

    /** The tokens issued so far stay what the desk gives, but are good for nothing. */
    synchronized void killAll() {
        issued.values().forEach(tokens -> tokens.replaceAll(Token::killed));
    }

    /** The tokens issued so far are unknown from now on; the next issue gives a new one. */
    synchronized void forgetAll() {
        issued.clear();
    }

    /** Forgets what {@link #killAll} left. */
    synchronized void forgetDead() {
        issued.values().forEach(tokens -> tokens.removeIf(Token::dead));
    }

    private static String text() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return "eyJ0eXAi." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

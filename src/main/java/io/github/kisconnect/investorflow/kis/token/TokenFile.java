package io.github.kisconnect.investorflow.kis.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kisconnect.investorflow.kis.account.AccountFile;
import io.github.kisconnect.investorflow.kis.account.HeaderText;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The content of {@code kis.token.file}: each account's access token, and when one was last requested. */
public final class TokenFile implements AccountFile.Format<TokenFile.Entry> {
    /** How long an account that is no longer used is remembered. */
    private static final Duration KEPT = Duration.ofDays(7);

    private TokenFile() {}

    /** As {@link AccountFile#of}. */
    public static AccountFile<Entry> of(Path path) {
        return AccountFile.of(path, new TokenFile());
    }

    /**
     * What the file remembers of an account.
     *
     * @param token null when there is none
     * @param attemptedAt when a token was last requested; the epoch when never
     * @param refusals how often the API has refused this token since it was last accepted
     */
    public record Entry(AccessToken token, Instant attemptedAt, int refusals) {
        static final Entry NONE = new Entry(null, Instant.EPOCH, 0);

        public Entry attempted(Instant now) {
            return new Entry(token, now, refusals);
        }

        /**
         * The token, if there is one, with its end by this host's clock as it is set now. What is left of it is at most
         * what was left when it was requested, even if the clock was set back since.
         */
        Optional<AccessToken> token(Instant now) {
            return Optional.ofNullable(token).map(kept -> {
                Instant latest = now.plus(Duration.between(attemptedAt, kept.expiresAt()));
                return latest.isBefore(kept.expiresAt()) ? new AccessToken(kept.value(), latest) : kept;
            });
        }

        /** The entry with an issued token, unless another worker has stored a later one meanwhile. */
        Entry with(AccessToken issued) {
            if (token == null) {
                return new Entry(issued, attemptedAt, 0);
            }
            boolean same = token.value().equals(issued.value());
            boolean later = token.expiresAt().isAfter(issued.expiresAt()) && refusals == 0;
            return later && !same ? this : new Entry(issued, attemptedAt, same ? refusals : 0);
        }

        /** The entry with the number of refusals of this token; unchanged when it has another one. */
        Entry refused(AccessToken refused, int times) {
            boolean same = token != null && token.value().equals(refused.value());
            return same ? new Entry(token, attemptedAt, times == 0 ? 0 : Math.max(refusals, times)) : this;
        }
    }

    @Override
    public String kind() {
        return "kis-investor-flow-tokens";
    }

    @Override
    public String title() {
        return "kis.token.file";
    }

    @Override
    public String without() {
        return "the access token is kept in memory only";
    }

    @Override
    public Entry read(JsonNode node) {
        String token = node.path("token").asText("");
        Instant expiresAt = AccountFile.instant(node.path("expires_at"));
        Instant attemptedAt = AccountFile.instant(node.path("attempted_at"));
        boolean usable = HeaderText.fits(token) && expiresAt.isAfter(Instant.EPOCH);
        int refusals = Math.max(0, node.path("refusals").asInt());
        return usable
                ? new Entry(new AccessToken(token, expiresAt), attemptedAt, refusals)
                : new Entry(null, attemptedAt, 0);
    }

    @Override
    public void write(Entry entry, ObjectNode node) {
        node.put("attempted_at", entry.attemptedAt().toString());
        if (entry.token() != null) {
            node.put("token", entry.token().value());
            node.put("expires_at", entry.token().expiresAt().toString());
            node.put("refusals", entry.refusals());
        }
    }

    @Override
    public boolean isForgettable(Entry entry, Instant now) {
        Instant longAgo = now.minus(KEPT);
        return entry.attemptedAt().isBefore(longAgo)
                && (entry.token() == null || entry.token().expiresAt().isBefore(longAgo));
    }
}

package io.github.kisconnect.investorflow.kis.token;

import java.time.Instant;

/**
 * The token that the API refused last, and how often: for up to six hours it may issue the same one again.
 *
 * @param value the token's text, empty when there is none
 * @param count how often it was refused since it was last accepted
 * @param at when it was last refused, or last issued to the worker whose refusal this is
 */
record Refusal(String value, int count, Instant at) {
    static final Refusal NONE = new Refusal("", 0, Instant.EPOCH);

    boolean isOf(AccessToken token) {
        return token.value().equals(value);
    }

    Refusal refused(AccessToken token, Instant now) {
        return new Refusal(token.value(), isOf(token) ? count + 1 : 1, now);
    }

    /** The refusal with what another worker, or an earlier run of this one, has found out. */
    Refusal learn(TokenFile.Entry entry) {
        boolean news = entry.token() != null && entry.refusals() > (isOf(entry.token()) ? count : 0);
        return news ? new Refusal(entry.token().value(), entry.refusals(), entry.attemptedAt()) : this;
    }

    /** Whether the entry's token is the refused one, and the API has not issued it again since. */
    boolean isAgainst(TokenFile.Entry entry) {
        return isOf(entry.token()) && !entry.attemptedAt().isAfter(at);
    }

    @Override
    public String toString() {
        return "Refusal[count=" + count + ", at=" + at + "]";
    }
}

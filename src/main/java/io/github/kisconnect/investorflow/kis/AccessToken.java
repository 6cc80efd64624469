package io.github.kisconnect.investorflow.kis;

import java.time.Instant;

/**
 * What the API gave for the application's key and secret; a secret itself.
 *
 * @param value goes behind {@code Bearer}
 * @param expiresAt from then on it is refused
 */
record AccessToken(String value, Instant expiresAt) {
    /** Whether a text can go into an HTTP header as a token. */
    static boolean isValue(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}

package io.github.kisconnect.investorflow.kis.token;

import java.time.Instant;

/**
 * The token that the API issued for the application's key and secret; a secret itself.
 *
 * @param value the text that follows {@code Bearer}
 * @param expiresAt when the API begins to refuse it, by this host's clock as it was when the token came
 */
public record AccessToken(String value, Instant expiresAt) {
    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}

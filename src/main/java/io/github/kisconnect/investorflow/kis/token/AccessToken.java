package io.github.kisconnect.investorflow.kis.token;

import java.time.Instant;

/**
 * What the API gave for the application's key and secret; a secret itself.
 *
 * @param value goes behind {@code Bearer}
 * @param expiresAt from then on it is refused; by this host's clock as it was when the token came
 */
public record AccessToken(String value, Instant expiresAt) {
    @Override
    public String toString() {
        return "AccessToken[expiresAt=" + expiresAt + "]";
    }
}

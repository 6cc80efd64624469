package io.github.kisconnect.investorflow.kis.account;

/**
 * The application's key and secret at the brokerage.
 *
 * <p>Compared by content, never shown.
 */
public record Credentials(String appKey, String appSecret) {
    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}

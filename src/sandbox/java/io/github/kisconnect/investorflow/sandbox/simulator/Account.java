package io.github.kisconnect.investorflow.sandbox.simulator;

import java.util.Objects;

/**
 * An account holder that the simulator knows.
 *
 * @param appKey what the {@code appkey} header must be
 * @param appSecret what the {@code appsecret} header must be
 */
public record Account(String appKey, String appSecret) {
    public Account {
        Objects.requireNonNull(appKey, "appKey");
        Objects.requireNonNull(appSecret, "appSecret");
    }

    /** Neither key nor secret: this may be logged. */
    @Override
    public String toString() {
        return "Account[hidden]";
    }
}

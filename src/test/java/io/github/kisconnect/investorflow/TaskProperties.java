package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.kis.account.Credentials;
import java.util.HashMap;
import java.util.Map;

/** Configurations of connectors that publish each answer, one a second, at any time of day. */
final class TaskProperties {
    private TaskProperties() {}

    /** {@code more}: the pairs, and what is to be otherwise. */
    static Map<String, String> of(Credentials credentials, String url, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name", "flows",
                "kis.app.key", credentials.appKey(),
                "kis.app.secret", credentials.appSecret(),
                "kis.base.url", url,
                "kis.requests.per.second", "100",
                "poll.interval.ms", "1000",
                "emit.mode", "all",
                "session.gate", "always"));
        properties.putAll(more);
        return properties;
    }
}

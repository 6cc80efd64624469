package io.github.kisconnect.investorflow.sandbox.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What came in, counted. */
final class Counters {
    private final Map<Endpoint, LongAdder> requests = new EnumMap<>(Endpoint.class);
    private final LongAdder connections = new LongAdder();
    private final LongAdder rateLimited = new LongAdder();

    Counters() {
        for (Endpoint endpoint : Endpoint.values()) {
            requests.put(endpoint, new LongAdder());
        }
    }

    /** @param isFirst whether it is the first request on its connection */
    void request(Endpoint endpoint, boolean isFirst) {
        requests.get(endpoint).increment();
        if (isFirst) {
            connections.increment();
        }
    }

    void rateLimited() {
        rateLimited.increment();
    }

    long requests(Endpoint endpoint) {
        return requests.get(endpoint).sum();
    }

    long connections() {
        return connections.sum();
    }

    long rateLimitedTimes() {
        return rateLimited.sum();
    }
}

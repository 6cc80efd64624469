package io.github.kisconnect.investorflow.bench;

import java.time.Duration;
import java.util.Map;

/**
 * What is asked of an API that answers after a while.
 *
 * @param name for {@code -Dbench.cases=}
 * @param quota that the simulator enforces; 0 for none
 */
record TrafficCase(String name, ConnectorPlan plan, Duration roundTrip, int quota) {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final long LEAST_INTERVAL_MILLIS = 1_000;

    /** As many pairs as the rate has slots in the shortest interval: every slot is needed. */
    static TrafficCase fast(int rate, int roundTripMillis, int inFlight) {
        return new TrafficCase(
                rate + "-" + roundTripMillis,
                new ConnectorPlan(rate, 1, rate, Duration.ofMillis(LEAST_INTERVAL_MILLIS), inFlight, Map.of()),
                Duration.ofMillis(roundTripMillis),
                0);
    }

    /** The catalogue at an account's quota, which is enforced with room for three more in any second. */
    static TrafficCase ofAccount(int rate, int tasks, int roundTripMillis) {
        int room = 3;
        return new TrafficCase(
                rate + "-" + tasks + "-" + roundTripMillis,
                new ConnectorPlan(Pairs.CATALOGUED, tasks, rate, shortestInterval(Pairs.CATALOGUED, rate)),
                Duration.ofMillis(roundTripMillis),
                rate + room);
    }

    /** That a sweep fits into and that divides a day. */
    private static Duration shortestInterval(int pairs, int rate) {
        long millis = Math.max(LEAST_INTERVAL_MILLIS, (pairs * 1_000L + rate - 1) / rate);
        while (DAY_MILLIS % millis != 0) {
            millis++;
        }
        return Duration.ofMillis(millis);
    }

    /** How many requests are due a second. */
    double due() {
        return plan.pairs() / (plan.interval().toMillis() / 1e3);
    }

    /** At least that long, in whole ticks. */
    Duration wholeTicks(int seconds) {
        long interval = plan.interval().toMillis();
        return Duration.ofMillis((seconds * 1_000L + interval - 1) / interval * interval);
    }
}

package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.util.List;

/**
 * What one task is to ask for, and its part of the connector's slots.
 *
 * @param pairs this task's pairs with their numbers, in the order of the numbers
 * @param totalPairs pairs of all tasks together: the length of a sweep in slots
 * @param requestsPerSecond over all tasks
 * @param interval from tick to tick
 * @param maxInFlight requests of this task under way at once
 * @param asksHolidays whether the holiday endpoint is asked as well, once a day
 */
public record PollPlan(
        List<NumberedPair> pairs,
        int totalPairs,
        double requestsPerSecond,
        Duration interval,
        int maxInFlight,
        boolean asksHolidays) {

    public PollPlan {
        pairs = List.copyOf(pairs);
    }

    /** This task's pairs, in the order of their numbers. */
    public List<MarketSector> everyPair() {
        return pairs.stream().map(NumberedPair::pair).toList();
    }

    /**
     * A pair and its place in the sweep over all tasks.
     *
     * @param number from 0
     */
    public record NumberedPair(int number, MarketSector pair) {}
}

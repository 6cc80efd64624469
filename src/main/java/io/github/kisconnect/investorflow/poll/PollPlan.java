package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one task polls, and its share of the connector's slots.
 *
 * @param pairs this task's pairs with their numbers, in the order of the numbers
 * @param timetable covers the pairs of all tasks
 * @param maxInFlight the most requests of this task in flight at once
 * @param asksHolidays whether to ask the holiday endpoint as well, once a day
 */
public record PollPlan(List<NumberedPair> pairs, Timetable timetable, int maxInFlight, boolean asksHolidays) {

    public PollPlan {
        pairs = List.copyOf(pairs);
    }

    /** This task's pairs, in the order of their numbers. */
    public List<MarketSector> everyPair() {
        return pairs.stream().map(NumberedPair::pair).toList();
    }

    /** The interval of each pair of this task. */
    public Map<MarketSector, Duration> intervals() {
        return pairs.stream().collect(Collectors.toMap(NumberedPair::pair, this::interval));
    }

    /** This task's pairs by their intervals, the shortest first. */
    public SortedMap<Duration, List<MarketSector>> byInterval() {
        Map<Duration, List<MarketSector>> grouped = pairs.stream()
                .collect(Collectors.groupingBy(
                        this::interval, Collectors.mapping(NumberedPair::pair, Collectors.toList())));
        return new TreeMap<>(grouped);
    }

    /** The shortest interval of this task's pairs. */
    public Duration interval() {
        return byInterval().firstKey();
    }

    private Duration interval(NumberedPair pair) {
        return timetable.interval(pair.number());
    }

    /**
     * A pair and its place in the order over all tasks.
     *
     * @param number from 0
     */
    public record NumberedPair(int number, MarketSector pair) {}
}

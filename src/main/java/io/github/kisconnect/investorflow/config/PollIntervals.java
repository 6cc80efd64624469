package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How often each pair is polled: every {@code poll.interval.ms}, except for pairs that {@code poll.interval.overrides}
 * names.
 */
public final class PollIntervals {
    private static final Pattern ENTRY = Pattern.compile("([A-Z0-9]{1,12}:(?:\\*|[A-Z0-9]{1,8}))=([0-9]{1,9})");
    private static final String EVERY_SECTOR = ":*";
    private static final String FORM =
            "write MARKET:SECTOR=milliseconds or MARKET:*=milliseconds, such as KSP:0001=5000 or K2I:*=10000";

    private final Duration usual;
    /** By the text before the equals sign. */
    private final Map<String, Duration> overrides = new HashMap<>();

    private PollIntervals(Duration usual) {
        this.usual = usual;
    }

    /** From settings that are valid on their own. */
    static PollIntervals of(Duration usual, List<String> entries) {
        PollIntervals intervals = new PollIntervals(usual);
        for (String entry : entries) {
            Matcher matcher = ENTRY.matcher(entry.trim());
            if (matcher.matches()) {
                intervals.overrides.put(matcher.group(1), Duration.ofMillis(Long.parseLong(matcher.group(2))));
            }
        }
        return intervals;
    }

    /**
     * What is wrong with one of the entries, as the rest of a sentence that begins with the setting's name; null when
     * nothing is.
     */
    static String entryProblem(List<?> entries) {
        Set<String> names = new HashSet<>();
        for (Object entry : entries) {
            String text = String.valueOf(entry).trim();
            Matcher matcher = ENTRY.matcher(text);
            if (!matcher.matches()) {
                return "holds '" + text + "', which is not a pair with an interval; " + FORM;
            }
            String problem = Validators.intervalProblem(Long.parseLong(matcher.group(2)));
            if (problem != null) {
                return "holds '" + text + "': " + problem;
            }
            if (!names.add(matcher.group(1))) {
                return "names " + matcher.group(1) + " twice; give each pair and each market one interval";
            }
        }
        return null;
    }

    /** The time from tick to tick of a pair: its own entry beats its market's. */
    public Duration of(MarketSector pair) {
        Duration ofMarket = overrides.getOrDefault(pair.market() + EVERY_SECTOR, usual);
        return overrides.getOrDefault(pair.toString(), ofMarket);
    }

    boolean isEmpty() {
        return overrides.isEmpty();
    }

    /**
     * What is impossible or has no effect for the selected pairs, as a sentence without the setting's name; empty when
     * nothing is.
     */
    Optional<String> problem(List<MarketSector> pairs) {
        Optional<String> unused = overrides.keySet().stream()
                .filter(name -> pairs.stream().noneMatch(pair -> isNamedBy(pair, name)))
                .sorted()
                .findFirst();
        if (unused.isPresent()) {
            return unused.map(name -> "names " + name + ", but " + ConfigKeys.MARKET_SECTORS
                    + " selects no pair that it applies to; select one, or remove the entry");
        }
        List<Duration> sorted = new ArrayList<>(all());
        for (int i = 1; i < sorted.size(); i++) {
            long shorter = sorted.get(i - 1).toMillis();
            long longer = sorted.get(i).toMillis();
            if (longer % shorter != 0) {
                return Optional.of("and " + ConfigKeys.POLL_INTERVAL_MS + " have the intervals " + shorter + " and "
                        + longer + " ms, but the shorter one does not divide the longer one; give intervals that each"
                        + " divide the next longer one, such as 5000, 10000 and 60000");
            }
        }
        return Optional.empty();
    }

    private static boolean isNamedBy(MarketSector pair, String name) {
        return Stream.of(pair.toString(), pair.market() + EVERY_SECTOR).anyMatch(name::equals);
    }

    /** Every interval that is given, the shortest first. */
    SortedSet<Duration> all() {
        SortedSet<Duration> all = new TreeSet<>(overrides.values());
        all.add(usual);
        return all;
    }
}

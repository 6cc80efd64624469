package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.poll.Timetable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks the intervals against the pairs, the rate, the session and the longest outage. Runs on a valid selection. */
final class IntervalRules {
    private static final double FULL = 0.8;

    private IntervalRules() {}

    static void problems(InvestorFlowConfig config, Map<String, String> problems) {
        Optional<String> impossible = config.pollIntervals().problem(config.pairs());
        if (impossible.isPresent()) {
            problems.put(
                    ConfigKeys.POLL_INTERVAL_OVERRIDES,
                    ConfigKeys.POLL_INTERVAL_OVERRIDES + " " + impossible.get() + ".");
            return;
        }
        Timetable timetable = config.timetable();
        if (timetable.load() > 1) {
            String setting =
                    config.pollIntervals().isEmpty() ? ConfigKeys.POLL_INTERVAL_MS : ConfigKeys.POLL_INTERVAL_OVERRIDES;
            problems.put(
                    setting,
                    setting + ": " + loadText(config, timetable) + ". Lengthen the interval, select fewer pairs in "
                            + ConfigKeys.MARKET_SECTORS + ", or raise " + ConfigKeys.REQUESTS_PER_SECOND
                            + " to at least " + timetable.leastRequestsPerSecond()
                            + " where the account's quota allows it.");
        }
        outage(config, problems);
        ticksInSession(config, problems);
    }

    private static void outage(InvestorFlowConfig config, Map<String, String> problems) {
        Duration least = inUse(config).last().multipliedBy(2);
        if (!config.maxOutage().isZero() && config.maxOutage().compareTo(least) < 0) {
            problems.put(
                    ConfigKeys.SESSION_MAX_OUTAGE_MS,
                    ConfigKeys.SESSION_MAX_OUTAGE_MS + " " + config.maxOutage().toMillis()
                            + " would fail the task for one missed answer; give 0 (never), or at least twice "
                            + settingOf(config, inUse(config).last().toMillis()) + ": " + least.toMillis() + ".");
        }
    }

    private static void ticksInSession(InvestorFlowConfig config, Map<String, String> problems) {
        long start = Duration.between(LocalTime.MIDNIGHT, config.sessionStart()).toMillis();
        long end = Duration.between(LocalTime.MIDNIGHT, config.sessionEnd()).toMillis();
        if (config.sessionGate() != SessionGate.KRX || start >= end) {
            return;
        }
        inUse(config).stream()
                .map(Duration::toMillis)
                .filter(interval -> (end - 1) / interval * interval < start)
                .findFirst()
                .ifPresent(interval -> problems.putIfAbsent(
                        settingOf(config, interval),
                        settingOf(config, interval) + " " + interval + " has no tick between "
                                + ConfigKeys.SESSION_START + " " + config.sessionStart() + " and "
                                + ConfigKeys.SESSION_END + " " + config.sessionEnd()
                                + ", as ticks count from 00:00 KST; shorten it, or widen the session."));
    }

    /** Warnings about valid intervals. */
    static void warnings(InvestorFlowConfig config, List<String> warnings) {
        Timetable timetable = config.timetable();
        if (timetable.load() > FULL) {
            warnings.add(loadText(config, timetable)
                    + (timetable.load() >= 1
                            ? ": no slot is left for retries and the holiday request."
                            : ": that is more than 80 %, which leaves little room for retries."));
        }
    }

    private static String loadText(InvestorFlowConfig config, Timetable timetable) {
        return config.pairs().size() + " pairs need "
                + BigDecimal.valueOf(timetable.slotsNeeded())
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " slots every " + inUse(config).first().toMillis() + " ms, and " + config.requestsPerSecond()
                + " requests a second give " + timetable.slotsGiven();
    }

    /** Which setting an interval comes from. */
    static String settingOf(InvestorFlowConfig config, long interval) {
        return interval == config.pollInterval().toMillis()
                ? ConfigKeys.POLL_INTERVAL_MS
                : ConfigKeys.POLL_INTERVAL_OVERRIDES;
    }

    /** The intervals of the selected pairs. */
    static SortedSet<Duration> inUse(InvestorFlowConfig config) {
        PollIntervals intervals = config.pollIntervals();
        return config.pairs().stream().map(intervals::of).collect(Collectors.toCollection(TreeSet::new));
    }
}

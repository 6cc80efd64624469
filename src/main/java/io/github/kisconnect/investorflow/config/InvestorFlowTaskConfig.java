package io.github.kisconnect.investorflow.config;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.PollPlan;
import io.github.kisconnect.investorflow.poll.PollPlan.NumberedPair;
import io.github.kisconnect.investorflow.poll.Timetable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * A task's configuration: the connector's, unchanged, and which of the numbered pairs are this task's.
 *
 * <p>The connector's settings keep their keys, so that Connect stores the placeholders of secrets, not the secrets.
 */
public final class InvestorFlowTaskConfig extends InvestorFlowConfig {
    static final String TASK_ID = "task.id";
    static final String TASK_PAIRS = "task.pairs";
    static final String TASK_TOTAL_PAIRS = "task.total.pairs";
    /** The intervals of all tasks' pairs, by number; empty if all pairs have the same one. */
    static final String TASK_INTERVALS = "task.intervals";

    private static final String INTERNAL = "Internal: set by the connector.";
    private static final ConfigDef DEFINITION = ConfigDefinition.create()
            .defineInternal(TASK_ID, Type.INT, ConfigDef.NO_DEFAULT_VALUE, null, Importance.LOW, INTERNAL)
            .defineInternal(TASK_PAIRS, Type.LIST, ConfigDef.NO_DEFAULT_VALUE, null, Importance.LOW, INTERNAL)
            .defineInternal(TASK_TOTAL_PAIRS, Type.INT, ConfigDef.NO_DEFAULT_VALUE, null, Importance.LOW, INTERNAL)
            .defineInternal(TASK_INTERVALS, Type.LIST, "", null, Importance.LOW, INTERNAL);

    public InvestorFlowTaskConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
    }

    /** Deals the pairs out, one to each task in turn, so that tasks are balanced and their slots interleave. */
    public static List<Map<String, String>> split(
            Map<String, String> properties, List<MarketSector> pairs, PollIntervals intervals, int maxTasks) {
        int tasks = Math.min(maxTasks, pairs.size());
        List<Duration> byNumber = pairs.stream().map(intervals::of).toList();
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            int first = task;
            Map<String, String> config = new HashMap<>(properties);
            config.put(TASK_ID, Integer.toString(task));
            config.put(TASK_TOTAL_PAIRS, Integer.toString(pairs.size()));
            if (!intervals.isEmpty()) {
                config.put(TASK_INTERVALS, runs(byNumber));
            }
            config.put(
                    TASK_PAIRS,
                    IntStream.iterate(first, number -> number < pairs.size(), number -> number + tasks)
                            .mapToObj(number -> number + "=" + pairs.get(number))
                            .collect(Collectors.joining(",")));
            configs.add(config);
        }
        return configs;
    }

    /** The connector's name, which Connect puts into every configuration. */
    public String connectorName() {
        return originalsStrings().getOrDefault("name", "");
    }

    public int taskId() {
        return getInt(TASK_ID);
    }

    /** What this task polls, and when. */
    public PollPlan plan() {
        List<NumberedPair> pairs = getList(TASK_PAIRS).stream()
                .map(InvestorFlowTaskConfig::numberedPair)
                .toList();
        List<Duration> given = getList(TASK_INTERVALS).stream()
                .flatMap(InvestorFlowTaskConfig::run)
                .toList();
        List<Duration> intervals =
                given.isEmpty() ? Collections.nCopies(getInt(TASK_TOTAL_PAIRS), pollInterval()) : given;
        return new PollPlan(pairs, new Timetable(intervals, requestsPerSecond()), maxInFlight(), asksHolidays());
    }

    private static NumberedPair numberedPair(String text) {
        String[] parts = text.split("=", 2);
        return new NumberedPair(
                Integer.parseInt(parts[0]), MarketSector.parse(parts[1]).orElseThrow());
    }

    /** Run lengths, as {@code 5000*2,60000*73}: many pairs have the interval of the pair before. */
    private static String runs(List<Duration> intervals) {
        StringJoiner runs = new StringJoiner(",");
        for (int begin = 0, end; begin < intervals.size(); begin = end) {
            end = begin + 1;
            while (end < intervals.size() && intervals.get(end).equals(intervals.get(begin))) {
                end++;
            }
            runs.add(intervals.get(begin).toMillis() + "*" + (end - begin));
        }
        return runs.toString();
    }

    private static Stream<Duration> run(String text) {
        String[] parts = text.split("\\*", 2);
        return Collections.nCopies(Integer.parseInt(parts[1]), Duration.ofMillis(Long.parseLong(parts[0]))).stream();
    }
}

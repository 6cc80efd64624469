package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When a worker ran which tasks of a connector, by its log: nothing else tells all of it. */
public final class TaskLog {
    /** Time, connector, task, and what is said. */
    private static final Pattern LINE = Pattern.compile("^(\\S+) [A-Z]+ +\\[(.+)\\|task-(\\d+)] \\[.*?] \\S+ - (.*)$");

    private static final Pattern POLLING = Pattern.compile("Polling \\d+ of \\d+ pairs every [^:]+: (.+)");
    private static final String ENDED = "Polling has ended";
    private static final String BEGINS = " - Kafka Connect worker initializing ...";
    private static final String STARTS = "Creating task ";
    private static final String STOPS = "Stopping task ";
    private static final String BREAKS_OFF = "After being scheduled for shutdown, task threw an uncaught exception";
    private static final String FAILS = "Task threw an uncaught and unrecoverable exception";

    private final String appKey;
    private final List<TaskRun> runs = new ArrayList<>();
    /** What runs so far, by the number of its task. */
    private final Map<Integer, TaskRun> running = new HashMap<>();
    /** Where in the list the run is that a task was stopped in last. */
    private final Map<Integer, Integer> stopped = new HashMap<>();
    /** Where in the list those are that have not told that they ask no more, by the number of their task: the oldest is to be the next. */
    private final Map<Integer, Deque<Integer>> asking = new HashMap<>();

    private TaskLog(String appKey) {
        this.appKey = appKey;
    }

    /**
     * The runs of a connector's tasks on a worker, as far as they came to poll. One that the log tells no end of has none: it still runs,
     * or was killed with its worker.
     *
     * @param log the lines that the worker printed, over its restarts
     * @param appKey with which its tasks ask
     */
    public static List<TaskRun> runs(Stream<String> log, String connector, String appKey) {
        TaskLog tasks = new TaskLog(appKey);
        log.forEach(text -> {
            Matcher line = LINE.matcher(text);
            if (line.matches() && line.group(2).equals(connector)) {
                tasks.read(line);
            } else if (text.endsWith(BEGINS)) {
                // Whoever had not told by then was killed before it could.
                tasks.asking.clear();
            }
        });
        tasks.runs.addAll(tasks.running.values());
        return tasks.runs.stream().filter(run -> !run.pairs().isEmpty()).toList();
    }

    private void read(Matcher line) {
        Instant at = Instant.parse(line.group(1));
        int task = Integer.parseInt(line.group(3));
        String text = line.group(4);
        if (text.startsWith(STARTS)) {
            Optional.ofNullable(running.put(task, TaskRun.of(appKey, Set.of(), at, at)))
                    .ifPresent(runs::add);
            return;
        }
        TaskRun run = running.get(task);
        Matcher polling = POLLING.matcher(text);
        if (run != null && polling.matches()) {
            running.put(task, TaskRun.of(appKey, pairs(polling.group(1)), run.from(), at));
        } else if (run != null && (text.startsWith(STOPS) || text.contains(FAILS))) {
            running.remove(task);
            stopped.put(task, runs.size());
            asking.computeIfAbsent(task, number -> new ArrayDeque<>()).add(runs.size());
            runs.add(run.endedAt(at));
        } else if (text.equals(ENDED)) {
            asksNoMore(asking.getOrDefault(task, new ArrayDeque<>()), at);
        } else if (stopped.containsKey(task) && text.contains(BREAKS_OFF)) {
            runs.set(stopped.get(task), runs.get(stopped.get(task)).asBrokenOff());
        }
    }

    private void asksNoMore(Deque<Integer> places, Instant at) {
        // Whoever never came to poll does not tell that it asks no more.
        places.removeIf(place -> runs.get(place).pairs().isEmpty());
        if (!places.isEmpty()) {
            int oldest = places.remove();
            runs.set(oldest, runs.get(oldest).askedUntil(at));
        }
    }

    private static Set<MarketSector> pairs(String list) {
        return Stream.of(list.split(", "))
                .map(MarketSector::parse)
                .map(Optional::orElseThrow)
                .collect(Collectors.toSet());
    }
}

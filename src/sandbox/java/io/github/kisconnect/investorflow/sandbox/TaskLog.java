package io.github.kisconnect.investorflow.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** When a worker ran which tasks of a connector, by Kafka's own lines in its log: nothing else tells all of it. */
public final class TaskLog {
    /** Time, connector and task, thread, and what is said. */
    private static final Pattern LINE =
            Pattern.compile("^(\\S+) [A-Z]+ +(?:\\[(.+)\\|task-(\\d+)] )?\\[(.*?)] \\S+ - (.*)$");

    private static final String STARTS = "Creating task ";
    private static final String STARTED = "Source task finished initialization and start";
    private static final String STOPS = "Stopping task ";
    private static final String BREAKS_OFF = "After being scheduled for shutdown, task threw an uncaught exception";
    private static final String FAILS = "Task threw an uncaught and unrecoverable exception";

    private final String connector;
    private final List<TaskRun> runs = new ArrayList<>();
    /** Where in the list the run is that goes on so far, by the number of its task. */
    private final Map<Integer, Integer> running = new HashMap<>();
    /** Where in the list the run is that ended last, by the number of its task. */
    private final Map<Integer, Integer> ended = new HashMap<>();
    /** The id that a thread was given last. */
    private final Map<String, String> ids = new HashMap<>();

    private TaskLog(String connector) {
        this.connector = connector;
    }

    /**
     * The runs of a connector's tasks on a worker that has {@link RunIds}. One that the log tells no end of has none: it still runs, or was
     * killed with its worker.
     *
     * @param log the lines that the worker printed, over its restarts
     */
    public static List<TaskRun> runs(Stream<String> log, String connector) {
        TaskLog tasks = new TaskLog(connector);
        log.map(LINE::matcher).filter(Matcher::matches).forEach(tasks::read);
        return tasks.runs;
    }

    private void read(Matcher line) {
        String thread = line.group(4);
        String text = line.group(5);
        if (text.startsWith(RunIds.GIVEN)) {
            ids.put(thread, text.substring(RunIds.GIVEN.length()));
        } else if (connector.equals(line.group(2))) {
            read(Instant.parse(line.group(1)), Integer.parseInt(line.group(3)), thread, text);
        }
    }

    private void read(Instant at, int task, String thread, String text) {
        if (text.startsWith(STARTS)) {
            running.put(task, runs.size());
            runs.add(TaskRun.of(ids.getOrDefault(thread, "unknown"), at));
        } else if (text.endsWith(STARTED)) {
            change(running.get(task), run -> run.startedBy(at));
        } else if (running.containsKey(task) && (text.startsWith(STOPS) || text.contains(FAILS))) {
            ended.put(task, running.remove(task));
            change(ended.get(task), run -> run.endedAt(at));
        } else if (text.contains(BREAKS_OFF)) {
            change(ended.get(task), TaskRun::asBrokenOff);
        }
    }

    private void change(Integer place, UnaryOperator<TaskRun> change) {
        if (place != null) {
            runs.set(place, change.apply(runs.get(place)));
        }
    }
}

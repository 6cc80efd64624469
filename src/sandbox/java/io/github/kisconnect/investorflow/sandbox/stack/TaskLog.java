package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When workers started the tasks of a connector and stopped them in order, by their logs: nothing else tells all of it. */
public final class TaskLog {
    private static final Pattern LINE =
            Pattern.compile("^(\\S+) INFO .* Worker - (Creating|Stopping) task (.+)-(\\d+)$");

    private TaskLog() {}

    /**
     * A time in which a task did not run, because it was stopped in order.
     *
     * @param task its number
     * @param from when a worker began to stop it
     * @param to when a worker next began to start it; {@link Instant#MAX} when none has
     */
    public record Stop(int task, Instant from, Instant to) {}

    private record Line(Instant at, Service worker, boolean stops, int task) {}

    /**
     * The orderly stops of a connector's tasks, in their order, whichever worker ran them. That a worker stops a task which another one
     * has started since is none: it had lost the task before.
     */
    public static List<Stop> stops(Collection<Service> workers, String connector) {
        List<Line> lines = new ArrayList<>();
        workers.forEach(worker -> lines.addAll(lines(worker, connector)));
        lines.sort(Comparator.comparing(Line::at));
        List<Stop> stops = new ArrayList<>();
        Map<Integer, Service> owners = new HashMap<>();
        Map<Integer, Instant> stopped = new HashMap<>();
        for (Line line : lines) {
            int task = line.task();
            if (!line.stops()) {
                owners.put(task, line.worker());
                if (stopped.containsKey(task)) {
                    stops.add(new Stop(task, stopped.remove(task), line.at()));
                }
            } else if (line.worker().equals(owners.get(task))) {
                stopped.putIfAbsent(task, line.at());
            }
        }
        stopped.forEach((task, from) -> stops.add(new Stop(task, from, Instant.MAX)));
        return stops;
    }

    private static List<Line> lines(Service worker, String connector) {
        Path log = worker.log();
        List<Line> lines = new ArrayList<>();
        try {
            // Not Files.readAllLines: a child may write what is not UTF-8.
            for (String text : new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                Matcher line = LINE.matcher(text);
                if (line.matches() && line.group(3).equals(connector)) {
                    lines.add(new Line(
                            Instant.parse(line.group(1)),
                            worker,
                            line.group(2).equals("Stopping"),
                            Integer.parseInt(line.group(4))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + log, e);
        }
        return lines;
    }
}

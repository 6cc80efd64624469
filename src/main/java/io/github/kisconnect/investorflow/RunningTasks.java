package io.github.kisconnect.investorflow;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The tasks that run in this worker process, by connector and task.
 *
 * <p>A worker that has waited in vain for a task to stop, as without a broker, starts the next one beside it, and two would spend the quota twice.
 */
final class RunningTasks {
    private static final ConcurrentMap<String, StartedTask> BY_NAME = new ConcurrentHashMap<>();

    private RunningTasks() {}

    /** Ends the task that still runs under a name: it asks no more when this returns. */
    static void endPredecessor(String name) {
        Optional.ofNullable(BY_NAME.get(name)).ifPresent(StartedTask::close);
    }

    static void add(String name, StartedTask task) {
        BY_NAME.put(name, task);
    }

    /** Takes a task out that ends; its successor stays. */
    static void remove(String name, StartedTask task) {
        BY_NAME.remove(name, task);
    }
}

package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.metrics.Meters;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The latest start of each task in this worker process, by connector and task.
 *
 * <p>If a task does not stop in time, for instance because there is no broker, the worker starts its successor beside
 * it. Two of them would use the quota twice, so only the latest start runs, even if an earlier one takes longer.
 */
final class RunningTasks {
    private static final ConcurrentMap<String, Start> LATEST = new ConcurrentHashMap<>();

    private RunningTasks() {}

    /**
     * Begins a start under a name. When this returns, a task that was running under the name sends no more requests;
     * one that is still starting never will.
     *
     * @param meters makes the task's meters; called in the order of the starts, because new meters may replace older
     *     ones of the same names
     */
    static Start begin(String name, Supplier<Meters> meters) {
        Start start;
        Start before;
        synchronized (LATEST) {
            start = new Start(name, meters.get());
            before = LATEST.put(name, start);
        }
        if (before != null) {
            before.end();
        }
        return start;
    }

    /** One start of a task. */
    static final class Start {
        private final String name;
        private final Meters meters;
        private StartedTask task;

        private Start(String name, Meters meters) {
            this.name = name;
            this.meters = meters;
        }

        Meters meters() {
            return meters;
        }

        /** Connector name and task number. */
        String name() {
            return name;
        }

        /** Whether no other start has begun under the name since; safe on any thread. */
        boolean isLatest() {
            return LATEST.get(name) == this;
        }

        /** Runs a task, or closes it if another start has begun meanwhile; returns whether it runs. */
        synchronized boolean run(StartedTask started) {
            task = started;
            boolean runs = isLatest();
            if (runs) {
                started.run();
            } else {
                started.close();
            }
            return runs;
        }

        private synchronized void end() {
            if (task != null) {
                task.close();
            }
        }

        /** Closes the meters, and frees the name unless another start has taken it. */
        void giveBack() {
            meters.close();
            LATEST.remove(name, this);
        }
    }
}

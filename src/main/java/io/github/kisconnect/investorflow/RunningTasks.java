package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.metrics.Meters;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The tasks of this worker process by connector and task, of each the start that came last.
 *
 * <p>A worker that has waited in vain for a task to stop, as without a broker, starts the next one beside it, and two would spend the quota
 * twice. The one that was started last counts, also where an earlier start takes longer than a later one.
 */
final class RunningTasks {
    private static final ConcurrentMap<String, Start> LATEST = new ConcurrentHashMap<>();

    private RunningTasks() {}

    /**
     * Begins a start under a name; a task that still runs under it asks no more when this returns, and one that is still starting never will.
     *
     * @param meters makes those of the task, in the order of the starts: where they take the place of others under their names
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

        /** Of connector and task. */
        String name() {
            return name;
        }

        /** Whether no other start has begun under the name since; for any thread. */
        boolean isLatest() {
            return LATEST.get(name) == this;
        }

        /** Lets a task run, or ends it where another start has begun meanwhile; says whether it runs. */
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

        /** Shows no meters any more, and frees the name, unless another start has it. */
        void giveBack() {
            meters.close();
            LATEST.remove(name, this);
        }
    }
}

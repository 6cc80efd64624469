package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRestException;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectorStatus;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import io.github.kisconnect.investorflow.sandbox.stack.StackException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Restarts tasks as somebody has to where exactly-once is enabled, and prints it. What failed for a reason that is not known here stays as it
 * is.
 */
final class FailedTasks implements AutoCloseable {
    /** The one that is Kafka's own: rare enough not to hide anything. */
    private static final String RARE = "InvalidTxnStateException";

    private static final int MOST_RARE = 3;

    /** What Connect and Kafka fail tasks for that did nothing wrong: how the trace tells it, and what has happened. */
    private static final Map<String, String> REASONS = Map.of(
            "IO Error trying to forward REST request",
            "its start met a dead leader, who was to fence its predecessor",
            "This worker is still starting up and has not been able to read a session key",
            "its start met a leader that had just been started, who was to fence its predecessor",
            "Failed to write to config topic",
            "its start met a leader that learnt thereby that another had led meanwhile, who was to fence its predecessor",
            RARE,
            "the busy broker had committed the transaction already");

    private static final Duration LONGEST_CALL = Duration.ofSeconds(3);
    /**
     * A worker takes five seconds for a restart where the task is still being started, and is not done when the call has timed out: asked again meanwhile
     * it would break off each start.
     */
    private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(20);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Supplier<List<String>> workers;
    private final List<String> connectors;
    /** By connector and number: when, by the monotonic clock, one was asked for whose answer has not come. */
    private final Map<String, Long> restarts = new HashMap<>();

    private int looks;
    private volatile int rare;
    private int told;

    /** Looks at the living workers of a stack. */
    FailedTasks(LocalStack stack, List<String> connectors) {
        this(
                () -> stack.workers().stream()
                        .filter(Service::alive)
                        .map(Service::address)
                        .toList(),
                connectors);
    }

    /**
     * Looks once a second until closed, at one worker after the other: any of them may stand still just then.
     *
     * @param workers the addresses of those that live
     */
    FailedTasks(Supplier<List<String>> workers, List<String> connectors) {
        this.workers = workers;
        this.connectors = connectors;
        clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            List<String> alive = workers.get();
            if (!alive.isEmpty()) {
                ConnectRest connect = new ConnectRest(alive.get(looks++ % alive.size()), LONGEST_CALL);
                connectors.forEach(connector -> look(connect, connector));
            }
        } catch (RuntimeException | Error e) {
            // Thrown on, it would end all further looks, and nobody would know.
            e.printStackTrace();
        }
    }

    private void look(ConnectRest connect, String connector) {
        try {
            for (ConnectorStatus.Part task : connect.status(connector).tasks()) {
                if (task.failed()) {
                    restart(connect, connector, task);
                }
            }
        } catch (ConnectRestException | StackException | UncheckedIOException e) {
            // Workers are being killed, or the looks end. There is a next time.
        }
    }

    /** By itself: a request to restart all that failed is one that a leader writes, and by which it cannot learn that it may not. */
    private void restart(ConnectRest connect, String connector, ConnectorStatus.Part task) {
        List<String> reasons =
                REASONS.keySet().stream().filter(task.trace()::contains).toList();
        String name = connector + "-" + task.id();
        Long before = restarts.get(name);
        boolean isUnderWay = before != null && System.nanoTime() - before < BETWEEN_RESTARTS.toNanos();
        if (!reasons.isEmpty() && !isUnderWay) {
            restarts.put(name, System.nanoTime());
            connect.restartTask(connector, task.id());
            restarts.remove(name);
            rare += reasons.contains(RARE) ? 1 : 0;
            reasons.forEach(reason -> System.out.println(
                    "Restarted the failed task " + task.id() + " of " + connector + ": " + REASONS.get(reason)));
        }
    }

    /** Fails when what happens rarely happened often, and did so since the last call. */
    void requireFew() {
        int untold = rare - told;
        told = rare;
        if (untold > 0 && told > MOST_RARE) {
            throw new IllegalStateException("tasks failed " + told + " times with " + RARE);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

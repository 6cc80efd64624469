package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRestException;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Restarts tasks as somebody has to where exactly-once is enabled: a task that starts just while the workers' leader dies, which
 * is to fence its predecessor, is failed by Connect. What failed for another reason stays as it is.
 */
final class FailedTasks implements AutoCloseable {
    private static final String LEADER_IS_GONE = "IO Error trying to forward REST request";

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final LocalStack stack;
    private final List<String> connectors;

    /** Looks once a second until closed. */
    FailedTasks(LocalStack stack, List<String> connectors) {
        this.stack = stack;
        this.connectors = connectors;
        clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    private void look() {
        ConnectRest connect = stack.connect();
        for (String connector : connectors) {
            try {
                boolean lostTheLeader = connect.status(connector).failed().stream()
                        .anyMatch(failed -> failed.trace().contains(LEADER_IS_GONE));
                if (lostTheLeader) {
                    System.out.println(
                            "Restarted the failed tasks of " + connector + ", whose start met a dead leader");
                    connect.restartFailed(connector);
                }
            } catch (ConnectRestException | UncheckedIOException e) {
                // Workers are being killed. There is a next time.
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

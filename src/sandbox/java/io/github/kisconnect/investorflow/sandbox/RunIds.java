package io.github.kisconnect.investorflow.sandbox;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each run of a task an id of its own, in the place of a setting that goes out with each request: a worker has the configuration of a task
 * resolved each time that it starts it, last of all before it says so.
 *
 * <p>When it starts none it always gets the same: it also compares a connector's configuration with the one that its tasks were made with, and
 * restarts them if that has changed.
 *
 * <p>It goes alone to a worker's class path.
 */
public final class RunIds implements ConfigProvider {
    /** What stands in a connector's configuration, where workers have this as {@code run}. */
    public static final String PLACEHOLDER = "${run:id}";

    /** In the log it stands before an id. */
    static final String GIVEN = "The next run is ";

    /** The worker's method that starts a task, by whichever way. */
    private static final String STARTER = "startTask";

    private static final Logger LOG = LoggerFactory.getLogger(RunIds.class);

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing is to be set.
    }

    @Override
    public ConfigData get(String path) {
        return get(path, Set.of("id"));
    }

    /** The id of a run begins with the worker's name and a dot. */
    @Override
    public ConfigData get(String path, Set<String> keys) {
        boolean starts = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals(STARTER)));
        if (!starts) {
            return new ConfigData(Map.of("id", "none"));
        }
        String id = System.getenv("STACK_WORKER") + "." + UUID.randomUUID();
        LOG.info(GIVEN + id);
        return new ConfigData(Map.of("id", id));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}

package io.github.kisconnect.investorflow.sandbox.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How the parts of a stack are run: as processes with the jars that the build has laid out, or otherwise. All of them listen on loopback. */
public interface Programs {
    /**
     * A broker.
     *
     * @param folder to work in; takes the log, and the data, which outlive its runs
     * @param settings of the broker, but for where its data is
     */
    Command broker(Path folder, Map<String, String> settings);

    /**
     * A schema registry, whose schemas outlive its runs where they can.
     *
     * @param folder to work in; takes the log
     */
    Command registry(Path folder, int port);

    /** A Connect worker. */
    Command worker(WorkerStart start);

    /**
     * What a Connect worker is started with.
     *
     * @param folder to work in; takes the log
     * @param mainClass {@code ConnectDistributed} or {@code ConnectStandalone}
     * @param settings of the worker
     * @param connectors files of a standalone one
     * @param environment variables in addition to this process's
     * @param jvmFlags system properties and flags
     * @param classPath jars that come before Kafka's own
     */
    record WorkerStart(
            String name,
            Path folder,
            String mainClass,
            Map<String, String> settings,
            List<Path> connectors,
            Map<String, String> environment,
            List<String> jvmFlags,
            List<Path> classPath) {
        /** The name only: the environment may hold an app key. */
        @Override
        public String toString() {
            return name;
        }
    }
}

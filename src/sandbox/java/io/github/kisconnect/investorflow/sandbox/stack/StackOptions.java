package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * What a local stack is made of.
 *
 * @param kafkaVersion whose jars are in {@code kafka-<version>} of the stack directory
 * @param stackDirectory where the build has put the jars
 * @param workDirectory takes data, unpacked plugins and logs; those of an earlier run are replaced
 * @param archive the plugin archive (zip) that the workers load, if any
 * @param workers how many Connect workers, at least one
 * @param wellKnownPorts 9092, 8083 and 8081 where they are free; else, and for tests, any
 * @param brokerProperties over the stack's own
 * @param workerProperties over the stack's own
 * @param bareWorkers whether there are none of the stack's own, and the converter lies in the plugin path as it was downloaded
 * @param workerEnvironment variables in addition to this process's, and to {@code STACK_WORKER}, which has the worker's name
 * @param workerJvmFlags system properties and flags, over the stack's own
 * @param workerClassPath jars that come before Kafka's own on the workers' class path
 * @param brokerFront the port, given the broker's own, by which everybody is to reach it
 * @param programs how the parts are run, if not as processes
 * @param startLimit how long one part may take to start
 * @param progress hears of each part that serves
 */
public record StackOptions(
        String kafkaVersion,
        Path stackDirectory,
        Path workDirectory,
        Optional<Path> archive,
        int workers,
        boolean wellKnownPorts,
        Map<String, String> brokerProperties,
        Map<String, String> workerProperties,
        boolean bareWorkers,
        Map<String, String> workerEnvironment,
        List<String> workerJvmFlags,
        List<Path> workerClassPath,
        IntUnaryOperator brokerFront,
        Optional<Programs> programs,
        Duration startLimit,
        Progress progress) {

    public StackOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("A stack has at least one worker, not " + workers);
        }
        stackDirectory = stackDirectory.toAbsolutePath();
        workDirectory = workDirectory.toAbsolutePath();
        brokerProperties = Map.copyOf(brokerProperties);
        workerProperties = Map.copyOf(workerProperties);
        workerEnvironment = Map.copyOf(workerEnvironment);
        workerJvmFlags = List.copyOf(workerJvmFlags);
        workerClassPath = List.copyOf(workerClassPath);
    }

    /**
     * Options with one worker, any free ports and no plugin; version and stack directory from the system properties
     * {@code kafka.version} and {@code stack.directory} that the build sets.
     *
     * @param workDirectory takes data, unpacked plugins and logs; those of an earlier run are replaced
     */
    public static Builder in(Path workDirectory) {
        return new Builder(workDirectory);
    }

    /** Without the environment, which may hold an app key. */
    @Override
    public String toString() {
        return "Kafka " + kafkaVersion + " with " + workers + " workers in " + workDirectory;
    }

    /** Collects the options; each method replaces or adds to what was there and returns this. */
    public static final class Builder {

        private final Path workDirectory;
        private final Map<String, String> brokerProperties = new LinkedHashMap<>();
        private final Map<String, String> workerProperties = new LinkedHashMap<>();
        private final Map<String, String> workerEnvironment = new LinkedHashMap<>();
        private boolean bareWorkers;
        private final List<String> workerJvmFlags = new ArrayList<>();
        private final List<Path> workerClassPath = new ArrayList<>();
        private String kafkaVersion = System.getProperty("kafka.version");
        private Path stackDirectory = Path.of(System.getProperty("stack.directory", "target/stack"));
        private Optional<Path> archive = Optional.empty();
        private int workers = 1;
        private boolean wellKnownPorts;
        private IntUnaryOperator brokerFront = IntUnaryOperator.identity();
        private Optional<Programs> programs = Optional.empty();
        private Duration startLimit = Duration.ofSeconds(90);
        private Progress progress = Progress.SILENT;

        private Builder(Path workDirectory) {
            this.workDirectory = workDirectory;
        }

        public Builder kafkaVersion(String version) {
            this.kafkaVersion = version;
            return this;
        }

        public Builder stackDirectory(Path directory) {
            this.stackDirectory = directory;
            return this;
        }

        /** The plugin's zip; it is unpacked below the work directory. */
        public Builder archive(Path zip) {
            this.archive = Optional.of(zip);
            return this;
        }

        public Builder workers(int number) {
            this.workers = number;
            return this;
        }

        /** Uses 9092, 8083 and 8081 where they are free. */
        public Builder wellKnownPorts() {
            this.wellKnownPorts = true;
            return this;
        }

        public Builder brokerProperty(String key, String value) {
            brokerProperties.put(key, value);
            return this;
        }

        public Builder workerProperty(String key, String value) {
            workerProperties.put(key, value);
            return this;
        }

        /** Workers with these settings alone, and where broker and plugins are; the converter lies in the plugin path as it was downloaded. */
        public Builder bareWorkers(Map<String, String> settings) {
            bareWorkers = true;
            workerProperties.putAll(settings);
            return this;
        }

        /** Lets the workers run source connectors with exactly-once delivery. */
        public Builder exactlyOnce() {
            return workerProperty("exactly.once.source.support", "enabled");
        }

        public Builder workerEnvironment(String name, String value) {
            workerEnvironment.put(name, value);
            return this;
        }

        public Builder workerJvmFlag(String flag) {
            workerJvmFlags.add(flag);
            return this;
        }

        /** Jars that come before Kafka's own on the workers' class path, as on a host that has much installed. */
        public Builder workerClassPath(List<Path> jars) {
            workerClassPath.addAll(jars);
            return this;
        }

        /** Classes of ours, each one class file, for the workers' class path. */
        public Builder workerClasses(Class<?>... classes) {
            try {
                SharedClasses shared = new SharedClasses(new StackFiles(stackDirectory).shared());
                return workerClassPath(List.of(shared.jar(List.of(classes))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A system property of the workers' JVMs. */
        public Builder workerSystemProperty(String key, String value) {
            return workerJvmFlag("-D" + key + "=" + value);
        }

        /** Puts something before the broker: it is given the broker's port, and says at which port it is itself. */
        public Builder brokerFront(IntUnaryOperator front) {
            this.brokerFront = front;
            return this;
        }

        /** Runs the parts in another way than as processes. */
        public Builder programs(Programs other) {
            this.programs = Optional.of(other);
            return this;
        }

        public Builder startLimit(Duration limit) {
            this.startLimit = limit;
            return this;
        }

        public Builder progress(Progress listener) {
            this.progress = listener;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalStateException when no Kafka version was given, nor set as {@code kafka.version}
         */
        public StackOptions build() {
            if (kafkaVersion == null) {
                throw new IllegalStateException(
                        "Which Kafka? Set the system property kafka.version, as the build does");
            }
            return new StackOptions(
                    kafkaVersion,
                    stackDirectory,
                    workDirectory,
                    archive,
                    workers,
                    wellKnownPorts,
                    brokerProperties,
                    workerProperties,
                    bareWorkers,
                    workerEnvironment,
                    workerJvmFlags,
                    workerClassPath,
                    brokerFront,
                    programs,
                    startLimit,
                    progress);
        }
    }
}

package io.github.kisconnect.investorflow;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code docker/compose.yaml} by the commands that a user has: a project of its own, on ports of its own. */
final class Compose implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final File NOTHING = new File("/dev/null");
    private static final Path FILE = Path.of("docker", "compose.yaml").toAbsolutePath();

    private final String project;
    private final Map<String, String> environment;
    private final List<String> compose;

    Compose(String project, Map<String, String> environment) {
        this.project = project;
        this.environment = environment;
        this.compose = succeeds(List.of("docker", "compose", "version"))
                ? List.of("docker", "compose")
                : List.of("docker-compose");
    }

    /** Runs a command of compose; returns what it printed. */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of("--project-name", project, "--file", FILE.toString()));
        command.addAll(Arrays.asList(arguments));
        return succeed(command);
    }

    /** Runs a command of the engine's; returns what it printed. */
    String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(Arrays.asList(arguments));
        return succeed(command);
    }

    /** The id of a service's container. */
    String container(String service) {
        // Compose's own `ps -q` leaves out, version by version, what has ended.
        return docker(
                        "ps",
                        "--all",
                        "--quiet",
                        "--no-trunc",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .strip();
    }

    /** A field of what the engine knows of a service's container, as a Go template. */
    String inspect(String service, String template) {
        return docker("inspect", "--format", template, container(service)).strip();
    }

    /** What a service's container has printed. */
    String logs(String service) {
        return docker("logs", container(service));
    }

    /** What is there of the project: containers, networks and volumes. */
    String leftovers() {
        String label = "label=com.docker.compose.project=" + project;
        return docker("ps", "--all", "--quiet", "--filter", label)
                + docker("network", "ls", "--quiet", "--filter", label)
                + docker("volume", "ls", "--quiet", "--filter", label);
    }

    private String succeed(List<String> command) {
        Output output = execute(command);
        if (output.exitCode != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + output.exitCode + ": " + output.text);
        }
        return output.text;
    }

    private boolean succeeds(List<String> command) {
        return execute(command).exitCode == 0;
    }

    private record Output(int exitCode, String text) {}

    private Output execute(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            // Not by a pipe: whoever waits at its end cannot be told that it takes too long.
            Path file = Files.createTempFile("compose", ".txt");
            Process process =
                    builder.redirectOutput(file.toFile()).redirectInput(NOTHING).start();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            int exitCode = process.waitFor();
            String text = Files.readString(file);
            Files.delete(file);
            return new Output(exitCode, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("down", "--volumes", "--remove-orphans");
    }
}

package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One run of a child JVM: started, watched until it serves, stopped.
 *
 * <p>It dies with this JVM, see {@link Tether}.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int LOG_LINES_SHOWN = 40;

    private final JavaCommand command;
    private final Process process;

    private ChildProcess(JavaCommand command, Process process) {
        this.command = command;
        this.process = process;
    }

    /**
     * Starts the JVM and returns at once.
     *
     * @throws StackException when it cannot be started
     */
    public static ChildProcess start(JavaCommand command) {
        try {
            Files.createDirectories(command.directory());
            return new ChildProcess(command, command.processBuilder().start());
        } catch (IOException e) {
            throw new StackException("Could not start " + command.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the probe says that the process serves.
     *
     * @param limit how long to wait
     * @throws StackException when the process ends first, at once and with the end of its log; or past the limit
     */
    public void awaitReady(Probe probe, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers(probe)) {
            if (!process.isAlive()) {
                throw failure("ended with exit code " + process.exitValue() + " before it was ready");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("was not ready within " + limit.toSeconds() + " s");
            }
            awaitExit(POLL_INTERVAL);
        }
    }

    private static boolean answers(Probe probe) {
        try {
            return probe.ready();
        } catch (IOException e) {
            return false;
        }
    }

    private StackException failure(String what) {
        return new StackException(
                command.name() + " " + what + ". Log: " + command.log() + "\n" + lastLines(command.log()));
    }

    private static String lastLines(Path log) {
        try {
            // Not Files.readAllLines: a child may write what is not UTF-8.
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }

    /** The operating system's process id. */
    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /**
     * Looks whether the process still runs.
     *
     * @throws StackException with the end of its log when it does not
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw failure("has ended by itself with exit code " + process.exitValue());
        }
    }

    /** Asks the process to end (SIGTERM), waits, and kills it when it has not ended after 15 s. */
    public void stop() {
        // Process.destroy() would close the pipe as well, and the tether would cut the orderly end short.
        process.toHandle().destroy();
        if (!awaitExit(GRACE)) {
            kill();
        }
    }

    /** Ends the process without warning (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(GRACE);
    }

    /**
     * Lets the process stand still (SIGSTOP): it keeps its memory and its connections, and does nothing.
     *
     * @throws StackException where the system has no such signal
     */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a process go on that stands still (SIGCONT). */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new StackException("SIG" + name + " did not reach " + command.name() + ": " + said);
            }
        } catch (IOException e) {
            throw new StackException("SIG" + name + " did not reach " + command.name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while " + command.name() + " was sent SIG" + name, e);
        }
    }

    /** Closes the pipe that the process is tethered to, which is what the end of this JVM does. */
    void cutTether() throws IOException {
        process.getOutputStream().close();
    }

    boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + command.name(), e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}

package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One run of a {@link Command}: watched until it serves, stopped, or done worse things to. */
public abstract class Run {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int LOG_LINES_SHOWN = 40;

    private final String name;
    private final Path log;

    Run(Command command) {
        this.name = command.name();
        this.log = command.log();
    }

    String name() {
        return name;
    }

    /**
     * Waits until the probe says that it serves.
     *
     * @param limit how long to wait
     * @throws StackException when it ends first, at once and with the end of its log; or past the limit
     */
    public final void awaitReady(Probe probe, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers(probe)) {
            if (!alive()) {
                throw failure("ended with exit code " + exitCode() + " before it was ready");
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
        return new StackException(name + " " + what + ". Log: " + log + "\n" + lastLines());
    }

    private String lastLines() {
        try {
            // Not Files.readAllLines: a child may write what is not UTF-8.
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }

    /**
     * Looks whether it still runs.
     *
     * @throws StackException with the end of its log when it does not
     */
    public final void requireAlive() {
        if (!alive()) {
            throw failure("has ended by itself with exit code " + exitCode());
        }
    }

    /** The process id on this machine. */
    public abstract long pid();

    public abstract boolean alive();

    /** Of one that has ended. */
    abstract int exitCode();

    /** Asks it to end (SIGTERM), and says whether it has within 15 s, or 30 s where it writes class data then; does nothing more when it has not. */
    abstract boolean endInTime();

    /** Asks it to end, waits, and kills it when it has not in time. */
    public final void stop() {
        if (!endInTime()) {
            kill();
        }
    }

    /** Ends it without warning (SIGKILL) and waits until it is gone. */
    public abstract void kill();

    /** Lets it stand still: it keeps its memory and its connections, and does nothing. */
    public abstract void freeze();

    /** Lets it go on where it stood still. */
    public abstract void thaw();

    /** Waits for its end; says whether it has come. */
    abstract boolean awaitExit(Duration limit);
}

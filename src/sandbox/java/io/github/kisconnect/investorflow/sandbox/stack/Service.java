package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * One part of the stack under a fixed address: it can be stopped, killed and started again.
 *
 * <p>Safe for use by several threads; one of them starts or stops at a time.
 */
public final class Service implements AutoCloseable {

    private final Command command;
    private final String address;
    private final Probe probe;
    private final Duration startLimit;
    private volatile Run run;

    Service(Command command, String address, Probe probe, Duration startLimit) {
        this.command = command;
        this.address = address;
        this.probe = probe;
        this.startLimit = startLimit;
    }

    /**
     * Starts the process unless it runs, and waits until it serves.
     *
     * @return how long that took
     * @throws StackException when it ends before it serves, or takes too long
     */
    public synchronized Duration start() {
        long begin = System.nanoTime();
        if (!alive()) {
            run = command.start();
            try {
                run.awaitReady(probe, startLimit);
            } catch (StackException e) {
                run.kill();
                throw e;
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Asks the process to end and waits for it; one that does not in time is killed. Does nothing when it does not run. */
    public synchronized void stop() {
        if (run != null) {
            run.stop();
        }
    }

    /** Asks the process to end, and says whether it has in time: a worker does not always. True when it does not run. */
    public synchronized boolean endInTime() {
        return run == null || run.endInTime();
    }

    /** Ends the process as {@code kill -9} does. Does nothing when it does not run. */
    public synchronized void kill() {
        if (run != null) {
            run.kill();
        }
    }

    /** Lets the process stand still until it is thawed, killed or stopped. */
    public synchronized void freeze() {
        running().freeze();
    }

    /** Lets a frozen process go on where it was. */
    public synchronized void thaw() {
        running().thaw();
    }

    /**
     * Stops the process when it runs, and starts it under the same address.
     *
     * @return how long the start took
     * @throws StackException as {@link #start()}
     */
    public synchronized Duration restart() {
        stop();
        return start();
    }

    /** For example {@code broker}, {@code registry}, {@code worker-1}. */
    public String name() {
        return command.name();
    }

    /** Host and port for the broker, a URL for the others. */
    public String address() {
        return address;
    }

    /** The file that takes everything the process prints, over its restarts. */
    public Path log() {
        return command.log();
    }

    /** What it printed so far, line by line. */
    public Stream<String> logLines() {
        try {
            // Not Files.lines: a child may write what is not UTF-8.
            return new String(Files.readAllBytes(log()), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + log(), e);
        }
    }

    public boolean alive() {
        Run current = run;
        return current != null && current.alive();
    }

    /**
     * Looks whether the process that was started still runs.
     *
     * @throws StackException with the end of its log when it does not
     */
    public void requireAlive() {
        Run current = run;
        if (current == null) {
            throw new StackException(name() + " was never started");
        }
        current.requireAlive();
    }

    /**
     * The process id of the last start.
     *
     * @throws IllegalStateException when it was never started
     */
    public long pid() {
        return running().pid();
    }

    private Run running() {
        Run current = run;
        if (current == null) {
            throw new IllegalStateException(name() + " was never started");
        }
        return current;
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return name() + " at " + address;
    }
}

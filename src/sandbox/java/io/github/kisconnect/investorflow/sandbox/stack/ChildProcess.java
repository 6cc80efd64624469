package io.github.kisconnect.investorflow.sandbox.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One run of a child JVM: started, watched until it serves, stopped.
 *
 * <p>It dies with this JVM, see {@link Tether}.
 */
public final class ChildProcess extends Run implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Process process;
    private final SharedClasses.Share share;
    private boolean told;

    ChildProcess(JavaCommand command, Process process, SharedClasses.Share share) {
        super(command);
        this.process = process;
        this.share = share;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    @Override
    int exitCode() {
        return process.exitValue();
    }

    @Override
    boolean endInTime() {
        return endWithin(share.isMaker() ? GRACE.multipliedBy(2) : GRACE);
    }

    boolean endWithin(Duration limit) {
        // Process.destroy() would close the pipe as well, and the tether would cut the orderly end short.
        process.toHandle().destroy();
        boolean inTime = awaitExit(limit);
        if (inTime) {
            ended(true);
        }
        return inTime;
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        awaitExit(GRACE);
        ended(false);
    }

    private void ended(boolean orderly) {
        if (!told) {
            told = true;
            share.ended(orderly);
        }
    }

    /** By SIGSTOP; where the system has no such signal a {@link StackException} says so. */
    @Override
    public void freeze() {
        signal("STOP");
    }

    /** By SIGCONT. */
    @Override
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
                throw new StackException("SIG" + name + " did not reach " + name() + ": " + said);
            }
        } catch (IOException e) {
            throw new StackException("SIG" + name + " did not reach " + name() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while " + name() + " was sent SIG" + name, e);
        }
    }

    /** Closes the pipe that the process is tethered to, which is what the end of this JVM does. */
    void cutTether() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + name(), e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}

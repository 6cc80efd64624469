package io.github.kisconnect.investorflow.sandbox.stack;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;

/** One container from its start to its end, after which nothing is left of it. */
final class ContainerRun extends Run {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final GenericContainer<?> container;
    private final DockerClient engine;
    private final String id;
    private final CountDownLatch printed;
    private int exitCode;
    private boolean frozen;

    ContainerRun(ContainerCommand command, GenericContainer<?> container, CountDownLatch printed) {
        super(command);
        this.container = container;
        this.printed = printed;
        this.engine = container.getDockerClient();
        this.id = container.getContainerId();
    }

    @Override
    public long pid() {
        Long pid = engine.inspectContainerCmd(id).exec().getState().getPidLong();
        if (pid == null || pid == 0) {
            throw new StackException(name() + " does not run");
        }
        return pid;
    }

    @Override
    public synchronized boolean alive() {
        try {
            InspectContainerResponse.ContainerState state =
                    engine.inspectContainerCmd(id).exec().getState();
            if (Boolean.TRUE.equals(state.getRunning())) {
                return true;
            }
            exitCode = state.getExitCodeLong().intValue();
            return false;
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    synchronized int exitCode() {
        return exitCode;
    }

    @Override
    boolean endInTime() {
        thawIfFrozen();
        if (alive()) {
            engine.killContainerCmd(id).withSignal("SIGTERM").exec();
        }
        boolean inTime = awaitExit(GRACE);
        if (inTime) {
            remove();
        }
        return inTime;
    }

    @Override
    public void kill() {
        thawIfFrozen();
        if (alive()) {
            engine.killContainerCmd(id).exec();
            awaitExit(GRACE);
        }
        remove();
    }

    /** An engine signals no container that stands still. */
    private void thawIfFrozen() {
        if (frozen) {
            thaw();
        }
    }

    /** When all that it has printed is in its log. */
    private void remove() {
        alive();
        try {
            printed.await(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        container.stop();
    }

    @Override
    public void freeze() {
        engine.pauseContainerCmd(id).exec();
        frozen = true;
    }

    @Override
    public void thaw() {
        engine.unpauseContainerCmd(id).exec();
        frozen = false;
    }

    @Override
    boolean awaitExit(Duration limit) {
        long begin = System.nanoTime();
        while (alive()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                return false;
            }
            Pause.of(Duration.ofMillis(20));
        }
        return true;
    }
}

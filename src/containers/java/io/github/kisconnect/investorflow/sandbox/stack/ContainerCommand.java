package io.github.kisconnect.investorflow.sandbox.stack;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container, made anew at each start.
 *
 * @param folders of this machine, and where the container has them
 * @param readOnly whether the container's own file system is, but for {@code /tmp}
 */
record ContainerCommand(
        String name,
        Path directory,
        String image,
        Map<String, String> environment,
        Map<Path, String> folders,
        boolean readOnly)
        implements Command {

    @Override
    public Path log() {
        return directory.resolve(name + ".log");
    }

    /** The name only: the environment may hold an app key. */
    @Override
    public String toString() {
        return name;
    }

    @Override
    public Run start() {
        CountDownLatch printed = new CountDownLatch(1);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                // Whoever has made none of the images is to be told, not to wait for a registry.
                .withImagePullPolicy(any -> false)
                .withNetworkMode("host")
                .withEnv(environment)
                .withLogConsumer(frame -> write(frame, printed))
                .waitingFor(new NoWait())
                .withCreateContainerCmdModifier(create -> {
                    create.getHostConfig().withReadonlyRootfs(readOnly).withBinds(binds());
                    if (readOnly) {
                        create.getHostConfig().withTmpFs(Map.of("/tmp", ""));
                    }
                });
        try {
            container.start();
            return new ContainerRun(this, container, printed);
        } catch (RuntimeException e) {
            container.stop();
            throw new StackException("Could not start " + name + " from " + image + ": " + e.getMessage(), e);
        }
    }

    private List<Bind> binds() {
        return folders.entrySet().stream()
                .map(one -> new Bind(one.getKey().toString(), new Volume(one.getValue()), AccessMode.rw))
                .toList();
    }

    private void write(OutputFrame frame, CountDownLatch printed) {
        if (frame.getType() == OutputFrame.OutputType.END) {
            printed.countDown();
            return;
        }
        try {
            Files.write(log(), frame.getBytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it serves is for the stack to find out, as with processes. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.Version;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectorStatus;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Of two workers that are upgraded one after the other, with the new archive beside the old one,")
@Timeout(1200)
class RollingUpgradeIT {
    private static final String NAME = "rolling-upgrade";
    private static final String OLDER = "0.0.9";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final boolean TELLS_VERSIONS =
            !System.getProperty("kafka.version").startsWith("3.");

    @Test
    @DisplayName("each runs its own version meanwhile, and nothing is lost and nothing is there twice")
    void oneAfterTheOther() throws IOException {
        Soak.assumePlayed(true);
        Path archive = Path.of(System.getProperty("archive.file"));
        Path older = RenumberedArchive.of(archive, OLDER, Path.of("target", NAME));
        World.Surroundings olderFirst = new World.Surroundings() {
            @Override
            public void change(StackOptions.Builder options) {
                options.archive(older);
            }
        };
        try (World world = World.start(NAME, true, 2, Duration.ZERO, olderFirst)) {
            Service first = world.workers().get(0);
            Service second = world.workers().get(1);
            awaitVersion(OLDER, first, world);
            awaitVersion(OLDER, second, world);
            world.stack().addArchive(archive);

            upgrade(first, world);
            awaitVersion(Version.current(), first, world);
            awaitVersion(OLDER, second, world);
            assertThat(loaded(first)).containsExactlyInAnyOrder(OLDER, Version.current());
            assertThat(loaded(second)).containsExactly(OLDER);

            upgrade(second, world);
            awaitVersion(Version.current(), first, world);
            awaitVersion(Version.current(), second, world);
            assertThat(loaded(second)).containsExactlyInAnyOrder(OLDER, Version.current());
        }
    }

    private static void upgrade(Service worker, World world) {
        DeliveryAccount account = new DeliveryAccount(NAME, world);
        boolean inOrder = world.stop(worker);
        worker.start();
        world.awaitPeace();
        account.assertReconciles();
        if (inOrder) {
            account.assertLittleInFlight();
        }
        System.out.printf(
                "%s: the restart of %s cost %d ticks of 1 s, of %d pairs%n",
                NAME, worker.name(), account.lost(), world.quick().pairs().size());
    }

    /** Waits until the worker has some of the tasks, and all of what it has is in that version, as far as it tells any. */
    private static void awaitVersion(String version, Service worker, World world) {
        String told = TELLS_VERSIONS ? version : null;
        Await.until(worker.name() + " with tasks, all in version " + version, SOON, () -> {
            List<ConnectorStatus> statuses = world.both()
                    .map(one -> world.stack().connect().status(one.run().name()))
                    .toList();
            return statuses.stream().flatMap(status -> status.tasks().stream()).anyMatch(task -> isOn(worker, task))
                    && statuses.stream()
                            .flatMap(status -> Stream.concat(Stream.of(status.connector()), status.tasks().stream()))
                            .filter(part -> isOn(worker, part))
                            .allMatch(part -> Objects.equals(part.version(), told));
        });
    }

    private static boolean isOn(Service worker, ConnectorStatus.Part part) {
        return worker.address().endsWith(part.workerId());
    }

    private static List<String> loaded(Service worker) {
        return ConnectorRun.versionsLoadedBy(new ConnectRest(worker.address()));
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.stack.ConnectorStatus;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Of two workers that are upgraded one after the other, with the new archive beside the old one,")
@Timeout(1200)
class RollingUpgradeIT {
    private static final String NAME = "rolling-upgrade";
    private static final String OLDER = "0.0.9";
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
            assertRuns(OLDER, first, world);
            assertRuns(OLDER, second, world);
            world.stack().addArchive(archive);

            upgrade(first, world);
            assertRuns(Version.current(), first, world);
            assertRuns(OLDER, second, world);

            upgrade(second, world);
            assertRuns(Version.current(), first, world);
            assertRuns(Version.current(), second, world);
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

    /** Some of the tasks run on the worker, and all of those in that version, as far as the worker tells any. */
    private static void assertRuns(String version, Service worker, World world) {
        List<ConnectorStatus.Part> tasks = world.both()
                .flatMap(one -> world.stack().connect().status(one.run().name()).tasks().stream())
                .filter(task -> worker.address().endsWith(task.workerId()))
                .toList();
        assertThat(tasks).isNotEmpty().allSatisfy(task -> assertThat(task.version())
                .isEqualTo(TELLS_VERSIONS ? version : null));
    }
}

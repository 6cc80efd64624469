package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.sandbox.Disturbance;
import io.github.kisconnect.investorflow.sandbox.stack.FaultyLink;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("containers")
@DisplayName("In containers, with exactly-once, nothing is lost and nothing is there twice when the network")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1200)
class NetworkIT {
    private static final String NAME = "network";
    private static final Duration LATENCY = Duration.ofMillis(150);
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONGER_THAN_A_SESSION = World.SESSION.plusSeconds(4);

    private final FaultyLink toBroker = new FaultyLink();
    private final List<FaultyLink> toApi = new ArrayList<>();
    private World world;
    private DeliveryAccount account;

    /** A failure is to be its own test's only. */
    @RegisterExtension
    final AfterTestExecutionCallback restore =
            test -> test.getExecutionException().ifPresent(failure -> {
                toBroker.heal();
                toApi.forEach(FaultyLink::heal);
                world.restore();
            });

    @BeforeAll
    void start() {
        world = World.start(NAME, true, 2, Duration.ZERO, new Linked());
    }

    @BeforeEach
    void begin() {
        account = new DeliveryAccount(NAME, world);
    }

    @AfterAll
    void stop() {
        if (world != null) {
            world.close();
        }
        toBroker.close();
        toApi.forEach(FaultyLink::close);
    }

    @Test
    @DisplayName("is slow, to the broker and to the API")
    void slow() {
        toBroker.delay(LATENCY);
        toApi.forEach(link -> link.delay(LATENCY));
        world.readFor(Duration.ofSeconds(10));
        toBroker.heal();
        toApi.forEach(FaultyLink::heal);
        world.awaitPeace();
        account.assertReconcilesButForTheApi();
    }

    @Test
    @DisplayName("resets every connection to the API")
    void apiCut() {
        assertWithoutApi(FaultyLink::cut, SHORT);
    }

    @Test
    @DisplayName("lets nothing through to the API, and tells nobody")
    void apiDead() {
        assertWithoutApi(FaultyLink::die, LONGER_THAN_A_SESSION);
    }

    private void assertWithoutApi(Consumer<FaultyLink> trouble, Duration time) {
        world.interrupt(
                Disturbance.Kind.API, () -> toApi.forEach(trouble), time, () -> toApi.forEach(FaultyLink::heal));
        world.awaitPeace();
        account.assertReconcilesButForTheApi();
    }

    @Test
    @DisplayName("resets every connection to the broker")
    void brokerCut() {
        assertWithoutBroker(toBroker::cut, SHORT);
    }

    @Test
    @DisplayName("lets nothing through to the broker for longer than the workers' session, and tells nobody")
    void brokerDead() {
        assertWithoutBroker(toBroker::die, LONGER_THAN_A_SESSION);
    }

    private void assertWithoutBroker(Runnable trouble, Duration time) {
        world.interrupt(Disturbance.Kind.BROKER, trouble, time, toBroker::heal);
        world.awaitPeace();
        account.assertReconciles();
    }

    /** With a link before the broker, and one before each connector's API. */
    private final class Linked extends ContainerSurroundings {
        @Override
        public void change(StackOptions.Builder options) {
            super.change(options);
            options.brokerFront(port -> toBroker.to(port).port());
        }

        @Override
        public String front(String url) {
            FaultyLink link = new FaultyLink().to(URI.create(url).getPort());
            toApi.add(link);
            return "http://127.0.0.1:" + link.port();
        }
    }
}

package io.github.kisconnect.investorflow;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By itself, because it takes as long as everything else that is done to that world. */
@DisplayName("With exactly-once and two workers, nothing is lost and nothing is there twice when")
@Timeout(3600)
class KilledWorkersIT {
    private static final String NAME = "killed-workers";

    @Test
    @DisplayName("workers are killed again and again, at any moment")
    void kill() {
        Soak.assumePlayed(true);
        long seed = Long.getLong("delivery.seed", System.nanoTime());
        System.out.println(NAME + ": delivery.seed=" + seed);
        try (World world = World.start(NAME, true, 2, Duration.ZERO)) {
            // With those of the four worlds, twenty.
            int kills = Soak.count(20 - 4 * DeliverySuite.KILLS, 100);
            WorkerKills.strike(kills, NAME, world, new DeliveryAccount(NAME, world), new Random(seed));
        }
    }
}

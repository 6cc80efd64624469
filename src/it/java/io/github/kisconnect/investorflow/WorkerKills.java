package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Kills of workers at random moments, and what they cost. */
final class WorkerKills {
    /** What lies between the start of a worker and the next kill, at most: some ticks, or the time to find each other. */
    private static final int LONGEST_PEACE_MS = 2000;
    /** So many kills strike, at most, before the workers have agreed again on who does what. */
    private static final int LONGEST_SERIES = 3;

    private final World world;
    private final Random random;
    private int ofPolling;
    private int ofIdle;

    private WorkerKills(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** Kills until so many workers had tasks that polled; then the account must be in order, and what a kill cost is printed. */
    static void strike(int kills, String name, World world, DeliveryAccount account, Random random) {
        WorkerKills done = new WorkerKills(world, random);
        while (done.ofPolling < kills) {
            done.strikeSeries(Math.min(kills - done.ofPolling, 1 + random.nextInt(LONGEST_SERIES)));
        }
        long lost = account.assertReconciles().lost();
        System.out.printf(
                "%s: session.timeout.ms=%d, scheduled.rebalance.max.delay.ms=0: %d kills of workers whose tasks polled, and %d of others: per kill %.1f ticks of 1 s were lost, of %d pairs%n",
                name,
                World.SESSION.toMillis(),
                done.ofPolling,
                done.ofIdle,
                (double) lost / done.ofPolling,
                world.quick().pairs().size());
    }

    private void strikeSeries(int length) {
        for (int number = 0; number < length; number++) {
            strikeOne();
        }
        world.awaitPeace();
    }

    private void strikeOne() {
        Service victim = world.workers().get(random.nextInt(world.workers().size()));
        world.readFor(Duration.ofMillis(random.nextInt(LONGEST_PEACE_MS)));
        if (world.kill(victim)) {
            ofPolling++;
        } else {
            ofIdle++;
        }
        if (world.workers().size() > 1 && random.nextBoolean()) {
            // The others take over.
            world.awaitRecords(Instant.now());
        }
        victim.start();
    }
}

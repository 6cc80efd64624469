package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.emit.Publishable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands what is to be published from the poller to the worker's thread, and tells the poller whether the worker wants more.
 *
 * <p>A paused worker no longer calls {@code poll()}, and nothing else tells a task that it is paused. Neither does a worker that waits for
 * its broker or registry, and then polling must go on, because a missed poll is lost: that one still owes acknowledgements.
 */
public final class HandOver {
    /** How long the worker may take from one call of poll() to the next before it counts as paused. */
    static final Duration PAUSED_AFTER = Duration.ofMillis(1500);

    /** What the worker's behaviour says to the poller. */
    enum State {
        /** It takes what comes. */
        OPEN,
        /** It wants nothing. */
        PAUSED,
        /** It takes nothing for so long that no more is kept for it. */
        FULL
    }

    private final BlockingQueue<Publishable> queue;
    private final int capacity;
    private final PollClock clock;
    private final AtomicLong unacknowledged = new AtomicLong();
    private volatile long lastWantedNanos;
    private volatile boolean wanted;

    /** {@code capacity}: snapshots that are kept while the worker does not take them. */
    public HandOver(int capacity, PollClock clock) {
        this.queue = new LinkedBlockingQueue<>();
        this.capacity = capacity;
        this.clock = clock;
    }

    void put(Publishable publishable) {
        queue.add(publishable);
    }

    /** All that has arrived; waits at most this long for the first. */
    public List<Publishable> take(Duration atMost) throws InterruptedException {
        wanted();
        List<Publishable> batch = new ArrayList<>();
        Publishable first = queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch);
            unacknowledged.addAndGet(batch.size());
        }
        wanted();
        return batch;
    }

    /** The worker has one record safely in Kafka, or has let it go. */
    public void acknowledged() {
        unacknowledged.decrementAndGet();
    }

    private void wanted() {
        lastWantedNanos = clock.nanoTime();
        wanted = true;
    }

    /** Whether a request should be made now, with so many under way. */
    State state(int underWay) {
        boolean asked = wanted && clock.nanoTime() - lastWantedNanos < PAUSED_AFTER.toNanos();
        if (!asked && unacknowledged.get() <= 0) {
            return State.PAUSED;
        }
        return queue.size() + underWay < capacity ? State.OPEN : State.FULL;
    }
}

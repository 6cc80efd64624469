package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.emit.Publishable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands what is to be published to the worker's thread, and tells the poller whether the worker wants more.
 *
 * <p>A paused worker no longer calls {@code poll()}, and nothing else tells a task that it is paused. A worker that
 * waits for its broker or registry does not call it either, but then polling must go on, because a missed poll is lost.
 * Such a worker has not finished with the batch that it took last.
 */
public final class HandOver {
    /** How long the worker may take from one call of poll() to the next before it counts as paused. */
    static final Duration PAUSED_AFTER = Duration.ofMillis(1500);

    /** What a task keeps for a worker that takes nothing: some 8,000 snapshots, or 500 unreadable answers. */
    private static final long MOST_KEPT_BYTES = 32L * 1024 * 1024;

    /** What the worker's behaviour tells the poller. */
    enum State {
        /** It takes what comes. */
        OPEN,
        /** It wants nothing. */
        PAUSED,
        /** It has taken nothing for so long that no more is kept for it. */
        FULL
    }

    private final BlockingQueue<Publishable> queue = new LinkedBlockingQueue<>();
    private final Outstanding outstanding = new Outstanding();
    private final AtomicLong keptBytes = new AtomicLong();
    private final long mostBytes;
    private final PollClock clock;
    private volatile long lastWantedNanos;
    private volatile boolean wanted;
    private volatile boolean isAwaited;
    private volatile Runnable wake = () -> {};

    public HandOver(PollClock clock) {
        this(MOST_KEPT_BYTES, clock);
    }

    /** {@code mostBytes}: polling stops while this much is kept; answers to requests in flight then are kept, too. */
    HandOver(long mostBytes, PollClock clock) {
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    void put(Publishable publishable) {
        keptBytes.addAndGet(publishable.bytes());
        queue.add(publishable);
    }

    /** Takes all that has arrived; waits at most this long for the first. */
    public List<Publishable> take(Duration atMost) throws InterruptedException {
        wanted();
        outstanding.asked();
        List<Publishable> batch = new ArrayList<>();
        Publishable first = queue.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch);
            batch.forEach(one -> keptBytes.addAndGet(-one.bytes()));
        }
        wanted();
        return batch;
    }

    /** The worker got the records made from a batch; called on the thread that took the batch. */
    public void handedOver(Collection<?> records) {
        outstanding.handedOver(records);
    }

    /** The worker has one record safely in Kafka, or has dropped it; compared by identity. For any thread. */
    public void acknowledged(Object record) {
        outstanding.acknowledged(record);
    }

    /** The worker has committed offsets; on the thread that takes, that includes the records that it took last. */
    public void committed() {
        outstanding.committed();
    }

    private void wanted() {
        lastWantedNanos = clock.nanoTime();
        wanted = true;
        if (isAwaited) {
            isAwaited = false;
            wake.run();
        }
    }

    /** Sets what runs, on the thread that takes, when it takes again after {@link #state} was not open. */
    void whenTakenAgain(Runnable waker) {
        wake = waker;
    }

    /** Whether a request should be made now. */
    State state() {
        State now = look();
        if (now == State.OPEN) {
            return now;
        }
        isAwaited = true;
        // A take() between the first look and this has woken nobody.
        return look();
    }

    private State look() {
        boolean asked = wanted && clock.nanoTime() - lastWantedNanos < PAUSED_AFTER.toNanos();
        if (!asked && outstanding.isEmpty()) {
            return State.PAUSED;
        }
        return keptBytes.get() < mostBytes ? State.OPEN : State.FULL;
    }
}

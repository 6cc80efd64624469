package io.github.kisconnect.investorflow.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Time as the poller sees it: passed in, so that tests can run a year in minutes. */
public interface PollClock extends InstantSource {
    /** The poller notices within this time that the host's clock was set. */
    Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** Nanoseconds of a monotonic clock, for what must not jump. */
    long nanoTime();

    /** Waits this long for an element, or less, because the wall clock may be set meanwhile; null when none came. */
    <E> E poll(BlockingQueue<E> queue, Duration atMost) throws InterruptedException;

    /** The host's own clocks. */
    static PollClock system() {
        return new PollClock() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public <E> E poll(BlockingQueue<E> queue, Duration atMost) throws InterruptedException {
                return queue.poll(Math.min(LONGEST_WAIT.toNanos(), atMost.toNanos()), TimeUnit.NANOSECONDS);
            }
        };
    }
}

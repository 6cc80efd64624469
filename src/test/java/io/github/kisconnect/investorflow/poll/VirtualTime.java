package io.github.kisconnect.investorflow.poll;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One time for all that live in it: it goes on as soon as every one of them sleeps, to the moment at which the first of them wakes.
 *
 * <p>Each has a thread of its own, but they take turns, so that a run is the same each time.
 */
final class VirtualTime implements InstantSource {
    private final Instant start;
    private final AtomicLong nanos = new AtomicLong();
    private final List<Sleeper> sleepers = new ArrayList<>();

    VirtualTime(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.get());
    }

    long nanoTime() {
        return nanos.get();
    }

    /** Time goes by without anybody's waking. */
    void advance(long by) {
        nanos.addAndGet(by);
    }

    /** One more that lives in this time; all of them come before the first turn. */
    Sleeper sleeper() {
        Sleeper sleeper = new Sleeper();
        sleepers.add(sleeper);
        return sleeper;
    }

    /** Gives the first turn. */
    void begin() {
        wakeNext();
    }

    private Sleeper wakeNext() {
        Sleeper next = sleepers.stream()
                .min(Comparator.comparingLong(sleeper -> sleeper.wakeNanos))
                .orElseThrow();
        nanos.accumulateAndGet(next.wakeNanos, Math::max);
        next.turn.release();
        return next;
    }

    /** Somebody's turns; with nobody else they are all its own. */
    final class Sleeper {
        private final Semaphore turn = new Semaphore(0);
        private long wakeNanos;

        /** Waits for the first turn; only where there are several. */
        void begin() throws InterruptedException {
            turn.acquire();
        }

        /** Lets the others have their turns until that time has come. */
        void sleepUntil(long wake) throws InterruptedException {
            wakeNanos = wake;
            wakeNext();
            turn.acquire();
        }

        /** Gives the turn away for ever. */
        void end() {
            sleepers.remove(this);
            if (!sleepers.isEmpty()) {
                wakeNext();
            }
        }
    }
}

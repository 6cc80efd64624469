package io.github.kisconnect.investorflow.sandbox.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts one account's requests in the last second and refuses those past its quota.
 *
 * <p>The second rolls, which is the strictest reading of "a second". Refused requests do not use up the quota.
 */
final class QuotaMeter {
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final Deque<Long> arrived = new ArrayDeque<>();
    private final Deque<Long> admitted = new ArrayDeque<>();
    private int most;

    /** @param perSecond 0 for a meter that only counts */
    QuotaMeter(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Notes a request at a monotonic time; false when it is past the quota. */
    synchronized boolean admit(long nanos) {
        forgetOlder(arrived, nanos);
        arrived.addLast(nanos);
        most = Math.max(most, arrived.size());
        if (perSecond == 0) {
            return true;
        }
        forgetOlder(admitted, nanos);
        boolean admits = admitted.size() < perSecond;
        if (admits) {
            admitted.addLast(nanos);
        }
        return admits;
    }

    /** The most requests, refused ones included, that came within any one second. */
    synchronized int mostInASecond() {
        return most;
    }

    private static void forgetOlder(Deque<Long> times, long nanos) {
        while (!times.isEmpty() && nanos - times.peekFirst() >= SECOND) {
            times.removeFirst();
        }
    }
}

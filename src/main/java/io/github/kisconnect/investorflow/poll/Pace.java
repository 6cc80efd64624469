package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.account.Quota;
import java.time.Duration;
import java.time.Instant;

/**
 * Which of its slots a task uses: all of them, or the share that the connector's quota allows now, spread evenly.
 *
 * <p>Each task has its own credit: if tasks shared one, a task whose slots alternate with another's could lose all of
 * them. The credit restarts in each tick, at a value that differs by task and tick: otherwise tasks would come to send
 * together and pause together, and each tick would leave out the same pairs.
 */
final class Pace {
    /** Its multiples, modulo 1, spread evenly over 0 to 1, however many there are. */
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final Quota quota;
    private final int place;
    private final Duration interval;
    private Instant tick = Instant.MIN;
    private double credit;
    private boolean everSent;
    private long lastSentNanos;

    /** {@code place}: the task's place among the connector's tasks; {@code interval}: from tick to tick. */
    Pace(Quota quota, int place, Duration interval) {
        this.quota = quota;
        this.place = place;
        this.interval = interval;
    }

    /** Whether to use the task's next slot in a tick; a skipped slot makes the use of the next one more likely. */
    boolean useSlot(Instant current) {
        if (!current.equals(tick)) {
            tick = current;
            credit = (place + Math.floorDiv(tick.toEpochMilli(), interval.toMillis())) * GOLDEN_RATIO % 1;
        }
        credit += quota.share();
        if (credit < 1) {
            return false;
        }
        credit -= 1;
        return true;
    }

    /** A request of any kind goes out. */
    void sent(long nanos) {
        everSent = true;
        lastSentNanos = nanos;
    }

    boolean hasEverSent() {
        return everSent;
    }

    /** The wait that keeps this spacing after a slot used late, by the monotonic clock; zero or less for none. */
    Duration beforeNextSend(Duration spacing, long nanos) {
        return everSent ? spacing.minusNanos(nanos - lastSentNanos) : Duration.ZERO;
    }

    /** Whether every slot is used. */
    boolean isFull() {
        return quota.share() >= 1;
    }

    /** An answer came; {@code refused}: the API refused the request because there were too many. */
    void answered(boolean refused, long nanos) {
        quota.answered(refused, nanos);
    }
}

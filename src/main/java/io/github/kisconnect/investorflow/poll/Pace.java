package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.account.Quota;
import java.time.Duration;
import java.time.Instant;

/**
 * Which of its slots a task uses: all of them, or evenly that share of them which the connector's quota allows now.
 *
 * <p>The credit is the task's own: with one for all, a task whose slots alternate with another's could lose all of them. It begins anew in each tick,
 * elsewhere for each task and tick: or tasks would come to send together and to pause together, and the same pairs would be left out in each.
 */
final class Pace {
    /** Spreads its multiples evenly over 0 to 1, however many there are. */
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final Quota quota;
    private final int place;
    private final Duration interval;
    private Instant tick = Instant.MIN;
    private double credit;
    private boolean everSent;
    private long lastSentNanos;

    /** {@code place}: the task's among the connector's; {@code interval}: from tick to tick. */
    Pace(Quota quota, int place, Duration interval) {
        this.quota = quota;
        this.place = place;
        this.interval = interval;
    }

    /** Whether the task's next slot in a tick is to be used; one that is let go makes the one after it the more likely. */
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

    /** A request goes out, of whatever kind. */
    void sent(long nanos) {
        everSent = true;
        lastSentNanos = nanos;
    }

    boolean hasEverSent() {
        return everSent;
    }

    /** A slot that was used late delays the next one, to at least this spacing, by a clock that nobody can set. */
    Duration beforeNextSend(Duration spacing, long nanos) {
        return everSent ? spacing.minusNanos(nanos - lastSentNanos) : Duration.ZERO;
    }

    /** Whether every slot is used. */
    boolean isFull() {
        return quota.share() >= 1;
    }

    /** An answer came; {@code refused}: because there were too many requests. */
    void answered(boolean refused, long nanos) {
        quota.answered(refused, nanos);
    }
}

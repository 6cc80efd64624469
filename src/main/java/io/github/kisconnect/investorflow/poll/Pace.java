package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.Quota;

/**
 * Which of its slots a task uses: all of them, or evenly that share of them which the connector's quota allows now.
 *
 * <p>The credit is the task's own: with one for all tasks, the slots of some would be let go for ever.
 */
final class Pace {
    /** Spreads what it multiplies evenly over 0 to 1, however many there are of it. */
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final Quota quota;
    private double credit;

    /** {@code place}: the task's among the connector's; tasks in different places use different slots, or all would send together and pause together. */
    Pace(Quota quota, int place) {
        this.quota = quota;
        this.credit = place * GOLDEN_RATIO % 1;
    }

    /** Whether this slot is to be used; a slot that is let go makes the next one the more likely. */
    boolean useSlot() {
        credit += quota.share();
        if (credit < 1) {
            return false;
        }
        credit -= 1;
        return true;
    }

    /** An answer came; {@code refused}: because there were too many requests. */
    void answered(boolean refused, long nanos) {
        quota.answered(refused, nanos);
    }
}

package io.github.kisconnect.investorflow.emit;

import java.time.Duration;
import java.time.Instant;

/** Counts the ticks since a pair's last record that were answered, and so those that were not. */
final class AnsweredTicks {
    private final Duration interval;
    private int answered;
    /** The last tick with an answer, which may have another one; null when there is none since the last record. */
    private Instant tick;

    private boolean isGood;

    AnsweredTicks(Duration interval) {
        this.interval = interval;
    }

    /** Begins anew: with a record, or a date. */
    void clear() {
        answered = 0;
        tick = null;
    }

    /** An answer has come; the last one of a tick decides whether that counts as answered. */
    void answer(Instant answeredTick, boolean good) {
        if (tick != null && answeredTick.isBefore(tick)) {
            // The clock was set back: what comes now is counted from the session's start.
            clear();
        }
        if (!answeredTick.equals(tick)) {
            answered += tick != null && isGood ? 1 : 0;
            tick = answeredTick;
        }
        isGood = good;
    }

    /**
     * Ticks from an instant on that are before a later one, less those answered before the last.
     *
     * @param to a tick
     */
    int missedBetween(Instant from, Instant to) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, ticks(from, to) - answered));
    }

    /** Ticks from an instant on that are before a later one, which is a tick. */
    long ticks(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).dividedBy(interval));
    }
}

package io.github.kisconnect.investorflow.emit;

import java.time.Duration;
import java.time.Instant;

/** Counts the answered ticks since a pair's last record, and by that the unanswered ones. */
final class AnsweredTicks {
    private final Duration interval;
    private int answered;
    /** The last tick with an answer, which may get another one; null when no tick has had one since the last record. */
    private Instant tick;

    private boolean isGood;

    AnsweredTicks(Duration interval) {
        this.interval = interval;
    }

    /** Starts over, at a record or a new date. */
    void clear() {
        answered = 0;
        tick = null;
    }

    /** Takes an answer; the last one of a tick decides whether the tick counts as answered. */
    void answer(Instant answeredTick, boolean good) {
        if (tick != null && answeredTick.isBefore(tick)) {
            // The clock was set back: what comes from now on is counted from the session's start.
            clear();
        }
        if (!answeredTick.equals(tick)) {
            answered += tick != null && isGood ? 1 : 0;
            tick = answeredTick;
        }
        isGood = good;
    }

    /**
     * The ticks from an instant, inclusive, to a later tick, exclusive, less those answered before the last tick with
     * an answer.
     *
     * @param to the later tick
     */
    int missedBetween(Instant from, Instant to) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, ticks(from, to) - answered));
    }

    /** The ticks from an instant, inclusive, to a later tick, exclusive. */
    long ticks(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).dividedBy(interval));
    }
}

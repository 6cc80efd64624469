package io.github.kisconnect.investorflow.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that was done to a connector, or to what it stands on, by the ledger's clock.
 *
 * @param from when it was begun
 * @param to when all tasks were seen running again
 */
public record Disturbance(Kind kind, Instant from, Instant to) {

    /** What was done. */
    public enum Kind {
        /** The connector was stopped in order: ended, paused, moved or configured anew. */
        STOP(Duration.ZERO, false),
        /** A worker was killed. */
        KILL(Duration.ofSeconds(3), true),
        /** A worker stood still for longer than its session. */
        FREEZE(Duration.ofSeconds(3), true),
        /** The broker was away. */
        BROKER(Duration.ofSeconds(3), true),
        /** The schema registry was away. */
        REGISTRY(Duration.ofSeconds(3), false);

        /** For how long before it an answer may have been on its way; the last answer may in any case. */
        private final Duration longestInFlight;

        private final boolean repeats;

        Kind(Duration longestInFlight, boolean repeats) {
            this.longestInFlight = longestInFlight;
            this.repeats = repeats;
        }
    }

    /**
     * Whether it may have cut an answer off on its way into the topic.
     *
     * @param answered when it was given
     * @param next when the pair's next answer was given; null when there is none
     * @param published when the pair's next answer that is in the topic was given; null when there is none
     */
    boolean mayCutOff(Instant answered, Instant next, Instant published) {
        if (answered.isAfter(to)) {
            return false;
        }
        boolean isLast = next == null || next.isAfter(from);
        boolean isOneOfTheLast =
                !answered.isBefore(from.minus(kind.longestInFlight)) && (published == null || published.isAfter(from));
        return isLast || isOneOfTheLast;
    }

    /** Whether a record that was received at an instant may be there again, where delivery is at least once. */
    boolean mayRepeat(Instant received) {
        return kind.repeats && overlaps(received, received, kind.longestInFlight);
    }

    /** Whether it lay between two instants, or at one of them. */
    boolean overlaps(Instant begin, Instant end) {
        return overlaps(begin, end, Duration.ZERO);
    }

    private boolean overlaps(Instant begin, Instant end, Duration allowance) {
        return !end.isBefore(from.minus(allowance)) && !begin.isAfter(to.plus(allowance));
    }
}

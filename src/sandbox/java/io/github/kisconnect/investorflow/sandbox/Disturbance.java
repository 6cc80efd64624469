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
        /** The connector was stopped in order: ended, paused, moved or configured anew. What Connect had not taken by then is gone. */
        STOP(IN_FLIGHT, UNTIL_OVER, false),
        /** A worker was killed. */
        KILL(IN_FLIGHT, AT_ONCE, true),
        /** A worker began to stand still, for longer than its session. */
        FREEZE(IN_FLIGHT, AT_ONCE, true),
        /** It went on, and had to find out first that others have its tasks; what it repeats was frozen. */
        THAW(Duration.ZERO, Duration.ofSeconds(5), false),
        /** Connections to the API were cut; over when all had been, however long it is away. */
        API(AT_ONCE, UNTIL_OVER, false),
        /** The broker was away. */
        BROKER(IN_FLIGHT, UNTIL_OVER, true),
        /** The schema registry was away. */
        REGISTRY(IN_FLIGHT, UNTIL_OVER, false);

        /** For how long before it an answer may have been on its way; the last answer may in any case. */
        private final Duration longestInFlight;
        /** For how long after it began an answer may still have been given to a task that could do nothing with it. */
        private final Duration lastAnswer;

        private final boolean repeats;

        Kind(Duration longestInFlight, Duration lastAnswer, boolean repeats) {
            this.longestInFlight = longestInFlight;
            this.lastAnswer = lastAnswer;
            this.repeats = repeats;
        }
    }

    private static final Duration IN_FLIGHT = Duration.ofSeconds(3);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration UNTIL_OVER = Duration.ofDays(1);

    /**
     * Whether it may have cut an answer off on its way into the topic.
     *
     * @param answered when it was given
     * @param next when the pair's next answer was given; null when there is none
     * @param published when the pair's next answer that is in the topic was given; null when there is none
     */
    boolean mayCutOff(Instant answered, Instant next, Instant published) {
        if (answered.isAfter(to) || answered.isAfter(from.plus(kind.lastAnswer))) {
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

package io.github.kisconnect.investorflow.sandbox;

/** What became of one tick of a pair; where several answers were given in it, the first of these that holds. */
public enum Fate {
    /** It has a record. */
    PUBLISHED,
    /** The answer said what the record before it says. */
    UNCHANGED,
    /** The row is not right, or it is one of those that may be missing because nobody could know that it was. */
    HELD,
    /** The answer was new, and its record not yet safe when its task ended or its connection was cut. */
    IN_FLIGHT,
    /** The answer was new and is not in the topic, and nothing excuses it. */
    LOST,
    /** No answer that could be read, and no task that was to have one: none ran, or it had just begun to, or was kept from asking. */
    NO_TASK,
    /** No answer that could be read, though a task ran. */
    MISSED;

    /** Whether the tick had no answer that was believed, for those who read the topic, so that it counts among a record's {@code missed_ticks}. */
    boolean isMissing() {
        return this == HELD || this == IN_FLIGHT || this == NO_TASK || this == MISSED;
    }
}

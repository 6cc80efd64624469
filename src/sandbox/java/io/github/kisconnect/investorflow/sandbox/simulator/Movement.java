package io.github.kisconnect.investorflow.sandbox.simulator;

/** How the figures move with time. */
public enum Movement {
    /**
     * With the time of day in KST: zeros, then growing from some minutes after the market's open to {@link
     * FigureTimes#until}, then constant until the next trading day's reset; with {@link Habits}.
     */
    CLOCK,
    /** At every hour of every day, each pair at least once a second, never reset: for demonstrations. */
    ALWAYS_MOVING
}

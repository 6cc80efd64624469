package io.github.kisconnect.investorflow.sandbox.simulator;

/** What the real API does to a pair's rows in a session, once in a while and without a word. */
public enum Habit {
    /** For 20 to 40 seconds some cumulative figures are a tenth too low; then the right row is there again. */
    FALLING(true),
    /** From one moment to the session's last row some cumulative figures are a tenth lower than they were, and grow from there. */
    CORRECTED(false),
    /** For 20 to 40 seconds all figures are zero; then the right row is there again. */
    MOMENTARY_ZERO(true),
    /** For 20 to 60 minutes the row stands still; then it is where it would have been. */
    FROZEN(false);

    private final boolean spoils;

    Habit(boolean spoils) {
        this.spoils = spoils;
    }

    /** Whether its rows are wrong; others are what the API holds to be right: figures that it took back, or that stand still. */
    public boolean spoils() {
        return spoils;
    }
}

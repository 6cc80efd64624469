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
    FROZEN(false),
    /** For 20 to 40 seconds some figures, nearly all at times, are blank; then the right row is there again. */
    BLANKS(false),
    /** For 20 to 40 seconds some figures are blank, and the others zero; then the right row is there again. */
    ZEROS_AND_BLANKS(true),
    /** For 20 to 40 seconds the row is that of another pair, which is higher or lower; then the right row is there again. */
    OTHER_PAIR(true),
    /**
     * For three to eight minutes some cumulative figures fall, by a tenth at first and by some more every ten seconds; from there they grow to the
     * session's last row.
     */
    SINKING(false),
    /**
     * From the reset until some minutes after the last market's open, ten at most, one request in four, at random, gets the row that the session
     * before ended with.
     */
    STALE_BACKEND(true);

    private final boolean spoils;

    Habit(boolean spoils) {
        this.spoils = spoils;
    }

    /** Whether its rows are wrong; others are what the API holds to be right: figures that it took back, or that stand still. */
    public boolean spoils() {
        return spoils;
    }
}

package io.github.kisconnect.investorflow;

/** How many random cases the property tests draw: {@code -Ddraws=10} has them draw ten times as many, as a soak does. */
public final class Draws {
    public static final int TIMES = Integer.getInteger("draws", 1);

    private Draws() {}
}

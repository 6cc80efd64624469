package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;

/** Figures that are lower or higher than they should be. */
final class ScaledFigures {
    /** A tenth lower. */
    static final int LOWER = 900;
    /** A tenth higher. */
    static final int HIGHER = 1_100;

    private static final int WHOLE = 1_000;

    private ScaledFigures() {}

    /**
     * Sell and buy of the first {@code groups} groups so much lower or higher, rounded so that any figure but zero changes; their nets follow.
     * What is blank stays blank.
     *
     * @param permille of the right figures; from 0 on
     */
    static Snapshot of(Snapshot right, int groups, int permille) {
        return Snapshot.of((group, figure) ->
                group.ordinal() < groups ? scaled(right, group, figure, permille) : right.figure(group, figure));
    }

    private static Long scaled(Snapshot right, InvestorGroup group, Figure figure, int permille) {
        Long bought = right.figure(group, figure == Figure.NET_BUY_VOLUME ? Figure.BUY_VOLUME : Figure.BUY_VALUE);
        Long sold = right.figure(group, figure == Figure.NET_BUY_VOLUME ? Figure.SELL_VOLUME : Figure.SELL_VALUE);
        Long one = right.figure(group, figure);
        if (one == null) {
            return null;
        }
        if (figure.isCumulative()) {
            return scaled(one, permille);
        }
        return bought == null || sold == null ? one : Long.valueOf(scaled(bought, permille) - scaled(sold, permille));
    }

    private static long scaled(long figure, int permille) {
        int up = permille > WHOLE ? WHOLE - 1 : 0;
        return (figure * permille + up) / WHOLE;
    }
}

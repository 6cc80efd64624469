package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;

/** Figures that are lower than they should be. */
final class FallenFigures {
    private FallenFigures() {}

    /**
     * Sell and buy of the first {@code groups} groups a tenth lower, rounded down so that any figure but zero falls; their nets
     * follow. A row of blanks has nothing that could fall.
     */
    static Snapshot of(Snapshot right, int groups) {
        return right.isBlank()
                ? right
                : Snapshot.of((group, figure) ->
                        group.ordinal() < groups ? fallen(right, group, figure) : right.figure(group, figure));
    }

    private static Long fallen(Snapshot right, InvestorGroup group, Figure figure) {
        return switch (figure) {
            case NET_BUY_VOLUME -> fallen(right, group, Figure.BUY_VOLUME) - fallen(right, group, Figure.SELL_VOLUME);
            case NET_BUY_VALUE -> fallen(right, group, Figure.BUY_VALUE) - fallen(right, group, Figure.SELL_VALUE);
            default -> right.figure(group, figure) * 9 / 10;
        };
    }
}

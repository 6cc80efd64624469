package io.github.kisconnect.investorflow.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Figures that are scaled")
class ScaledFiguresTest {
    private static final int ALL = InvestorGroup.values().length;
    private static final Snapshot REAL = Bodies.sampleSnapshot("KSP-0001-official-example.json");

    @Test
    @DisplayName("change all but zeros, the smallest as well, and their nets follow")
    void change() {
        assertThat(scaled(1, ScaledFigures.LOWER)).isZero();
        assertThat(scaled(1, ScaledFigures.HIGHER)).isEqualTo(2);
        assertThat(scaled(0, ScaledFigures.HIGHER)).isZero();
        assertThat(scaled(100, 895)).isEqualTo(89);
        Snapshot higher = ScaledFigures.of(REAL, ALL, ScaledFigures.HIGHER);
        for (InvestorGroup group : InvestorGroup.values()) {
            assertThat(higher.figure(group, Figure.NET_BUY_VALUE))
                    .isEqualTo(higher.figure(group, Figure.BUY_VALUE) - higher.figure(group, Figure.SELL_VALUE));
        }
        assertThat(REAL.fallFrom(higher)).isPresent();
        assertThat(higher.fallFrom(REAL)).isEmpty();
    }

    @Test
    @DisplayName("are those of the first groups only, and blanks stay blank")
    void groupsAndBlanks() {
        Snapshot lower = ScaledFigures.of(REAL, 2, ScaledFigures.LOWER);
        assertThat(lower.figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE))
                .isLessThan(REAL.figure(InvestorGroup.INDIVIDUAL, Figure.SELL_VALUE));
        assertThat(lower.figure(InvestorGroup.INSTITUTION_TOTAL, Figure.SELL_VALUE))
                .isEqualTo(REAL.figure(InvestorGroup.INSTITUTION_TOTAL, Figure.SELL_VALUE));
        Snapshot gaps = Blanks.EVERY_OTHER.in(REAL);
        Snapshot scaled = ScaledFigures.of(gaps, ALL, ScaledFigures.LOWER);
        assertThat(Snapshot.of(
                        (group, figure) -> gaps.figure(group, figure) == null ? null : scaled.figure(group, figure)))
                .isEqualTo(scaled);
    }

    private static long scaled(long figure, int permille) {
        return ScaledFigures.of(Snapshot.of((group, any) -> figure), ALL, permille)
                .figure(InvestorGroup.FOREIGNER, Figure.SELL_VOLUME);
    }
}

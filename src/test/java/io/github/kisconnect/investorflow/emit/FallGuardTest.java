package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A row that contradicts those before it on its day")
class FallGuardTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant FIRST = Instant.parse("2026-11-23T01:00:00Z");
    private static final Snapshot ZEROS = Samples.all(0L);

    private final PairEmission emission = emission(null);

    @ParameterizedTest
    @EnumSource(Figure.class)
    @DisplayName("is doubted for one cumulative figure that falls, not for a net one, which may")
    void oneFigure(Figure figure) {
        offer(0, Samples.all(10L));
        Verdict verdict = offer(1, Samples.with(Samples.all(11L), InvestorGroup.BANK, figure, 9L));
        if (figure.isCumulative()) {
            assertThat(verdict)
                    .isEqualTo(new Verdict.Doubted("bank." + figure.fieldName() + " fell from 10 to 9", true));
        } else {
            assertThat(verdict.record()).isPresent();
        }
    }

    @Test
    @DisplayName("is asked for again in its tick once, and nothing of it is published when the right row comes then")
    void recovered() {
        offer(0, row(10));
        assertThat(offer(1, row(9))).isEqualTo(doubted(10, 9, true));
        assertThat(offer(1, row(9))).isEqualTo(doubted(10, 9, false));
        Emitted emitted = offer(1, row(12)).record().orElseThrow();
        assertThat(emitted.tick()).isEqualTo(tick(1));
        assertThat(emitted.previousTick()).isEqualTo(tick(0));
        assertThat(emitted.missedTicks()).isZero();
    }

    @Test
    @DisplayName("is published as a correction when the next tick says the same, and says what it lowered")
    void correction() {
        offer(0, row(10));
        assertThat(offer(1, row(9))).isEqualTo(doubted(10, 9, true));
        assertThat(offer(1, row(9))).isEqualTo(doubted(10, 9, false));
        Verdict.Published published = (Verdict.Published) offer(2, row(9));
        assertThat(published.correction()).isEqualTo("foreigner.sell_volume fell from 10 to 9");
        assertThat(published.emitted().previousTick()).isEqualTo(tick(0));
        assertThat(published.emitted().missedTicks())
                .as("the doubted tick was answered")
                .isZero();
        assertThat(((Verdict.Published) offer(3, row(10))).correction())
                .as("it grows from there")
                .isNull();
    }

    @Test
    @DisplayName("is confirmed by a row that has gone on from there, and not by one that falls further")
    void goesOn() {
        offer(0, row(10));
        assertThat(offer(1, row(7))).isEqualTo(doubted(10, 7, true));
        assertThat(offer(2, row(5))).isEqualTo(doubted(10, 5, true));
        assertThat(offer(3, row(6)).record()).isPresent();
    }

    @Test
    @DisplayName("confirms nothing after the right row has come in between")
    void forgotten() {
        offer(0, row(10));
        offer(1, row(9));
        assertThat(offer(2, row(11)).record()).isPresent();
        assertThat(offer(3, row(9))).isEqualTo(doubted(11, 9, true));
    }

    @Test
    @DisplayName("is never published when it is all zeros after figures, and asked for again only when that begins")
    void zeros() {
        offer(0, row(10));
        assertThat(offer(1, ZEROS))
                .isInstanceOfSatisfying(Verdict.Doubted.class, doubted -> assertThat(doubted.askAgain())
                        .isTrue());
        for (int minute = 2; minute < 100; minute++) {
            assertThat(offer(minute, ZEROS))
                    .isInstanceOfSatisfying(Verdict.Doubted.class, doubted -> assertThat(doubted.askAgain())
                            .isFalse());
        }
        Emitted next = offer(100, row(11)).record().orElseThrow();
        assertThat(next.previousTick()).isEqualTo(tick(0));
        assertThat(next.missedTicks()).isZero();
    }

    @Test
    @DisplayName("confirms no fall with zeros before it")
    void zerosThenFall() {
        offer(0, row(10));
        offer(1, ZEROS);
        assertThat(offer(2, row(9))).isEqualTo(doubted(10, 9, true));
        assertThat(offer(3, ZEROS)).isInstanceOf(Verdict.Doubted.class);
        assertThat(offer(4, row(9))).isEqualTo(doubted(10, 9, true));
    }

    @Test
    @DisplayName("is doubted after a restart, too, when it is all zeros after a stored record of figures, not of zeros")
    void restart() {
        Published figures = new Published(tick(0), row(10).digest(), LocalDate.of(2026, 11, 23));
        assertThat(emission(figures).offer(tick(1), ZEROS, tick(1), null, "")).isInstanceOf(Verdict.Doubted.class);
        Published zeros = new Published(tick(0), ZEROS.digest(), LocalDate.of(2026, 11, 23));
        assertThat(emission(zeros).offer(tick(1), ZEROS, tick(1), null, "")).isInstanceOf(Verdict.Unchanged.class);
        Published friday = new Published(tick(0), row(10).digest(), LocalDate.of(2026, 11, 20));
        assertThat(emission(friday).offer(tick(1), ZEROS, tick(1), null, "").record())
                .isPresent();
    }

    @Test
    @DisplayName("is none on the next day, which begins anew")
    void nextDay() {
        offer(0, row(10));
        int tomorrow = 24 * 60;
        assertThat(offer(tomorrow, ZEROS).record()).isPresent();
        assertThat(offer(tomorrow + 1, row(1)).record()).isPresent();
    }

    @Test
    @DisplayName("is none where a figure is blank in either row")
    void blank() {
        offer(0, Samples.with(row(10), InvestorGroup.BANK, Figure.SELL_VALUE, null));
        assertThat(offer(1, Samples.with(row(10), InvestorGroup.BANK, Figure.SELL_VALUE, 1L))
                        .record())
                .isPresent();
        assertThat(offer(2, Samples.with(row(10), InvestorGroup.BANK, Figure.SELL_VALUE, null))
                        .record())
                .isPresent();
    }

    private static Verdict.Doubted doubted(long from, long to, boolean askAgain) {
        return new Verdict.Doubted("foreigner.sell_volume fell from " + from + " to " + to, askAgain);
    }

    private static Snapshot row(long figure) {
        return Samples.all(figure);
    }

    private Verdict offer(int minute, Snapshot row) {
        return emission.offer(tick(minute), row, tick(minute), null, "");
    }

    private static PairEmission emission(Published last) {
        return new PairEmission(
                PAIR,
                new PairEmission.Settings(EmitMode.CHANGES, Duration.ZERO, MINUTE, false),
                TradingSessions.always(),
                last,
                FIRST);
    }

    private static Instant tick(int minute) {
        return FIRST.plus(MINUTE.multipliedBy(minute));
    }
}

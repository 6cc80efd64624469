package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A row that contradicts those before it on its day")
class FallGuardTest {
    private static final Duration MINUTE = OnePair.INTERVAL;
    private static final Instant FIRST = Instant.parse("2026-11-23T01:00:00Z");
    private static final Snapshot ZEROS = Samples.all(0L);

    private final OnePair emission = emission(null);

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
            assertThat(Emissions.record(verdict)).isPresent();
        }
    }

    @Test
    @DisplayName("is asked for again in its tick once, and nothing of it is published when the right row comes then")
    void recovered() {
        offer(0, row(10));
        assertThat(offer(1, row(9))).isEqualTo(doubted(10, 9, true));
        assertThat(offer(1, row(9))).isEqualTo(doubted(10, 9, false));
        Emitted emitted = Emissions.record(offer(1, row(12))).orElseThrow();
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
                .as("the tick whose row was doubted")
                .isEqualTo(1);
        assertThat(published.emitted().correction()).isTrue();
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
        assertThat(Emissions.record(offer(3, row(6)))).isPresent();
    }

    @Test
    @DisplayName(
            "is published at the third tick that falls, however it falls on: that is a correction, and is marked as one")
    void keepsFalling() {
        offer(0, row(10));
        assertThat(offer(1, row(7))).isEqualTo(doubted(10, 7, true));
        assertThat(offer(2, row(5))).isEqualTo(doubted(10, 5, true));
        Emitted third = Emissions.record(offer(3, row(3))).orElseThrow();
        assertThat(third.correction()).isTrue();
        assertThat(third.missedTicks()).as("two that were doubted").isEqualTo(2);
        assertThat(Emissions.record(offer(4, row(4))).orElseThrow().correction())
                .isFalse();
    }

    @Test
    @DisplayName("is published so after ten seconds at the earliest, however short the ticks are")
    void tenSeconds() {
        Instant first = tick(1);
        emission.offer(tick(0), row(100));
        for (int second = 0; second < 10; second++) {
            assertThat(emission.offer(first.plusSeconds(second), row(90 - second)))
                    .as("second %d", second)
                    .isInstanceOf(Verdict.Doubted.class);
        }
        assertThat(Emissions.record(emission.offer(first.plusSeconds(10), row(80))))
                .isPresent();
    }

    @Test
    @DisplayName(
            "is confirmed by the next answered tick only where each figure that fell is still lower, and no other one has fallen")
    void eachFigure() {
        Snapshot fallen = Samples.with(row(11), InvestorGroup.BANK, Figure.SELL_VALUE, 5L);
        offer(0, row(10));
        offer(1, fallen);
        assertThat(offer(2, Samples.with(fallen, InvestorGroup.INSURANCE, Figure.BUY_VALUE, 6L)))
                .as("another figure falls as well")
                .isInstanceOf(Verdict.Doubted.class);
        offer(3, row(12));
        offer(4, fallen);
        assertThat(offer(5, Samples.with(fallen, InvestorGroup.BANK, Figure.SELL_VALUE, null)))
                .as("a blank confirms nothing, and 11 after 12 falls, too")
                .isInstanceOf(Verdict.Doubted.class);
    }

    @Test
    @DisplayName("is confirmed by the tick that is answered next, however many got no answer in between")
    void missedInBetween() {
        offer(0, row(10));
        offer(1, row(9));
        assertThat(Emissions.record(offer(7, row(9)))).isPresent();
    }

    @Test
    @DisplayName("that was too high makes the right ones after it a correction, which the record says")
    void tooHigh() {
        offer(0, row(10));
        assertThat(Emissions.record(offer(1, row(900))).orElseThrow().correction())
                .isFalse();
        assertThat(offer(2, row(11))).isInstanceOf(Verdict.Doubted.class);
        assertThat(Emissions.record(offer(3, row(12))).orElseThrow().correction())
                .isTrue();
    }

    @Test
    @DisplayName("confirms nothing after the right row has come in between")
    void forgotten() {
        offer(0, row(10));
        offer(1, row(9));
        assertThat(Emissions.record(offer(2, row(11)))).isPresent();
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
        Emitted next = Emissions.record(offer(100, row(11))).orElseThrow();
        assertThat(next.previousTick()).isEqualTo(tick(0));
        assertThat(next.missedTicks()).as("all that were doubted").isEqualTo(99);
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
        assertThat(emission(figures).offer(tick(1), ZEROS)).isInstanceOf(Verdict.Doubted.class);
        Published zeros = new Published(tick(0), ZEROS.digest(), LocalDate.of(2026, 11, 23));
        assertThat(emission(zeros).offer(tick(1), ZEROS)).isInstanceOf(Verdict.Unchanged.class);
        Published friday = new Published(tick(0), row(10).digest(), LocalDate.of(2026, 11, 20));
        assertThat(Emissions.record(emission(friday).offer(tick(1), ZEROS))).isPresent();
    }

    @Test
    @DisplayName("is none on the next day, which begins anew")
    void nextDay() {
        offer(0, row(10));
        int tomorrow = 24 * 60;
        assertThat(Emissions.record(offer(tomorrow, ZEROS))).isPresent();
        assertThat(Emissions.record(offer(tomorrow + 1, row(1)))).isPresent();
    }

    @Test
    @DisplayName("is doubted against the last known value of a figure, over blanks, which themselves are published")
    void overBlanks() {
        offer(0, row(100));
        Snapshot blank = Samples.with(row(101), InvestorGroup.BANK, Figure.SELL_VALUE, null);
        assertThat(Emissions.record(offer(1, blank))).isPresent();
        assertThat(offer(2, Samples.with(row(102), InvestorGroup.BANK, Figure.SELL_VALUE, 5L)))
                .isEqualTo(new Verdict.Doubted("bank.sell_value fell from 100 to 5", true));
        assertThat(Emissions.record(offer(3, Samples.with(row(103), InvestorGroup.BANK, Figure.SELL_VALUE, 104L))))
                .isPresent();
    }

    @Test
    @DisplayName("is not confirmed by zeros in one group and blanks in all others")
    void zerosAndBlanks() {
        offer(0, row(10));
        offer(1, row(9));
        Snapshot zerosAndBlanks = Snapshot.of((group, figure) -> group == InvestorGroup.BANK ? 0L : null);
        assertThat(offer(2, zerosAndBlanks)).isEqualTo(new Verdict.Held(Hold.ZEROS_AND_BLANKS));
        assertThat(offer(3, row(9))).isEqualTo(doubted(10, 9, true));
        assertThat(Emissions.record(offer(4, row(9)))).isPresent();
    }

    @Test
    @DisplayName("is no row of zeros that has a blank: that is neither a correction nor a beginning")
    void zerosWithABlank() {
        Snapshot zeros = Samples.with(ZEROS, InvestorGroup.BANK, Figure.SELL_VALUE, null);
        assertThat(offer(0, zeros)).isEqualTo(new Verdict.Held(Hold.ZEROS_AND_BLANKS));
        assertThat(Emissions.record(offer(1, ZEROS))).isPresent();
        offer(2, row(10));
        for (int minute = 3; minute < 9; minute++) {
            assertThat(offer(minute, zeros)).isEqualTo(new Verdict.Held(Hold.ZEROS_AND_BLANKS));
        }
        assertThat(Emissions.record(offer(9, row(11))).orElseThrow().correction())
                .isFalse();
    }

    private static Verdict.Doubted doubted(long from, long to, boolean askAgain) {
        return new Verdict.Doubted("foreigner.sell_volume fell from " + from + " to " + to, askAgain);
    }

    private static Snapshot row(long figure) {
        return Samples.all(figure);
    }

    private Verdict offer(int minute, Snapshot row) {
        return emission.offer(tick(minute), row);
    }

    private static OnePair emission(Published last) {
        return OnePair.always(Duration.ZERO, last);
    }

    private static Instant tick(int minute) {
        return FIRST.plus(MINUTE.multipliedBy(minute));
    }
}

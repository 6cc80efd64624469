package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of a run to which things were done, the reconciliation")
class ReconciliationAccountTest extends HandMadeRun {

    @Test
    @DisplayName("gives every tick one fate")
    void fates() {
        published(0, 5);
        answered(1, 5);
        spoilt(2, 4);
        published(3, 6);
        history.noted(PAIR, at(4), LedgerEntry.Kind.ERROR, null);
        published(5, 7);
        answered(6, 8);
        published(9, 9);
        missed(3, 1);
        missed(9, 3);
        ran(run(0, 6500), run(8200, 99_000));

        assertThat(report().differences()).isEmpty();
        assertThat(report().ticks())
                .extracting(TickFate::fate)
                .containsExactly(
                        Fate.PUBLISHED,
                        Fate.UNCHANGED,
                        Fate.HELD,
                        Fate.PUBLISHED,
                        Fate.MISSED,
                        Fate.PUBLISHED,
                        Fate.IN_FLIGHT,
                        Fate.NO_TASK,
                        Fate.NO_TASK,
                        Fate.PUBLISHED);
        assertThat(report().ticks())
                .extracting(TickFate::tick)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(HandMadeRun::tick).toList());
        assertThat(report().summary())
                .contains(
                        "1 held, 1 in flight; of 10 ticks 4 published, 1 unchanged, 1 held, 1 in flight, 2 no task, 1 missed:");
    }

    @Test
    @DisplayName(
            "takes an unchanged answer that came after its tick for that tick's, when there is another in the same")
    void lateAnswer() {
        published(0, 5);
        history.answered(PAIR, tick(2).plusMillis(1), row(5));
        history.answered(PAIR, tick(2).plusMillis(300), row(5));
        published(3, 6);
        missed(3, 0);
        assertThat(report().differences()).isEmpty();
        assertThat(report().ticks(Fate.UNCHANGED)).isEqualTo(2);
    }

    @Test
    @DisplayName("finds missed ticks that a record does not tell, and such as were none")
    void missedTicks() {
        published(0, 5);
        answered(2, 5);
        published(4, 6);
        missed(4, 1);
        assertThat(report().differences())
                .containsExactly(
                        "KSP:0001 flows-0@1: missed_ticks is 1, but of 3 ticks since the record before 2 had no answer");
        missed(4, 3);
        assertThat(report().differences()).hasSize(1);
        missed(4, 2);
        assertThat(report().differences()).isEmpty();
    }

    @Test
    @DisplayName(
            "lets a task that was started in between count as missed what it cannot know, but no less than was missed")
    void missedTicksOfANewTask() {
        published(0, 5);
        answered(1, 5);
        published(4, 6);
        ran(killed(0, 1500), run(3500, 99_000));
        for (int told : new int[] {2, 3}) {
            missed(4, told);
            assertThat(report().differences()).isEmpty();
        }
        for (int told : new int[] {1, 4}) {
            missed(4, told);
            assertThat(report().differences()).hasSize(1);
        }
    }

    @Test
    @DisplayName("finds ticks missed from a task's first answer to its end, but not while it was paused")
    void asking() {
        published(0, 5);
        published(5, 6);
        missed(5, 4);
        ran(run(0, 2500), run(3100, 99_000));
        assertThat(report().differences()).isEmpty();
        assertThat(report().ticks())
                .extracting(TickFate::fate)
                .containsExactly(Fate.PUBLISHED, Fate.MISSED, Fate.NO_TASK, Fate.NO_TASK, Fate.NO_TASK, Fate.PUBLISHED);

        disturbed(Disturbance.Kind.PAUSE, 900, 1200);
        assertThat(report().ticks(Fate.MISSED)).isZero();
    }

    @Test
    @DisplayName("finds ticks missed by a task that polls and has no answer for longer than two ticks")
    void silent() {
        published(0, 5);
        published(5, 6);
        missed(5, 4);
        ran(run(0, 200), run(400, 99_000));
        assertThat(report().differences()).isEmpty();
        assertThat(report().ticks())
                .extracting(TickFate::fate)
                .containsExactly(Fate.PUBLISHED, Fate.NO_TASK, Fate.NO_TASK, Fate.MISSED, Fate.MISSED, Fate.PUBLISHED);
    }

    @Test
    @DisplayName("judges what was answered and over by an instant, and takes of what came later only records")
    void until() {
        published(0, 1);
        answered(1, 2);
        history.published(PAIR, tick(1), at(1), row(2));
        answered(2, 3);
        answered(3, 4);
        circumstances = circumstances.until(tick(2));
        assertThat(report().differences()).isEmpty();
        assertThat(report().ticks()).extracting(TickFate::fate).containsExactly(Fate.PUBLISHED, Fate.PUBLISHED);

        circumstances = circumstances.until(tick(3));
        assertLost(3);
        assertThat(report().ticks(Fate.LOST)).isEqualTo(1);
    }
}

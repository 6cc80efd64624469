package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of what was lost when tasks ended, the reconciliation")
class ReconciliationLossTest extends HandMadeRun {

    @Test
    @DisplayName("lets the answers be lost that a task had after its last record, of whichever pair, and none before")
    void end() {
        published(0, 1);
        answered(1, 2);
        answered(2, 3);
        answered(4, 4);
        published(8, 5);
        missed(8, 7);
        ran(run(0, 4200), run(6000, 99_000));
        assertThat(report().differences()).isEmpty();
        assertThat(report().inFlight()).isEqualTo(3);
        ran(run(0, 99_000));
        assertThat(report().differences()).hasSize(3);

        published(OTHER, 4, row(1));
        missed(8, 7);
        ran(run(0, 4200), run(6000, 99_000));
        assertThat(report().differences()).as("overtaken").isEmpty();
        published(OTHER, 5, row(2));
        missed(8, 7);
        ran(run(0, 5200), run(6000, 99_000));
        assertLost(2);
        published(OTHER, 6, row(3));
        missed(8, 7);
        ran(run(0, 5200), run(5500, 99_000));
        assertLost(2);
        ran(run(0, 6200), run(7000, 99_000));
        assertThat(report().differences()).hasSize(2);
    }

    @Test
    @DisplayName("lets all be lost that a task had that made no record")
    void withoutRecord() {
        published(0, 1);
        answered(11, 2);
        answered(20, 3);
        published(30, 4);
        missed(30, 29);
        ran(run(0, 1500), run(10_000, 25_000), run(29_000, 99_000));
        assertThat(report().differences()).isEmpty();
        assertThat(report().inFlight()).isEqualTo(2);
    }

    @Test
    @DisplayName("finds an answer lost before one of the same task that is in the topic")
    void lostBeforeTheEnd() {
        published(0, 1);
        answered(1, 2);
        published(2, 3);
        published(8, 5);
        missed(8, 5);
        ran(killed(0, 4000), run(7000, 99_000));
        assertLost(2);
    }

    @Test
    @DisplayName("finds an answer that nobody can have asked for: of a dead worker, or of a stopped task")
    void nobody() {
        published(0, 1);
        answered(5, 2);
        ran(killed(0, 4000));
        assertThat(report().differences())
                .contains("KSP:0001: answer 2 of " + at(5) + " was given when no task ran that may have asked for it");
        ran(run(0, 4000));
        assertThat(report().differences()).hasSize(2);
        ran(run(5500, 99_000));
        assertThat(report().differences()).hasSize(3);
    }

    @Test
    @DisplayName("lets a stopped task ask on for twenty seconds, beside its successor, and no longer")
    void longStop() {
        published(0, 1);
        TaskRun stopped = run(0, 4000);
        answered(stopped, 23, 2);
        ran(stopped, run(5500, 99_000));
        assertThat(report().differences()).isEmpty();
        answered(stopped, 24, 3);
        assertThat(report().differences())
                .containsExactly(
                        "KSP:0001: answer 3 of " + at(24) + " was given when no task ran that may have asked for it");
    }

    @Test
    @DisplayName(
            "lets a task whose worker gave up waiting for it take answers with it while its successor publishes, and the successor none")
    void sideBySide() {
        TaskRun stopped = run(0, 2000);
        TaskRun successor = run(2500, 99_000);
        ran(stopped, successor);
        published(0, 1);
        published(3, 2);
        missed(3, 2);
        answered(stopped, 4, 3);
        published(5, 4);
        missed(5, 1);
        assertThat(report().differences()).isEmpty();
        assertThat(report().inFlight()).isOne();
        answered(successor, 6, 5);
        published(7, 6);
        missed(5, 1);
        assertLost(5);
    }

    @Test
    @DisplayName("lets one worker's end excuse nothing of another's, nor that of a task with other pairs")
    void whose() {
        TaskRun run = running(OTHER_WORKER, 0);
        answered(run, 0, 1);
        history.published(PAIR, tick(0), at(0), row(1));
        answered(run, 1, 2);
        answered(run, 2, 3);
        history.published(PAIR, tick(2), at(2), row(3));
        missed(2, 0);
        ran(run, killed(0, 1100));
        assertLost(2);
        TaskRun ofOtherPair = running(OTHER_WORKER, 100).killedAt(at(1));
        history.answered(OTHER, ofOtherPair.id(), at(1), row(1));
        ran(run, ofOtherPair);
        assertLost(2);
        circumstances = circumstances.disturbed(List.of(
                new Disturbance(Disturbance.Kind.FREEZE, WORKER, tick(0), tick(9)),
                new Disturbance(Disturbance.Kind.BROKER, null, tick(0), tick(9))));
        assertLost(2);
    }
}

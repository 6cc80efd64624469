package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Of what tasks did not know when they were started, the reconciliation")
class ReconciliationRestartsTest extends HandMadeRun {
    @Test
    @DisplayName("lets one task after the other know the last record only whose offset was stored, at least once")
    void twoKillsInARow() {
        publishedInRow(0, 4);
        publishedInRow(51, 59);
        publishedInRow(71, 73);
        ran(killed(0, 4500), killed(50_000, 59_500), run(70_000, 99_000));
        knows(recordOf(51), 0);
        knows(recordOf(71), 0);
        stored(0, 900);
        assertThat(report().differences())
                .as("exactly once, 4 s and 59 s older than the record before")
                .containsExactly(
                        "KSP:0001 flows-0@5: previous_tick_at is 2026-11-23T01:00:00Z,"
                                + " the record before has 2026-11-23T01:00:04Z",
                        "KSP:0001 flows-0@14: previous_tick_at is 2026-11-23T01:00:00Z,"
                                + " the record before has 2026-11-23T01:00:59Z");

        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();
        assertThat(report().repeated()).isZero();

        knows(recordOf(71), 1);
        assertThat(report().differences())
                .as("an offset that was never stored")
                .singleElement()
                .asString()
                .contains("previous_tick_at is 2026-11-23T01:00:01Z");
        knows(recordOf(71), -1);
        assertThat(report().differences())
                .as("none, though one was stored")
                .singleElement()
                .asString()
                .contains("previous_tick_at is null");
    }

    @Test
    @DisplayName(
            "lets a task know none where none was stored for the pair, and one that was stored while it was started")
    void found() {
        circumstances = circumstances.atLeastOnce();
        publishedInRow(0, 2);
        publishedInRow(5, 6);
        TaskRun slow = running(WORKER, 3000).startedBy(at(4));
        ran(killed(0, 2500), slow);
        stored(new StoredOffset(OTHER, tick(2), at(1)));
        knows(recordOf(5), -1);
        assertThat(report().differences()).isEmpty();

        stored(0, 900);
        assertThat(report().differences()).hasSize(1);
        knows(recordOf(5), 0);
        assertThat(report().differences()).isEmpty();
        stored(1, 3500);
        assertThat(report().differences()).isEmpty();
        knows(recordOf(5), 1);
        assertThat(report().differences()).isEmpty();
        stored(new StoredOffset(PAIR, null, at(4)));
        assertThat(report().differences()).isEmpty();
        knows(recordOf(5), -1);
        assertThat(report().differences()).as("forgotten").isEmpty();
    }

    @Test
    @DisplayName(
            "finds that a task knows a record only whose offset was not the latest any more, or came too late for it")
    void notFound() {
        circumstances = circumstances.atLeastOnce();
        publishedInRow(0, 3);
        publishedInRow(6, 7);
        ran(killed(0, 3500), run(5000, 99_000));
        knows(recordOf(6), 0);
        stored(0, 900);
        stored(2, 2900);
        assertThat(report().differences()).hasSize(1);
        knows(recordOf(6), 1);
        stored(1, 5001);
        assertThat(report().differences()).hasSize(1);
        knows(recordOf(6), 2);
        assertThat(report().differences()).isEmpty();
    }

    @Test
    @DisplayName(
            "lets an older offset that was stored last be the one that a task goes on from: a zombie may store its own")
    void storedByAZombie() {
        circumstances = circumstances.atLeastOnce();
        publishedInRow(0, 3);
        publishedInRow(6, 7);
        ran(killed(0, 3500), run(5000, 99_000));
        stored(2, 2900);
        stored(0, 4000);
        knows(recordOf(6), 2);
        assertThat(report().differences()).hasSize(1);
        knows(recordOf(6), 0);
        assertThat(report().differences()).isEmpty();
    }

    @Test
    @DisplayName(
            "lets each restart repeat a tick once, at least once, and only what came after the offset that it found")
    void repeats() {
        publishedInRow(0, 1);
        FlowRecord again = repeated(1, 400, 3);
        ran(killed(0, 1200), killed(1300, 1450), run(1500, 99_000));
        stored(0, 900);
        knows(again, 0);
        assertThat(report().differences())
                .containsExactly(
                        "KSP:0001 flows-0@2: the tick 2026-11-23T01:00:01Z is there twice",
                        "KSP:0001 flows-0@2: previous_tick_at is 2026-11-23T01:00:00Z,"
                                + " the record before has 2026-11-23T01:00:01Z");
        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();
        assertThat(report().repeated()).isOne();

        FlowRecord byTheNext = repeated(1, 600, 4);
        knows(again, 0);
        knows(byTheNext, 0);
        assertThat(report().differences()).isEmpty();
        assertThat(report().repeated()).isEqualTo(2);

        ran(killed(0, 1200), run(1300, 99_000));
        assertThat(report().differences())
                .as("twice after one restart")
                .contains("KSP:0001 flows-0@3: the tick 2026-11-23T01:00:01Z is there twice")
                .noneMatch(one -> one.contains("flows-0@2"));
        ran(run(0, 99_000));
        assertThat(report().differences())
                .as("after none")
                .contains(
                        "KSP:0001 flows-0@2: the tick 2026-11-23T01:00:01Z is there twice",
                        "KSP:0001 flows-0@3: the tick 2026-11-23T01:00:01Z is there twice");
        ran(killed(0, 1200), killed(1300, 1450), run(1500, 99_000));
        stored(1, 1250);
        assertThat(report().differences())
                .as("its offset was found")
                .contains(
                        "KSP:0001 flows-0@2: the tick 2026-11-23T01:00:01Z is there twice",
                        "KSP:0001 flows-0@3: the tick 2026-11-23T01:00:01Z is there twice");
    }

    @Test
    @DisplayName("lets a record that is there again have other figures only when it has an answer of its own")
    void repeatedWithFiguresOfItsOwn() {
        publishedInRow(0, 1);
        FlowRecord again = repeated(1, 400, 3);
        knows(again, 0);
        stored(0, 900);
        ran(killed(0, 1200), run(1300, 99_000));
        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();
        history.change(again, value -> History.setFigures(value, row(9)));
        assertThat(report().differences()).contains("KSP:0001 flows-0@2: foreigner.sell_volume is 9, served was 3");
    }

    @Test
    @DisplayName("lets a task and its successor publish side by side, at least once, each from its own last record")
    void sideBySide() {
        publishedInRow(0, 1);
        // Of a task that was frozen at 1.2 s, its successor, and the one again when it woke up.
        TaskRun frozen = run(0, 6900);
        FlowRecord taken = published(5, 12);
        FlowRecord next = published(6, 13);
        history.answered(PAIR, frozen.id(), tick(6).plusMillis(200), row(14));
        FlowRecord woken = history.published(PAIR, tick(6), tick(6).plusMillis(200), row(14));
        FlowRecord last = published(7, 15);
        ran(frozen, run(4000, 99_000));
        stored(1, 1100);
        knows(taken, 1);
        knows(next, 5);
        knows(woken, 1);
        knows(last, 6);
        assertThat(report().differences()).isNotEmpty();

        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();
        assertThat(report().repeated()).isOne();

        knows(woken, 5);
        assertThat(report().differences()).isNotEmpty();
        knows(woken, 1);
        knows(last, 5);
        assertThat(report().differences())
                .as("not its own last record")
                .containsExactly("KSP:0001 flows-0@5: previous_tick_at is 2026-11-23T01:00:05Z,"
                        + " the record before has 2026-11-23T01:00:06Z");
    }

    @Test
    @DisplayName("lets a record come after later ones only where another task made it, with figures that were served")
    void late() {
        published(0, 1);
        history.answered(PAIR, at(1), row(2));
        FlowRecord taken = published(3, 3);
        FlowRecord late = history.published(PAIR, tick(1), at(1), row(2));
        knows(taken, 0);
        knows(late, 0);
        stored(0, 900);
        ran(run(0, 3200), run(2000, 99_000));
        assertThat(report().differences())
                .contains("KSP:0001 flows-0@2: the tick 2026-11-23T01:00:01Z comes after 2026-11-23T01:00:03Z");

        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();
        assertThat(report().repeated()).isEqualTo(1);
        assertThat(report().ticks(Fate.PUBLISHED)).isEqualTo(3);

        history.change(late, value -> History.setFigures(value, row(9)));
        assertThat(report().differences()).anyMatch(one -> one.contains("no answer of its own was served before"));
        ran(run(0, 99_000));
        assertThat(report().differences()).anyMatch(one -> one.contains("comes after"));
    }

    @Test
    @DisplayName("lets a task that was frozen ask late for its tick, at least once, when another one has gone on")
    void lateAnswer() {
        TaskRun frozen = run(0, 9500);
        publishedInRow(0, 1);
        FlowRecord taken = published(5, 12);
        history.answered(PAIR, frozen.id(), at(9), row(14));
        FlowRecord late = history.published(PAIR, tick(2), at(9), row(14));
        ran(frozen, run(4000, 99_000));
        stored(1, 1900);
        knows(taken, 1);
        knows(late, 1);
        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();
        assertThat(report().repeated()).isOne();
    }

    @ParameterizedTest
    @DisplayName(
            "lets a record be there once more to the letter, at least once, when the broker went away before its offset was stored")
    @EnumSource
    void retried(Disturbance.Kind kind) {
        publishedInRow(0, 1);
        copyOf(recordOf(1));
        stored(0, 1100);
        stored(1, 2900);
        ran(run(0, 99_000));
        disturbed(kind, 1500, 2500);
        assertThat(report().differences()).contains("KSP:0001 flows-0@2: the tick 2026-11-23T01:00:01Z is there twice");

        circumstances = circumstances.atLeastOnce();
        boolean retries = kind == Disturbance.Kind.BROKER;
        assertThat(report().differences().isEmpty()).isEqualTo(retries);
        assertThat(report().repeated()).isEqualTo(retries ? 1 : 0);

        disturbed(kind, 3000, 3500);
        assertThat(report().differences()).as("its offset was stored").isNotEmpty();
        disturbed(kind, 500, 1000);
        assertThat(report().differences()).as("it came later").isNotEmpty();
        disturbed(kind, 1500, 2500);
        copyOf(recordOf(1));
        assertThat(report().differences()).as("twice").isNotEmpty();
    }

    @Test
    @DisplayName("lets a task that knows an older record say what another said since, but not what the older one said")
    void unchangedSinceTheOffset() {
        circumstances = circumstances.atLeastOnce().changesOnly();
        published(0, 1);
        published(1, 2);
        FlowRecord first = published(5, 2);
        stored(0, 900);
        ran(killed(0, 1500), run(4000, 99_000));
        knows(first, 0);
        assertThat(report().differences()).isEmpty();

        knows(first, 1);
        stored(1, 2900);
        assertThat(report().differences()).containsExactly("KSP:0001 flows-0@2: says what the record before it says");
    }

    @Test
    @DisplayName(
            "lets a task know an older record only, exactly once, where the one before it was broken off and stored no more")
    void brokenOff() {
        publishedInRow(0, 1);
        FlowRecord first = published(4, 3);
        knows(first, 0);
        stored(0, 900);
        ran(run(0, 1500), run(3500, 99_000));
        assertThat(report().differences()).singleElement().asString().contains("previous_tick_at is");

        ran(run(0, 1500).asBrokenOff(), run(3500, 99_000));
        assertThat(report().differences()).isEmpty();
        stored(1, 1400);
        assertThat(report().differences()).singleElement().asString().contains("previous_tick_at is");

        circumstances = circumstances.stored(List.of());
        stored(0, 900);
        ran(run(-20_000, -9000).asBrokenOff(), run(0, 1500), run(3500, 99_000));
        assertThat(report().differences()).singleElement().asString().contains("previous_tick_at is");
    }

    private void publishedInRow(int first, int last) {
        for (int tick = first; tick <= last; tick++) {
            published(tick, tick + 1);
        }
    }

    private FlowRecord recordOf(int tick) {
        return history.records(PAIR).stream()
                .filter(record -> record.value().getTickAt().equals(tick(tick)))
                .findFirst()
                .orElseThrow();
    }

    /** A tick's record once more, fetched afresh. */
    private FlowRecord repeated(int tick, int afterMillis, long figure) {
        history.answered(PAIR, tick(tick).plusMillis(afterMillis), row(figure));
        return history.published(PAIR, tick(tick), tick(tick).plusMillis(afterMillis), row(figure));
    }
}

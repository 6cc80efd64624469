package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Of records by themselves and beside each other, the reconciliation")
class ReconciliationRecordsTest extends HandMadeRun {

    @Test
    @DisplayName("counts the records whose answer was given after their tick, and lets none be given before it")
    void delayed() {
        published(0, 5);
        history.answered(PAIR, tick(2).plusMillis(1), row(6));
        history.published(PAIR, tick(1), tick(2).plusMillis(1), row(6));
        missed(1, 0);
        assertThat(report().differences()).isEmpty();
        assertThat(report().delayed()).isEqualTo(1);
        assertThat(report().summary()).endsWith(", 1 answered after their tick");

        history.change(last(), value -> {
            value.setTickAt(tick(3));
            value.setReceivedAt(at(3));
        });
        history.change(last(), PAIR.toString(), at(3));
        assertThat(report().differences())
                .contains("KSP:0001 flows-0@1: its answer was given before its tick")
                .hasSize(1);
    }

    @Test
    @DisplayName("finds a tick that is none, and a trade date that is not the tick's")
    void wrongTick() {
        published(0, 5);
        history.change(last(), value -> {
            value.setTickAt(tick(0).plusMillis(1));
            value.setTradeDate(value.getTradeDate().minusDays(1));
        });
        assertThat(report().differences())
                .containsExactly(
                        "KSP:0001 flows-0@0: its tick 2026-11-23T01:00:00.001Z is none",
                        "KSP:0001 flows-0@0: its trade_date is 2026-11-22");
    }

    @Test
    @DisplayName("finds a record that says what the one before it says, where only changes are published")
    void unchangedAgain() {
        published(0, 5);
        published(1, 5);
        assertThat(report().differences()).isEmpty();
        circumstances = circumstances.changesOnly();
        assertThat(report().differences()).containsExactly("KSP:0001 flows-0@1: says what the record before it says");
    }

    @Test
    @DisplayName("finds an answer that came long after its tick")
    void longDelayed() {
        published(0, 5);
        history.answered(PAIR, at(7), row(6));
        history.published(PAIR, tick(1), at(7), row(6));
        assertThat(report().differences())
                .containsExactly(
                        "KSP:0001 flows-0@1: its answer was given long after its tick, at 2026-11-23T01:00:07.100Z");
    }

    @ParameterizedTest
    @DisplayName("lets a tick be there again only at least once, and only around what repeats")
    @EnumSource
    void again(Disturbance.Kind kind) {
        published(0, 1);
        FlowRecord first = published(1, 2);
        FlowRecord again = copyOf(first);
        published(6, 3);
        linkLike(first, again);
        history.change(last(), value -> value.setPreviousTickAt(tick(1)));
        missed(6, 4);
        ran(run(0, 1500), run(5000, 99_000));
        disturbed(kind, 1500, 5000);
        assertThat(report().differences()).contains("KSP:0001 flows-0@2: the tick 2026-11-23T01:00:01Z is there twice");

        circumstances = circumstances.atLeastOnce();
        boolean repeats = Set.of(Disturbance.Kind.KILL, Disturbance.Kind.FREEZE, Disturbance.Kind.BROKER)
                .contains(kind);
        assertThat(report().differences().isEmpty()).isEqualTo(repeats);
        assertThat(report().repeated()).isEqualTo(repeats ? 1 : 0);

        disturbed(kind, 5000, 5500);
        assertThat(report().differences()).contains("KSP:0001 flows-0@2: the tick 2026-11-23T01:00:01Z is there twice");
    }

    @Test
    @DisplayName("lets one disturbance repeat a record once, and only what a task had that it met")
    void onlyOnce() {
        FlowRecord first = published(0, 1);
        copyOf(first);
        ran(run(0, 500), run(600, 99_000));
        circumstances = circumstances.atLeastOnce();
        disturbed(Disturbance.Kind.KILL, 500, 900);
        assertThat(report().differences()).isEmpty();
        copyOf(first);
        assertThat(report().differences()).contains("KSP:0001 flows-0@2: the tick 2026-11-23T01:00:00Z is there twice");

        ran(running("key", 0));
        circumstances =
                circumstances.disturbed(List.of(new Disturbance(Disturbance.Kind.KILL, OTHER_WORKER, tick(0), at(1))));
        assertThat(report().differences()).contains("KSP:0001 flows-0@1: the tick 2026-11-23T01:00:00Z is there twice");
    }

    @Test
    @DisplayName("lets a record that is there again have other figures only when it has an answer of its own")
    void againWithFiguresOfItsOwn() {
        published(0, 1);
        FlowRecord again = copyOf(published(1, 2));
        history.change(again, value -> History.setFigures(value, row(3)));
        ran(killed(0, 1200), run(1300, 99_000));
        circumstances = circumstances.atLeastOnce();
        disturbed(Disturbance.Kind.KILL, 1200, 1900);
        assertThat(report().differences())
                .containsExactly("KSP:0001 flows-0@2: no answer of its own was served before 2026-11-23T01:00:01.100Z");

        history.answered(PAIR, tick(1).plusMillis(400), row(3));
        history.change(again, value -> value.setReceivedAt(tick(1).plusMillis(400)));
        history.change(again, PAIR.toString(), tick(1).plusMillis(400));
        assertThat(report().differences()).isEmpty();
        history.change(last(), value -> value.setPreviousTickAt(tick(-1)));
        assertThat(report().differences())
                .containsExactly(
                        "KSP:0001 flows-0@2: previous_tick_at is 2026-11-23T00:59:59Z, and no record before has that");
    }

    @Test
    @DisplayName("lets a record come after later ones only at least once, with figures that were served")
    void late() {
        published(0, 1);
        history.answered(PAIR, at(1), row(2));
        published(3, 3);
        history.change(last(), value -> value.setPreviousTickAt(tick(0)));
        missed(3, 2);
        FlowRecord late = history.published(PAIR, tick(1), at(1), row(2));
        history.change(late, value -> value.setPreviousTickAt(tick(0)));
        ran(run(0, 3200), run(2000, 99_000));
        disturbed(Disturbance.Kind.FREEZE, 1200, 3500);
        assertThat(report().differences()).isNotEmpty();

        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();
        assertThat(report().repeated()).isEqualTo(1);
        assertThat(report().ticks(Fate.PUBLISHED)).isEqualTo(3);

        history.change(late, value -> History.setFigures(value, row(9)));
        assertThat(report().differences()).anyMatch(one -> one.contains("no answer of its own was served before"));
    }

    @Test
    @DisplayName("lets a new task know an older record only, at least once, and only after a disturbance")
    void olderOffset() {
        published(0, 1);
        published(1, 2);
        published(4, 3);
        history.change(last(), value -> value.setPreviousTickAt(tick(0)));
        missed(4, 3);
        ran(killed(0, 1500), run(3500, 99_000));
        disturbed(Disturbance.Kind.KILL, 1500, 3500);
        assertThat(report().differences()).singleElement().asString().contains("previous_tick_at is");

        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();

        disturbed(Disturbance.Kind.KILL, 10_000, 11_000);
        assertThat(report().differences()).singleElement().asString().contains("previous_tick_at is");
    }

    @Test
    @DisplayName(
            "lets a new task know an older record only, exactly once, where the task before it was broken off just then")
    void withoutOffset() {
        published(0, 1);
        published(1, 2);
        published(4, 3);
        history.change(last(), value -> value.setPreviousTickAt(tick(0)));
        missed(4, 3);
        ran(run(0, 1500), run(3500, 99_000));
        assertThat(report().differences()).singleElement().asString().contains("previous_tick_at is");

        ran(run(0, 1500).asBrokenOff(), run(3500, 99_000));
        assertThat(report().differences()).isEmpty();

        ran(run(-20_000, -9000).asBrokenOff(), run(0, 1500), run(3500, 99_000));
        assertThat(report().differences()).singleElement().asString().contains("previous_tick_at is");
    }
}

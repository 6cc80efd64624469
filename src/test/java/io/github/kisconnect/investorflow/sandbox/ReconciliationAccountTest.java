package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Of a run to which things were done, the reconciliation")
class ReconciliationAccountTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final String OTHER_WORKER = "other";

    private final History history = new History();
    private Circumstances circumstances = Circumstances.undisturbed(History.INTERVAL);

    @Test
    @DisplayName("gives every tick one fate")
    void fates() {
        published(0, 5);
        answered(1, 5);
        answered(2, 4);
        published(3, 6);
        history.noted(PAIR, at(4), LedgerEntry.Kind.ERROR, null);
        published(5, 7);
        answered(6, 8);
        published(9, 9);
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
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(ReconciliationAccountTest::tick)
                        .toList());
        assertThat(report().summary())
                .contains(
                        "1 held, 1 in flight; of 10 ticks 4 published, 1 unchanged, 1 held, 1 in flight, 2 no task, 1 missed:");
    }

    @Test
    @DisplayName("finds zeros after figures held, and figures that fell and rose again")
    void held() {
        published(0, 5);
        answered(1, 0);
        answered(2, 4);
        published(3, 5);
        assertThat(report().differences()).isEmpty();
        assertThat(report().held()).isEqualTo(2);
    }

    @Test
    @DisplayName("lets a fall be held in one tick, but not when the next one confirms it")
    void confirmedFall() {
        published(0, 5);
        answered(1, 3);
        answered(2, 4);
        published(3, 6);
        assertLost(3);
    }

    @Test
    @DisplayName("lets no fall be held by a task that was started after the row that it fell from, but zeros still")
    void fallAfterAStart() {
        published(0, 5);
        answered(2, 0);
        answered(3, 4);
        published(4, 6);
        ran(run(0, 1500), run(1600, 99_000));
        assertLost(3);
    }

    @Test
    @DisplayName("lets, where a day is to be proved, its first row be held, and no other")
    void proof() {
        answered(0, 5);
        answered(1, 5);
        published(2, 6);
        missed(2, 0);
        circumstances = circumstances.inSession(TradingSessions.krx(
                SessionWindow.DEFAULT,
                Set.of(),
                date -> Optional.empty(),
                TradingCalendar.bundled(),
                Catalogue.bundled()));
        assertThat(report().differences()).isEmpty();
        assertThat(report().ticks(Fate.HELD)).isEqualTo(2);

        int nextDay = 24 * 3600;
        answered(nextDay, 7);
        answered(nextDay + 1, 8);
        answered(nextDay + 2, 9);
        assertLost(5);
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
        ran(run(0, 100), run(400, 99_000));
        assertThat(report().differences()).isEmpty();
        assertThat(report().ticks())
                .extracting(TickFate::fate)
                .containsExactly(Fate.PUBLISHED, Fate.NO_TASK, Fate.NO_TASK, Fate.MISSED, Fate.MISSED, Fate.PUBLISHED);
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

    @Test
    @DisplayName("lets the answers of a task's last three seconds be lost, but none that was published after")
    void end() {
        published(0, 1);
        answered(1, 2);
        answered(2, 3);
        answered(4, 4);
        published(8, 5);
        missed(8, 7);
        ran(run(0, 4000), run(6000, 99_000));
        assertThat(report().differences()).isEmpty();
        assertThat(report().inFlight()).isEqualTo(3);

        ran(run(0, 4200), run(6000, 99_000));
        assertLost(2);

        ran(run(0, 6000), run(6000, 99_000));
        assertThat(report().differences()).hasSize(2);

        ran(run(0, 99_000));
        assertThat(report().differences()).hasSize(3);
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
                .contains(
                        "KSP:0001: answer 2 of 2026-11-23T01:00:05.100Z was given when no task ran that may have asked for it");
        ran(run(0, 4000));
        assertThat(report().differences()).isEmpty();
        history.answered(PAIR, at(11), row(3));
        assertThat(report().differences()).hasSize(2);
        disturbed(Disturbance.Kind.BROKER, 3000, 9000);
        assertThat(report().differences()).isEmpty();
    }

    @Test
    @DisplayName("lets one worker's end excuse nothing of another's, nor that of a task with other pairs")
    void whose() {
        history.answered(PAIR, OTHER_WORKER, at(0), row(1));
        history.published(PAIR, tick(0), at(0), row(1));
        history.answered(PAIR, OTHER_WORKER, at(1), row(2));
        history.answered(PAIR, OTHER_WORKER, at(2), row(3));
        history.published(PAIR, tick(2), at(2), row(3));
        missed(2, 0);
        TaskRun others = running(OTHER_WORKER, 0);
        ran(others, running("key", 0).killedAt(at(1)));
        assertLost(2);
        ran(
                others,
                TaskRun.of(OTHER_WORKER, Set.of(new MarketSector("KSQ", "1001")), tick(0), tick(0))
                        .killedAt(at(1)));
        assertLost(2);
        circumstances = circumstances.disturbed(List.of(
                new Disturbance(Disturbance.Kind.FREEZE, "key", tick(0), tick(9)),
                new Disturbance(Disturbance.Kind.KILL, "key", tick(0), tick(9)),
                new Disturbance(Disturbance.Kind.BROKER, null, tick(0), tick(9))));
        assertLost(2);
    }

    @ParameterizedTest
    @DisplayName("lets answers since a broker outage or a freeze be lost when the task ended in it, and only then")
    @EnumSource
    void outage(Disturbance.Kind kind) {
        published(0, 1);
        answered(2, 2);
        answered(6, 3);
        published(9, 4);
        missed(9, 8);
        disturbed(kind, 1500, 7500);
        ran(run(0, 7000), run(8000, 99_000));
        boolean holdsUp = kind == Disturbance.Kind.BROKER || kind == Disturbance.Kind.FREEZE;
        // Where connections were cut, the first answer is excused by that.
        boolean excused = holdsUp || kind == Disturbance.Kind.API;
        assertThat(report().differences().isEmpty()).isEqualTo(excused);

        ran(run(0, 99_000));
        assertThat(report().differences().isEmpty()).isEqualTo(kind == Disturbance.Kind.API);

        // Long over when the task ended.
        ran(run(-30_000, 7000), run(8000, 99_000));
        disturbed(kind, -20_000, -12_500);
        assertThat(report().differences()).isNotEmpty();
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

    private Reconciliation.Report report() {
        return history.reconcile(circumstances);
    }

    private void assertLost(int answer) {
        assertThat(report().differences())
                .singleElement()
                .asString()
                .contains("answer " + answer + " of")
                .endsWith("was new and is not in the topic");
    }

    private void disturbed(Disturbance.Kind kind, int fromMillis, int toMillis) {
        circumstances = circumstances.disturbed(
                List.of(new Disturbance(kind, null, START.plusMillis(fromMillis), START.plusMillis(toMillis))));
    }

    private void ran(TaskRun... runs) {
        circumstances = circumstances.ran(Stream.of(runs).toList());
    }

    /** One that ended in order; at 99 s it has not. */
    private static TaskRun run(int fromMillis, int toMillis) {
        TaskRun run = running(null, fromMillis);
        return toMillis == 99_000 ? run : run.endedAt(START.plusMillis(toMillis));
    }

    private static TaskRun killed(int fromMillis, int toMillis) {
        return running(null, fromMillis).killedAt(START.plusMillis(toMillis));
    }

    private static TaskRun running(String appKey, int fromMillis) {
        return TaskRun.of(appKey, Set.of(PAIR), START.plusMillis(fromMillis), START.plusMillis(fromMillis));
    }

    private FlowRecord published(int tick, long figure) {
        answered(tick, figure);
        return history.published(PAIR, tick(tick), at(tick), row(figure));
    }

    private FlowRecord copyOf(FlowRecord record) {
        FlowRecord copy = history.published(
                PAIR, record.value().getTickAt(), record.value().getReceivedAt(), record.snapshot());
        linkLike(record, copy);
        return copy;
    }

    private void linkLike(FlowRecord record, FlowRecord copy) {
        history.change(copy, value -> {
            value.setPreviousTickAt(record.value().getPreviousTickAt());
            value.setMissedTicks(record.value().getMissedTicks());
        });
    }

    private void answered(int tick, long figure) {
        history.answered(PAIR, at(tick), row(figure));
    }

    private void missed(int tick, int told) {
        history.records(PAIR).stream()
                .filter(record -> record.value().getTickAt().equals(tick(tick)))
                .forEach(record -> history.change(record, value -> value.setMissedTicks(told)));
    }

    private FlowRecord last() {
        List<FlowRecord> records = history.records(PAIR);
        return records.get(records.size() - 1);
    }

    private static Snapshot row(long figure) {
        return Samples.all(figure);
    }

    private static Instant tick(int number) {
        return START.plusSeconds(number);
    }

    private static Instant at(int tick) {
        return tick(tick).plus(LATENCY);
    }
}

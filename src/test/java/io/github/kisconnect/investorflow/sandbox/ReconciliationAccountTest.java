package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Of a run to which things were done, the reconciliation")
class ReconciliationAccountTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(100);

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
        disturbed(Disturbance.Kind.STOP, 6500, 8200);

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
                        "1 held, 1 under way; of 10 ticks 4 published, 1 unchanged, 1 held, 1 in flight, 2 no task, 1 missed:");
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
        disturbed(Disturbance.Kind.KILL, 1500, 3500);
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
    @DisplayName("lets the answers of the last three seconds before a kill, and of a second after it, be cut off")
    void cutOff() {
        published(0, 1);
        answered(1, 2);
        answered(2, 3);
        answered(4, 4);
        published(8, 5);
        missed(8, 7);
        disturbed(Disturbance.Kind.KILL, 4000, 6000);
        assertThat(report().differences()).isEmpty();
        assertThat(report().underWay()).isEqualTo(3);

        disturbed(Disturbance.Kind.KILL, 4200, 6000);
        assertThat(report().differences())
                .singleElement()
                .asString()
                .contains("answer 2 of")
                .endsWith("was new and is not in the topic");
        disturbed(Disturbance.Kind.KILL, 3000, 6000);
        assertThat(report().differences()).singleElement().asString().contains("answer 4 of");
    }

    @Test
    @DisplayName("lets the answers of a broker outage be cut off until all is well again")
    void cutOffUntilTheEnd() {
        published(0, 1);
        answered(2, 2);
        answered(5, 3);
        published(8, 4);
        missed(8, 7);
        disturbed(Disturbance.Kind.BROKER, 1500, 6000);
        assertThat(report().differences()).isEmpty();

        disturbed(Disturbance.Kind.BROKER, 1500, 4500);
        assertThat(report().differences()).singleElement().asString().contains("answer 3 of");
    }

    @Test
    @DisplayName("finds an answer lost before one that is in the topic, kill or not")
    void lostBeforeTheKill() {
        published(0, 1);
        answered(1, 2);
        published(2, 3);
        published(8, 5);
        missed(8, 5);
        disturbed(Disturbance.Kind.KILL, 4000, 7000);
        assertThat(report().differences()).singleElement().asString().contains("answer 2 of");
    }

    @ParameterizedTest
    @DisplayName("lets a tick be there again only at least once, and only around what repeats")
    @EnumSource
    void again(Disturbance.Kind kind) {
        published(0, 1);
        FlowRecord first = published(1, 2);
        FlowRecord again = history.published(PAIR, tick(1), at(1), row(2));
        history.change(again, value -> value.setPreviousTickAt(first.value().getPreviousTickAt()));
        published(6, 3);
        history.change(last(), value -> value.setPreviousTickAt(tick(1)));
        missed(6, 4);
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
    @DisplayName("lets a record come after later ones only at least once, with figures that were served")
    void late() {
        published(0, 1);
        history.answered(PAIR, at(1), row(2));
        published(3, 3);
        history.change(last(), value -> value.setPreviousTickAt(tick(0)));
        missed(3, 2);
        FlowRecord late = history.published(PAIR, tick(1), at(1), row(2));
        history.change(late, value -> value.setPreviousTickAt(tick(0)));
        disturbed(Disturbance.Kind.FREEZE, 1200, 3500);
        assertThat(report().differences()).isNotEmpty();

        circumstances = circumstances.atLeastOnce();
        assertThat(report().differences()).isEmpty();
        assertThat(report().repeated()).isEqualTo(1);
        assertThat(report().ticks(Fate.PUBLISHED)).isEqualTo(3);

        history.change(late, value -> History.setFigures(value, row(9)));
        assertThat(report().differences())
                .singleElement()
                .asString()
                .contains("no answer of its own was served before");
    }

    @Test
    @DisplayName("lets a new task know an older record only, at least once, and only after a disturbance")
    void olderOffset() {
        published(0, 1);
        published(1, 2);
        published(4, 3);
        history.change(last(), value -> value.setPreviousTickAt(tick(0)));
        missed(4, 3);
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
        assertThat(report().differences()).singleElement().asString().contains("answer 3 of");
        assertThat(report().ticks(Fate.LOST)).isEqualTo(1);
    }

    private Reconciliation.Report report() {
        return history.reconcile(circumstances);
    }

    private void disturbed(Disturbance.Kind kind, int fromMillis, int toMillis) {
        circumstances = circumstances.disturbed(
                List.of(new Disturbance(kind, START.plusMillis(fromMillis), START.plusMillis(toMillis))));
    }

    private FlowRecord published(int tick, long figure) {
        answered(tick, figure);
        return history.published(PAIR, tick(tick), at(tick), row(figure));
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

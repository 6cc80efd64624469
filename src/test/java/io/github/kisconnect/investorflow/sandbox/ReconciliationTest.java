package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The reconciliation")
class ReconciliationTest extends HandMadeRun {
    private static final Snapshot A = Samples.counting();
    private static final Snapshot B = Samples.all(102L);
    private static final Snapshot C = Samples.all(103L);
    private static final Snapshot D = Samples.all(104L);
    private static final Snapshot E = Samples.all(105L);
    private static final Snapshot F = Samples.all(106L);
    private static final Snapshot ZEROS = Samples.all(0L);

    @Test
    @DisplayName("passes over answers that say nothing new, and counts them")
    void unchanged() {
        published(PAIR, 0, A);
        answered(PAIR, 1, A);
        answered(PAIR, 2, A);
        published(PAIR, 3, B);
        answered(PAIR, 4, B);
        published(OTHER, 4, ZEROS);
        Reconciliation.Report report = history.reconcile();
        assertCounts(report, 3, 2, 2, 6, 3, 0);
        assertThat(report.reconciles()).isTrue();
        assertThat(report.summary())
                .isEqualTo(
                        "3 records of 2 pairs in 2 markets; 6 answers served, 3 of them unchanged, 0 held, 0 in flight;"
                                + " of 6 ticks 3 published, 3 unchanged: all figures agree, no tick twice, nothing lost");
    }

    @Test
    @DisplayName("takes an unchanged snapshot that was published again after a silence")
    void repeatedAfterSilence() {
        published(PAIR, 0, A);
        answered(PAIR, 1, A);
        published(PAIR, 2, A);
        answered(PAIR, 3, A);
        assertCounts(history.reconcile(), 2, 1, 1, 4, 2, 0);
    }

    @Test
    @DisplayName("lets the last answer of each pair be in flight, also where it is the pair's only one")
    void inFlight() {
        published(PAIR, 0, A);
        answered(PAIR, 1, A);
        answered(PAIR, 2, B);
        answered(OTHER, 2, A);
        assertCounts(history.reconcile(), 1, 1, 1, 4, 1, 2);
    }

    @Test
    @DisplayName(
            "lets the answers be in flight that came after the last record of a task that was stopped, but none before that and none of the next task")
    void inFlightAtAStop() {
        published(PAIR, 0, A);
        answered(PAIR, 1, B);
        published(PAIR, 3, C);
        // A task that starts after the stop knows nothing of an answer that became no record.
        history.changeCount(record(1), value -> value.setMissedTicks(2));
        assertCounts(history.reconcile(tick(2)), 2, 1, 1, 3, 0, 1);
        answered(PAIR, 4, D);
        answered(PAIR, 5, E);
        answered(PAIR, 9, F);
        assertCounts(history.reconcile(tick(2), tick(8)), 2, 1, 1, 6, 0, 4);
        assertThat(history.reconcile(tick(1), tick(5)).differences())
                .containsExactly(
                        "KSP:0001: answer 2 of 2026-11-23T01:00:01.100999999Z was new and is not in the topic",
                        "KSP:0001: answer 5 of 2026-11-23T01:00:05.100999999Z was new and is not in the topic");
    }

    @Test
    @DisplayName("does not take for known what was lost at a stop: the next answer like it must be there")
    void repeatedAfterAStop() {
        published(PAIR, 0, A);
        answered(PAIR, 1, B);
        answered(PAIR, 3, B);
        published(PAIR, 4, C);
        assertThat(history.reconcile(tick(2)).differences())
                .containsExactly(
                        "KSP:0001: answer 3 of 2026-11-23T01:00:03.100999999Z was new and is not in the topic");
    }

    @ParameterizedTest
    @DisplayName("leaves answers out that have no row to publish")
    @EnumSource(names = {"ERROR", "FAULT", "FIXED", "BLANK"})
    void unreadable(LedgerEntry.Kind kind) {
        Snapshot read = kind == LedgerEntry.Kind.BLANK ? Samples.all(null) : null;
        history.noted(null, tick(0), LedgerEntry.Kind.ERROR, null);
        history.noted(PAIR, tick(0), kind, read);
        published(PAIR, 0, A);
        history.noted(PAIR, tick(1), kind, read);
        published(PAIR, 2, B);
        history.noted(PAIR, tick(3), kind, read);
        assertCounts(history.reconcile(), 2, 1, 1, 2, 0, 0);
    }

    @Test
    @DisplayName("has no previous tick over midnight")
    void midnight() {
        int midnight = 14 * 3600;
        published(PAIR, midnight - 1, A);
        published(PAIR, midnight, B);
        published(PAIR, midnight + 1, C);
        assertThat(history.reconcile().differences()).isEmpty();
        history.change(record(1), value -> value.setPreviousTickAt(tick(midnight - 1)));
        assertDiffers("KSP:0001 flows-0@1: previous_tick_at is 2026-11-23T14:59:59Z, the record before has null");
    }

    @Test
    @DisplayName("names the figure that is not as it was served")
    void changedFigure() {
        threeRecords();
        spoil(1, Samples.with(B, InvestorGroup.BANK, Figure.NET_BUY_VALUE, 7L));
        assertDiffers("KSP:0001 flows-0@1: bank.net_buy_value is 7, served was 102");
    }

    @Test
    @DisplayName("takes null and zero for different, either way")
    void nullAndZero() {
        Snapshot withNull = Samples.with(ZEROS, InvestorGroup.BANK, Figure.SELL_VALUE, null);
        published(PAIR, 0, ZEROS);
        published(PAIR, 1, withNull);
        spoil(0, withNull);
        spoil(1, ZEROS);
        assertDiffers(
                "KSP:0001 flows-0@0: bank.sell_value is null, served was 0",
                "KSP:0001 flows-0@1: bank.sell_value is 0, served was null");
    }

    @Test
    @DisplayName("finds a tick that is there twice")
    void repeatedTick() {
        threeRecords();
        change(1, value -> value.setTickAt(tick(0)));
        history.connect();
        assertDiffers("KSP:0001 flows-0@1: the tick 2026-11-23T01:00:00Z is there twice");
    }

    @Test
    @DisplayName("finds a record that was written twice: its tick, its link and its lack of an answer")
    void duplicate() {
        threeRecords();
        FlowRecord twice = history.insertBehind(record(2));
        history.change(twice, value -> {
            value.setTickAt(record(2).value().getTickAt());
            value.setReceivedAt(record(2).value().getReceivedAt());
            value.setPreviousTickAt(record(2).value().getPreviousTickAt());
        });
        history.change(twice, twice.key(), record(2).timestamp());
        assertDiffers(
                "KSP:0001 flows-0@3: the tick 2026-11-23T01:00:02Z is there twice",
                "KSP:0001 flows-0@3: previous_tick_at is 2026-11-23T01:00:01Z,"
                        + " the record before has 2026-11-23T01:00:02Z",
                "KSP:0001 flows-0@3: no answer of its own was served before 2026-11-23T01:00:02.100Z");
    }

    @Test
    @DisplayName("finds a wrong key")
    void wrongKey() {
        threeRecords();
        history.change(record(1), "KSP:0002", record(1).timestamp());
        assertDiffers("KSP:0001 flows-0@1: its key is KSP:0002");
    }

    @Test
    @DisplayName("finds a timestamp that is not when the answer was received")
    void wrongTimestamp() {
        threeRecords();
        history.change(record(1), record(1).key(), record(1).value().getTickAt());
        assertDiffers("KSP:0001 flows-0@1: its timestamp is not received_at");
    }

    @Test
    @DisplayName("finds a record that was received before its tick")
    void beforeItsTick() {
        threeRecords();
        change(2, value -> value.setTickAt(tick(3)));
        assertDiffers(
                "KSP:0001 flows-0@2: received before its tick",
                "KSP:0001 flows-0@2: its answer was given before its tick");
    }

    @Test
    @DisplayName("finds a wrong previous tick, and one that is lacking")
    void wrongPreviousTick() {
        threeRecords();
        change(1, value -> value.setPreviousTickAt(null));
        change(2, value -> value.setPreviousTickAt(tick(0)));
        assertDiffers(
                "KSP:0001 flows-0@1: previous_tick_at is null, the record before has 2026-11-23T01:00:00Z",
                "KSP:0001 flows-0@2: previous_tick_at is 2026-11-23T01:00:00Z,"
                        + " the record before has 2026-11-23T01:00:01Z");
    }

    @Test
    @DisplayName("finds a record of a pair that was never served")
    void neverServed() {
        threeRecords();
        history.published(OTHER, tick(0), at(0), A);
        assertDiffers("KSQ:1001 flows-0@3: no answer of its own was served before 2026-11-23T01:00:00.100Z");
    }

    @Test
    @DisplayName("gives a record no answer that was served later, not by a millisecond")
    void servedLater() {
        Instant received = tick(0).plusMillis(100);
        history.answered(PAIR, received.plusMillis(1), A);
        history.published(PAIR, tick(0), received, A);
        assertDiffers("KSP:0001 flows-0@0: no answer of its own was served before 2026-11-23T01:00:00.100Z");
    }

    @Test
    @DisplayName("finds a change that is lost between two records, and tells it once however often it was served")
    void lostChange() {
        published(PAIR, 0, A);
        answered(PAIR, 1, B);
        answered(PAIR, 2, B);
        published(PAIR, 3, C);
        assertDiffers("KSP:0001: answer 2 of 2026-11-23T01:00:01.100999999Z was new and is not in the topic");
    }

    @Test
    @DisplayName("finds a first answer that is lost")
    void lostFirst() {
        answered(PAIR, 0, A);
        published(PAIR, 1, B);
        assertDiffers("KSP:0001: answer 1 of 2026-11-23T01:00:00.100999999Z was new and is not in the topic");
    }

    @Test
    @DisplayName("lets no more than one answer of a pair be in flight")
    void twoTrailing() {
        published(PAIR, 0, A);
        answered(PAIR, 1, B);
        answered(PAIR, 2, C);
        assertDiffers("KSP:0001: answer 2 of 2026-11-23T01:00:01.100999999Z was new and is not in the topic");
        assertThat(history.reconcile().inFlight()).isEqualTo(1);
    }

    @Test
    @DisplayName("lets no new answer be lost because an unchanged one came after it")
    void lostBeforeUnchanged() {
        published(PAIR, 0, A);
        answered(PAIR, 1, B);
        answered(PAIR, 2, A);
        assertDiffers("KSP:0001: answer 2 of 2026-11-23T01:00:01.100999999Z was new and is not in the topic");
    }

    @Test
    @DisplayName("finds a pair that was served and has no record")
    void lostPair() {
        threeRecords();
        answered(OTHER, 0, A);
        answered(OTHER, 1, A);
        assertDiffers("KSQ:1001: none of its 2 answers is in the topic");
    }

    @Test
    @DisplayName("finds that nothing arrived at all")
    void emptyTopic() {
        for (int tick = 0; tick < 3; tick++) {
            answered(PAIR, tick, A);
            answered(OTHER, tick, B);
        }
        assertDiffers(
                "KSP:0001: none of its 3 answers is in the topic", "KSQ:1001: none of its 3 answers is in the topic");
        assertThat(history.reconcile().summary())
                .startsWith("0 records of 0 pairs in 0 markets; 6 answers served")
                .contains("2 DIFFERENCES");
    }

    private static void assertCounts(
            Reconciliation.Report report,
            int records,
            int pairs,
            int markets,
            int served,
            int unchanged,
            int inFlight) {
        assertThat(report.differences()).isEmpty();
        assertThat(report.records()).isEqualTo(records);
        assertThat(report.pairs()).isEqualTo(pairs);
        assertThat(report.markets()).isEqualTo(markets);
        assertThat(report.served()).isEqualTo(served);
        assertThat(report.unchanged()).isEqualTo(unchanged);
        assertThat(report.inFlight()).isEqualTo(inFlight);
    }

    private void threeRecords() {
        published(PAIR, 0, A);
        published(PAIR, 1, B);
        published(PAIR, 2, C);
        assertThat(history.reconcile().differences()).isEmpty();
    }

    private FlowRecord record(int number) {
        return history.records(PAIR).get(number);
    }

    private void change(int number, Consumer<InvestorFlow> change) {
        history.change(record(number), change);
    }

    private void spoil(int number, Snapshot snapshot) {
        change(number, value -> History.setFigures(value, snapshot));
    }

    private void assertDiffers(String... differences) {
        Reconciliation.Report report = history.reconcile();
        assertThat(report.differences()).containsExactly(differences);
        assertThat(report.reconciles()).isFalse();
        assertThat(report.summary()).contains(differences);
    }
}

package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.FlowRow;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A pair's answers and records, one a second, that a test makes by hand; and what was done meanwhile. */
abstract class HandMadeRun {
    static final MarketSector PAIR = new MarketSector("KSP", "0001");
    static final MarketSector OTHER = new MarketSector("KSQ", "1001");
    static final String WORKER = "worker";
    static final String OTHER_WORKER = "other";

    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    /** From a tick to its answer: not a whole number of milliseconds, while {@code received_at} is. */
    private static final Duration LATENCY = Duration.ofNanos(100_999_999);

    final History history = new History();
    Circumstances circumstances = Circumstances.undisturbed(History.INTERVAL);

    Reconciliation.Report report() {
        return history.reconcile(circumstances);
    }

    void assertLost(int answer) {
        assertThat(report().differences())
                .singleElement()
                .asString()
                .contains("answer " + answer + " of")
                .endsWith("was new and is not in the topic");
    }

    void disturbed(Disturbance.Kind kind, int fromMillis, int toMillis) {
        circumstances = circumstances.disturbed(
                List.of(new Disturbance(kind, null, START.plusMillis(fromMillis), START.plusMillis(toMillis))));
    }

    /** The offset of a tick's record has been stored. */
    void stored(int tick, int atMillis) {
        stored(new StoredOffset(PAIR, tick(tick), START.plusMillis(atMillis)));
    }

    void stored(StoredOffset offset) {
        circumstances = circumstances.stored(Stream.concat(circumstances.offsets().stream(), Stream.of(offset))
                .toList());
    }

    void ran(TaskRun... runs) {
        circumstances = circumstances.ran(Stream.of(runs).toList());
    }

    /** One that ended in order; at 99 s it has not. */
    static TaskRun run(int fromMillis, int toMillis) {
        TaskRun run = running(WORKER, fromMillis);
        return toMillis == 99_000 ? run : run.endedAt(START.plusMillis(toMillis));
    }

    static TaskRun killed(int fromMillis, int toMillis) {
        return running(WORKER, fromMillis).killedAt(START.plusMillis(toMillis));
    }

    static TaskRun running(String worker, int fromMillis) {
        Instant from = START.plusMillis(fromMillis);
        return TaskRun.of(worker + "." + fromMillis, from).startedBy(from);
    }

    FlowRecord published(int tick, long figure) {
        return published(PAIR, tick, row(figure));
    }

    FlowRecord published(MarketSector pair, int tick, Snapshot snapshot) {
        answered(pair, tick, snapshot);
        return history.published(pair, tick(tick), at(tick), snapshot);
    }

    FlowRecord copyOf(FlowRecord record) {
        FlowRecord copy = history.published(
                PAIR, record.value().getTickAt(), record.value().getReceivedAt(), record.snapshot());
        linkLike(record, copy);
        return copy;
    }

    void linkLike(FlowRecord record, FlowRecord copy) {
        history.changeCount(copy, value -> {
            value.setPreviousTickAt(record.value().getPreviousTickAt());
            value.setMissedTicks(record.value().getMissedTicks());
        });
    }

    /** A record was made by a task that knew no later one than that of a tick; -1 for none. */
    void knows(FlowRecord record, int previous) {
        history.changeCount(record, value -> {
            value.setPreviousTickAt(previous < 0 ? null : tick(previous));
            value.setMissedTicks((int) Math.max(
                    0, Duration.between(tick(previous), value.getTickAt()).toSeconds() - 1));
        });
    }

    void answered(int tick, long figure) {
        answered(PAIR, tick, row(figure));
    }

    void answered(TaskRun asker, int tick, long figure) {
        history.answered(PAIR, asker.id(), at(tick), row(figure));
    }

    void answered(MarketSector pair, int tick, Snapshot snapshot) {
        history.answered(pair, at(tick), snapshot);
    }

    /** An answer with these figures in the place of the right ones. */
    LedgerEntry spoilt(int tick, long figure) {
        return history.answered(PAIR, at(tick), new FlowRow(row(figure), PAIR, Kst.date(at(tick)), null, true));
    }

    void missed(int tick, int told) {
        history.records(PAIR).stream()
                .filter(record -> record.value().getTickAt().equals(tick(tick)))
                .forEach(record -> history.changeCount(record, value -> value.setMissedTicks(told)));
    }

    FlowRecord last() {
        List<FlowRecord> records = history.records(PAIR);
        return records.get(records.size() - 1);
    }

    static Snapshot row(long figure) {
        return Samples.all(figure);
    }

    static Instant tick(int number) {
        return START.plusSeconds(number);
    }

    static Instant at(int tick) {
        return tick(tick).plus(LATENCY);
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.Ticks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One pair's records by themselves and in their order: what holds of them whatever was served. */
final class RecordChecks {
    private final MarketSector pair;
    private final Circumstances circumstances;
    private final Differences differences;
    private final List<FlowRecord> regular = new ArrayList<>();
    private final List<FlowRecord> late = new ArrayList<>();
    private final List<FlowRecord> copies = new ArrayList<>();
    private FlowRecord before;

    private RecordChecks(MarketSector pair, Circumstances circumstances, Differences differences) {
        this.pair = pair;
        this.circumstances = circumstances;
        this.differences = differences;
    }

    static RecordChecks of(
            MarketSector pair, List<FlowRecord> records, Circumstances circumstances, Differences differences) {
        RecordChecks checks = new RecordChecks(pair, circumstances, differences);
        records.forEach(checks::check);
        return checks;
    }

    /** The records that go on from one another. */
    List<FlowRecord> regular() {
        return regular;
    }

    /** Those of their own that came after later ones, or once more for their tick, where something excuses it. */
    List<FlowRecord> late() {
        return late;
    }

    /** How many came late, or are there again to the letter. */
    int repeated() {
        return late.size() + copies.size();
    }

    private void check(FlowRecord record) {
        checkByItself(record);
        long times = all().filter(other -> tick(other).equals(tick(record))).count();
        boolean isLate = before != null && tick(record).isBefore(tick(before));
        long mayRepeat = circumstances.repetitions(pair, record.timestamp());
        if (times > 0 && times <= mayRepeat || times == 0 && isLate && mayRepeat > 0) {
            checkStray(record);
            return;
        }
        if (times > 0) {
            differences.add(record, "the tick " + tick(record) + " is there twice");
        }
        checkPrevious(record);
        checkChanged(record);
        regular.add(record);
        before = record;
    }

    private void checkByItself(FlowRecord record) {
        String key = record.pair().toString();
        if (!key.equals(record.key())) {
            differences.add(record, "its key is " + record.key());
        }
        Instant received = record.value().getReceivedAt();
        if (!record.timestamp().equals(received)) {
            differences.add(record, "its timestamp is not received_at");
        }
        Instant tick = tick(record);
        if (tick.isAfter(received)) {
            differences.add(record, "received before its tick");
        }
        if (!new Ticks(circumstances.interval()).current(tick).equals(tick)) {
            differences.add(record, "its tick " + tick + " is none");
        }
        if (!record.value().getTradeDate().equals(Kst.date(tick))) {
            differences.add(record, "its trade_date is " + record.value().getTradeDate());
        }
    }

    private void checkStray(FlowRecord record) {
        if (all().anyMatch(other -> other.value().equals(record.value()))) {
            copies.add(record);
            return;
        }
        Instant previous = record.value().getPreviousTickAt();
        boolean known = all().anyMatch(other -> tick(other).equals(previous)) && previous.isBefore(tick(record));
        boolean isFirst = previous == null
                && ofDayOf(record).noneMatch(other -> tick(other).isBefore(tick(record)));
        if (!known && !isFirst) {
            differences.add(record, "previous_tick_at is " + previous + ", and no record before has that");
        }
        late.add(record);
    }

    private void checkPrevious(FlowRecord record) {
        boolean sameDay = before != null
                && before.value().getTradeDate().equals(record.value().getTradeDate());
        Instant expected = sameDay ? tick(before) : null;
        Instant actual = record.value().getPreviousTickAt();
        if (!Objects.equals(expected, actual) && !isFromOlderOffset(record)) {
            differences.add(record, "previous_tick_at is " + actual + ", the record before has " + expected);
        }
    }

    private void checkChanged(FlowRecord record) {
        if (!circumstances.unchangedAgain()
                && before != null
                && before.value().getTradeDate().equals(record.value().getTradeDate())
                && before.snapshot().equals(record.snapshot())) {
            differences.add(record, "says what the record before it says");
        }
    }

    /**
     * At least once, a task that takes over may know an earlier record only, or none: offsets are stored after the records. What it
     * does not know was received around a disturbance. Exactly once, it may be so only where the task before was broken off.
     */
    private boolean isFromOlderOffset(FlowRecord record) {
        Instant previous = record.value().getPreviousTickAt();
        boolean exists = previous == null
                || previous.isBefore(tick(record))
                        && ofDayOf(record).anyMatch(other -> tick(other).equals(previous));
        return exists
                && ofDayOf(record)
                        .filter(other -> previous == null || tick(other).isAfter(previous))
                        .allMatch(unknown -> mayLackOffset(unknown.timestamp()));
    }

    private boolean mayLackOffset(Instant received) {
        return circumstances.exactlyOnce()
                ? circumstances.runs().stream().anyMatch(run -> run.mayLackOffset(pair, received))
                : circumstances.repetitions(pair, received) > 0;
    }

    private Stream<FlowRecord> all() {
        return Stream.of(regular, late, copies).flatMap(List::stream);
    }

    private Stream<FlowRecord> ofDayOf(FlowRecord record) {
        return all().filter(other ->
                other.value().getTradeDate().equals(record.value().getTradeDate()));
    }

    private static Instant tick(FlowRecord record) {
        return record.value().getTickAt();
    }
}

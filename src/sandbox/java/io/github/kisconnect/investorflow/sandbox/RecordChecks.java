package io.github.kisconnect.investorflow.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One pair's records by themselves and in their order: what holds of them whatever was served. */
final class RecordChecks {
    private final Circumstances circumstances;
    private final Differences differences;
    private final List<FlowRecord> regular = new ArrayList<>();
    private final List<FlowRecord> strays = new ArrayList<>();
    private final Map<Instant, Instant> receivedByTick = new HashMap<>();
    private FlowRecord before;

    private RecordChecks(Circumstances circumstances, Differences differences) {
        this.circumstances = circumstances;
        this.differences = differences;
    }

    static RecordChecks of(List<FlowRecord> records, Circumstances circumstances, Differences differences) {
        RecordChecks checks = new RecordChecks(circumstances, differences);
        Set<Instant> ticks = new HashSet<>();
        for (FlowRecord record : records) {
            checks.checkByItself(record);
            boolean again = !ticks.add(record.value().getTickAt());
            if ((again || checks.isLate(record)) && circumstances.mayRepeat(record.timestamp())) {
                checks.strays.add(record);
            } else {
                if (again) {
                    differences.add(record, "the tick " + record.value().getTickAt() + " is there twice");
                }
                checks.checkPrevious(record);
                checks.regular.add(record);
                checks.before = record;
            }
            checks.receivedByTick.put(record.value().getTickAt(), record.timestamp());
        }
        return checks;
    }

    /** The records that go on from one another. */
    List<FlowRecord> regular() {
        return regular;
    }

    /** Those that are there again, or came after later ones, where delivery is at least once and something excuses it. */
    List<FlowRecord> strays() {
        return strays;
    }

    private void checkByItself(FlowRecord record) {
        String pair = record.pair().toString();
        if (!pair.equals(record.key())) {
            differences.add(record, "its key is " + record.key());
        }
        Instant received = record.value().getReceivedAt();
        if (!record.timestamp().equals(received)) {
            differences.add(record, "its timestamp is not received_at");
        }
        if (record.value().getTickAt().isAfter(received)) {
            differences.add(record, "received before its tick");
        }
    }

    private boolean isLate(FlowRecord record) {
        return before != null
                && record.value().getTickAt().isBefore(before.value().getTickAt());
    }

    private void checkPrevious(FlowRecord record) {
        boolean sameDay = before != null
                && before.value().getTradeDate().equals(record.value().getTradeDate());
        Instant expected = sameDay ? before.value().getTickAt() : null;
        Instant actual = record.value().getPreviousTickAt();
        if (!Objects.equals(expected, actual) && !isFromOlderOffset(record)) {
            differences.add(record, "previous_tick_at is " + actual + ", the record before has " + expected);
        }
    }

    /** At least once, a task that takes over may know an earlier record only, or none: offsets are stored after the records. */
    private boolean isFromOlderOffset(FlowRecord record) {
        Instant previous = record.value().getPreviousTickAt();
        Instant known = previous == null ? before.timestamp() : receivedByTick.get(previous);
        return !circumstances.exactlyOnce()
                && known != null
                && circumstances.disturbedBetween(known, record.timestamp());
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.poll.Ticks;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One pair's records by themselves and in their order: what holds of them whatever was served. */
final class RecordChecks {
    private final Circumstances circumstances;
    private final Differences differences;
    private final List<FlowRecord> regular = new ArrayList<>();
    private final List<FlowRecord> late = new ArrayList<>();
    private final List<FlowRecord> copies = new ArrayList<>();
    private final Map<LocalDate, List<FlowRecord>> ofDay = new HashMap<>();
    private final RunChains chains;
    private FlowRecord before;

    private RecordChecks(RunChains chains, Circumstances circumstances, Differences differences) {
        this.circumstances = circumstances;
        this.differences = differences;
        this.chains = chains;
    }

    static RecordChecks of(
            RunChains chains, List<FlowRecord> records, Circumstances circumstances, Differences differences) {
        RecordChecks checks = new RecordChecks(chains, circumstances, differences);
        records.forEach(record -> {
            checks.check(record);
            checks.ofDay
                    .computeIfAbsent(record.value().getTradeDate(), date -> new ArrayList<>())
                    .add(record);
        });
        return checks;
    }

    /** The records that go on from one another. */
    List<FlowRecord> regular() {
        return regular;
    }

    /** Those of their own that came after later ones, or once more for their tick, because a task did not know better. */
    List<FlowRecord> late() {
        return late;
    }

    /** Whether a tick has a record. */
    boolean has(Instant tick) {
        return ofDay.getOrDefault(Kst.date(tick), List.of()).stream()
                .anyMatch(record -> tick(record).equals(tick));
    }

    boolean isEmpty() {
        return ofDay.isEmpty();
    }

    /** How many came late, or are there again to the letter. */
    int repeated() {
        return late.size() + copies.size();
    }

    private void check(FlowRecord record) {
        checkByItself(record);
        if (isRetried(record)) {
            copies.add(record);
            return;
        }
        boolean isTaken = chains.take(record);
        if (!RunChains.follows(tickBefore(), record)) {
            if (!isTaken || !mayKnowLess(record)) {
                tell(record);
            } else if (isBehind(record)) {
                late.add(record);
                return;
            }
        }
        checkChanged(record);
        checkDay(record);
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

    /** At least once, a producer writes once more what the broker had taken when it went away, and had not said so: to the letter. */
    private boolean isRetried(FlowRecord record) {
        long retries = circumstances.retries(record);
        if (retries == 0) {
            return false;
        }
        long times = ofDayOf(record)
                .filter(other -> tick(other).equals(tick(record)))
                .filter(other -> other.value().equals(record.value()))
                .count();
        return times > 0 && times <= retries;
    }

    /**
     * Whether a record may not know the record before it, because the offset that its task found was not that one's. At least once, offsets
     * are stored after the records. Exactly once, only those of a task that was broken off may be there without theirs.
     */
    private boolean mayKnowLess(FlowRecord record) {
        Instant previous = record.value().getPreviousTickAt();
        return !circumstances.exactlyOnce()
                || ofDayOf(record)
                        .filter(other -> previous == null || tick(other).isAfter(previous))
                        .allMatch(unknown -> chains.makersOf(unknown).stream().anyMatch(TaskRun::brokenOff));
    }

    private boolean isBehind(FlowRecord record) {
        return before != null && !tick(record).isAfter(tick(before));
    }

    /** A record that goes on neither from the one before it, nor from what a task may have known. */
    private void tell(FlowRecord record) {
        if (ofDayOf(record).anyMatch(other -> tick(other).equals(tick(record)))) {
            differences.add(record, "the tick " + tick(record) + " is there twice");
        } else if (isBehind(record)) {
            differences.add(record, "the tick " + tick(record) + " comes after " + tick(before));
        }
        Instant expected = RunChains.previous(tickBefore(), record);
        Instant actual = record.value().getPreviousTickAt();
        if (!Objects.equals(expected, actual)) {
            differences.add(record, "previous_tick_at is " + actual + ", the record before has " + expected);
        }
    }

    private void checkChanged(FlowRecord record) {
        List<FlowRecord> known = known(record);
        if (circumstances.maxSilence().isZero()
                && !record.value().getEndOfSession()
                && !known.isEmpty()
                && known.stream().allMatch(other -> other.snapshot().equals(record.snapshot()))) {
            differences.add(record, "says what the record before it says");
        }
    }

    /** What a record says of its day, beside those of the day before it. */
    private void checkDay(FlowRecord record) {
        boolean isLast = circumstances.sessions().isLastTick(tick(record), circumstances.interval());
        if (record.value().getEndOfSession() != isLast) {
            differences.add(record, "end_of_session is " + record.value().getEndOfSession());
        }
        checkCorrection(record);
        List<FlowRecord> known = known(record);
        int missed = record.value().getMissedTicks();
        boolean sums = known.isEmpty()
                ? record.value().getPreviousTickAt() != null || record.value().getMissedTicksOfDay() == missed
                : known.stream()
                        .anyMatch(other -> other.value().getMissedTicksOfDay() + missed
                                == record.value().getMissedTicksOfDay());
        if (!sums) {
            differences.add(record, "missed_ticks_of_day is " + record.value().getMissedTicksOfDay());
        }
    }

    /** What a task knew before it was started is not known to the one after it. */
    private void checkCorrection(FlowRecord record) {
        List<FlowRecord> known = known(record);
        if (record.value().getCorrection()) {
            if (ofDayOf(record).noneMatch(other -> isLower(record, other))) {
                differences.add(record, "correction is true, and no record before it is higher");
            }
        } else if (!known.isEmpty()
                && known.stream()
                        .allMatch(other -> isLower(record, other)
                                && !circumstances.startedBetween(other.timestamp(), record.timestamp()))) {
            differences.add(record, "correction is false, and the record before it is higher");
        }
    }

    private static boolean isLower(FlowRecord record, FlowRecord other) {
        return record.snapshot().fallFrom(other.snapshot()).isPresent();
    }

    /** Null where there is none. */
    private Instant tickBefore() {
        return before == null ? null : tick(before);
    }

    /** The records of its date that came before it. */
    private Stream<FlowRecord> ofDayOf(FlowRecord record) {
        return ofDay.getOrDefault(record.value().getTradeDate(), List.of()).stream();
    }

    /** The records that may be the one of which it says that it goes on from it. */
    private List<FlowRecord> known(FlowRecord record) {
        return ofDayOf(record)
                .filter(other -> tick(other).equals(record.value().getPreviousTickAt()))
                .toList();
    }

    private static Instant tick(FlowRecord record) {
        return record.value().getTickAt();
    }
}

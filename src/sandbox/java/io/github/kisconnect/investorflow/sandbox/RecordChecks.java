package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.Ticks;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
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
    /** An answer comes within its tick, or soon after: a request may have waited for its turn, or be made again. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    private final Circumstances circumstances;
    private final Differences differences;
    private final List<FlowRecord> regular = new ArrayList<>();
    /** By their positions, the runs that made them; none where none is known. */
    private final Map<String, TaskRun> makers = new HashMap<>();

    private final Map<LocalDate, List<FlowRecord>> ofDay = new HashMap<>();
    private final RecordOrigins origins;
    private final RunChains chains;
    private FlowRecord before;
    private int repeated;

    private RecordChecks(
            MarketSector pair, RecordOrigins origins, Circumstances circumstances, Differences differences) {
        this.origins = origins;
        this.circumstances = circumstances;
        this.differences = differences;
        this.chains = new RunChains(pair, circumstances);
    }

    /** Also finds the answer of each record. */
    static RecordChecks of(
            MarketSector pair,
            List<FlowRecord> records,
            RecordOrigins origins,
            Circumstances circumstances,
            Differences differences) {
        RecordChecks checks = new RecordChecks(pair, origins, circumstances, differences);
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

    /** Whether a tick has a record. */
    boolean has(Instant tick) {
        return ofDay.getOrDefault(Kst.date(tick), List.of()).stream()
                .anyMatch(record -> tick(record).equals(tick));
    }

    boolean isEmpty() {
        return ofDay.isEmpty();
    }

    /** How many came after later ones or once more for their tick, because a task did not know better, or are there again to the letter. */
    int repeated() {
        return repeated;
    }

    private void check(FlowRecord record) {
        checkByItself(record);
        if (isRetried(record)) {
            repeated++;
            return;
        }
        LedgerEntry answer = origins.find(record);
        TaskRun maker = answer == null ? null : circumstances.askerOf(answer);
        makers.put(record.position(), maker);
        boolean isTaken = chains.take(record, maker);
        if (!RunChains.follows(tickBefore(), record)) {
            if (!isTaken || !mayKnowLess(record)) {
                tell(record);
            } else if (isBehind(record)) {
                repeated++;
                return;
            }
        }
        checkDelay(record, answer);
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
                        .map(unknown -> makers.get(unknown.position()))
                        .allMatch(maker -> maker != null && maker.brokenOff());
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

    /** {@code answer}: null where it has none. */
    private void checkDelay(FlowRecord record, LedgerEntry answer) {
        Instant latest = tick(record).plus(circumstances.interval()).plus(LONGEST_DELAY);
        if (answer != null && answer.answeredAt().isAfter(latest)) {
            differences.add(record, "its answer was given long after its tick, at " + answer.answeredAt());
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

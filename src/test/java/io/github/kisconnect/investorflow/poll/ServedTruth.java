package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Habit;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What must have come of a pair's answers, by what the simulator knows of each row, whose session's it is and what is wrong with it, and not
 * by what a connector can see.
 */
final class ServedTruth {
    private final MarketSector pair;
    private final Map<Instant, List<LedgerEntry>> byTick;
    private final List<Expected> records = new ArrayList<>();
    private final Map<Metric, Long> counts = new EnumMap<>(Metric.class);

    private Snapshot believed;
    private Expected last;
    private Instant correctedAt;
    private int missed;

    /** A record, without what belongs to its transport. */
    record Expected(Instant tick, Snapshot snapshot, Instant previousTick, int missedTicks) {
        static Expected of(Emitted emitted) {
            return new Expected(emitted.tick(), emitted.snapshot(), emitted.previousTick(), emitted.missedTicks());
        }
    }

    /** Goes through the sessions of these days. */
    ServedTruth(MarketSector pair, List<LedgerEntry> ledger, List<LocalDate> sessions) {
        this.pair = pair;
        this.byTick = ledger.stream()
                .filter(entry -> pair.equals(entry.pair()) && entry.snapshot() != null)
                .collect(Collectors.groupingBy(entry -> entry.answeredAt().truncatedTo(ChronoUnit.MINUTES)));
        sessions.forEach(this::session);
    }

    List<Expected> records() {
        return records;
    }

    long count(Metric metric) {
        return counts.getOrDefault(metric, 0L);
    }

    private void session(LocalDate date) {
        believed = null;
        last = null;
        correctedAt = null;
        missed = 0;
        Instant end = SessionWorld.at(date, "20:10");
        for (Instant tick = SessionWorld.at(date, "08:40");
                tick.isBefore(end);
                tick = tick.plus(SessionWorld.INTERVAL)) {
            add(Metric.EXPECTED_TICKS);
            List<LedgerEntry> answers = byTick.getOrDefault(tick, List.of());
            if (answers.isEmpty()) {
                add(Metric.MISSED_TICKS);
                missed++;
            }
            for (LedgerEntry answer : answers) {
                add(Metric.SNAPSHOTS);
                add(outcome(answer, tick));
            }
        }
    }

    private Metric outcome(LedgerEntry answer, Instant tick) {
        boolean zeros = answer.snapshot().isAllZero();
        if (!zeros && !Kst.date(tick).equals(answer.tradeDate())) {
            return Metric.HELD;
        }
        boolean zerosAfterFigures = zeros && believed != null && !believed.isAllZero();
        if (zerosAfterFigures || answer.habit() == Habit.FALLING || isFirstOfCorrection(answer, tick)) {
            return Metric.REGRESSED_HELD;
        }
        believed = answer.snapshot();
        boolean silent = last != null && !tick.isBefore(last.tick().plus(SessionWorld.MAX_SILENCE));
        if (last != null && believed.equals(last.snapshot()) && !silent) {
            return Metric.UNCHANGED;
        }
        last = new Expected(tick, believed, last == null ? null : last.tick(), missed);
        missed = 0;
        records.add(last);
        return Metric.RECORDS;
    }

    /** Nobody can know it from a mistake before the next tick. */
    private boolean isFirstOfCorrection(LedgerEntry answer, Instant tick) {
        if (answer.habit() == Habit.CORRECTED && correctedAt == null) {
            correctedAt = tick;
        }
        return tick.equals(correctedAt);
    }

    private void add(Metric metric) {
        counts.merge(metric, 1L, Long::sum);
    }

    @Override
    public String toString() {
        return pair + " " + counts;
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Flow;
import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.FlowRow;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A ledger and a topic that tests make by hand: first right, then spoilt. */
public final class History {
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final String TOPIC = "flows";

    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final List<FlowRecord> records = new ArrayList<>();
    private int positions;

    /** An answer that has been given; figures, or zeros. */
    LedgerEntry answered(MarketSector pair, Instant at, Snapshot snapshot) {
        return noted(pair, at, snapshot.isAllZero() ? LedgerEntry.Kind.ZERO : LedgerEntry.Kind.SERVED, snapshot);
    }

    LedgerEntry noted(MarketSector pair, Instant at, LedgerEntry.Kind kind, Snapshot snapshot) {
        FlowRow row = snapshot == null ? null : FlowRow.right(snapshot, pair, Kst.date(at));
        return noted(pair, null, at, kind, row);
    }

    /** An answer to a run with that id. */
    LedgerEntry answered(MarketSector pair, String asker, Instant at, Snapshot snapshot) {
        return noted(pair, asker, at, LedgerEntry.Kind.SERVED, FlowRow.right(snapshot, pair, Kst.date(at)));
    }

    /** An answer with a row of which more is to be said. */
    LedgerEntry answered(MarketSector pair, Instant at, FlowRow row) {
        return noted(pair, null, at, LedgerEntry.Kind.SERVED, row);
    }

    /** An answer's row was another one, as far as the ledger knows, with the same figures. */
    void become(LedgerEntry answer, MarketSector pair, LocalDate date, boolean spoilt) {
        FlowRow row = new FlowRow(answer.snapshot(), pair, date, null, spoilt);
        ledger.set(ledger.indexOf(answer), with(answer.asker(), row, answer));
    }

    private static LedgerEntry with(String asker, FlowRow row, LedgerEntry answer) {
        return new LedgerEntry(
                answer.number(),
                answer.pair(),
                answer.appKey(),
                asker,
                answer.answeredAt(),
                answer.kind(),
                answer.detail(),
                row);
    }

    private LedgerEntry noted(MarketSector pair, String asker, Instant at, LedgerEntry.Kind kind, FlowRow row) {
        LedgerEntry entry = new LedgerEntry(ledger.size() + 1L, pair, null, asker, at, kind, "", row);
        ledger.add(entry);
        return entry;
    }

    /** A record at the topic's end, right in every way. */
    FlowRecord published(MarketSector pair, Instant tick, Instant received, Snapshot snapshot) {
        FlowRecord record = record(pair, tick, received, snapshot);
        records.add(record);
        connect();
        return record;
    }

    /** Another record right behind one, made of no answer, but right in every other way. */
    FlowRecord insertBehind(FlowRecord before) {
        FlowRecord made = record(
                before.pair(),
                before.value().getTickAt().plusMillis(1),
                before.value().getReceivedAt().plusMillis(1),
                before.snapshot());
        records.add(records.indexOf(before) + 1, made);
        connect();
        return made;
    }

    private FlowRecord record(MarketSector pair, Instant tick, Instant received, Snapshot snapshot) {
        return record(
                TOPIC + "-0@" + positions++, Emissions.of(pair, tick, new Row(snapshot, received, null, ""), null, 0));
    }

    /** What a consumer has of a record. */
    public static FlowRecord record(String position, Emitted emitted) {
        Instant received = emitted.receivedAt().truncatedTo(ChronoUnit.MILLIS);
        InvestorFlow value = new InvestorFlow();
        value.setMarket(emitted.pair().market());
        value.setSector(emitted.pair().sector());
        value.setTickAt(emitted.tick());
        value.setReceivedAt(received);
        value.setTradeDate(emitted.tradeDate());
        value.setPreviousTickAt(emitted.previousTick());
        value.setMissedTicks(emitted.missedTicks());
        value.setMissedTicksOfDay(emitted.missedTicksOfDay());
        value.setCorrection(emitted.correction());
        value.setEndOfSession(emitted.endOfSession());
        setFigures(value, emitted.snapshot());
        return new FlowRecord(position, TOPIC, emitted.pair().toString(), received, Map.of(), value);
    }

    static void setFigures(InvestorFlow value, Snapshot snapshot) {
        for (InvestorGroup group : InvestorGroup.values()) {
            Flow flow = new Flow();
            for (Figure figure : Figure.values()) {
                flow.put(figure.fieldName(), snapshot.figure(group, figure));
            }
            value.put(group.fieldName(), flow);
        }
    }

    /** Changes a record's value. */
    void change(FlowRecord record, Consumer<InvestorFlow> change) {
        change.accept(record.value());
    }

    /** Changes what a record says of the ticks before it, and the sums of its day with that. */
    void changeCount(FlowRecord record, Consumer<InvestorFlow> change) {
        change(record, change);
        sum();
    }

    private void sum() {
        Map<MarketSector, Map<Instant, Integer>> sums = new HashMap<>();
        for (FlowRecord record : records) {
            Map<Instant, Integer> ofPair = sums.computeIfAbsent(record.pair(), pair -> new HashMap<>());
            InvestorFlow value = record.value();
            value.setMissedTicksOfDay(ofPair.getOrDefault(value.getPreviousTickAt(), 0) + value.getMissedTicks());
            ofPair.putIfAbsent(value.getTickAt(), value.getMissedTicksOfDay());
        }
    }

    void change(FlowRecord record, String key, Instant timestamp) {
        records.set(
                records.indexOf(record),
                new FlowRecord(record.position(), record.topic(), key, timestamp, record.headers(), record.value()));
    }

    /** As though the record had never been made: what comes after it knows nothing of it. */
    void remove(FlowRecord record) {
        records.remove(record);
        connect();
    }

    void removeAll(MarketSector pair) {
        records.removeIf(record -> record.pair().equals(pair));
    }

    /** Gives each record the tick of its pair's record before on the same date, and the number of seconds between without an answer. */
    void connect() {
        Map<MarketSector, InvestorFlow> last = new HashMap<>();
        for (FlowRecord record : records) {
            InvestorFlow before = last.put(record.pair(), record.value());
            boolean sameDate = before != null
                    && before.getTradeDate().equals(record.value().getTradeDate());
            record.value().setPreviousTickAt(sameDate ? before.getTickAt() : null);
            record.value().setMissedTicks(sameDate ? missed(record.pair(), before.getTickAt(), record) : 0);
        }
        sum();
    }

    private int missed(MarketSector pair, Instant previous, FlowRecord record) {
        Set<Long> answered = answers(pair).stream()
                .map(entry -> entry.answeredAt().getEpochSecond())
                .collect(Collectors.toSet());
        return (int) LongStream.range(
                        previous.getEpochSecond() + 1,
                        Math.max(
                                previous.getEpochSecond() + 1,
                                record.value().getTickAt().getEpochSecond()))
                .filter(second -> !answered.contains(second))
                .count();
    }

    List<FlowRecord> records(MarketSector pair) {
        return records.stream().filter(record -> record.pair().equals(pair)).toList();
    }

    /** The readable answers of a pair. */
    List<LedgerEntry> answers(MarketSector pair) {
        return ledger.stream()
                .filter(entry -> pair.equals(entry.pair()))
                .filter(entry -> entry.kind() == LedgerEntry.Kind.SERVED || entry.kind() == LedgerEntry.Kind.ZERO)
                .toList();
    }

    /** {@code stops}: when the task was stopped, and a new one started at once. */
    Reconciliation.Report reconcile(Instant... stops) {
        List<TaskRun> runs = new ArrayList<>();
        Instant from = Instant.MIN;
        for (Instant stop : stops) {
            runs.add(new TaskRun("until " + stop, from, from, stop, false));
            from = stop;
        }
        runs.add(new TaskRun("last", from, from, Instant.MAX, false));
        return reconcile(Circumstances.undisturbed(INTERVAL).ran(runs));
    }

    Reconciliation.Report reconcile(Circumstances circumstances) {
        return Reconciliation.of(asked(ledger, circumstances.runs()), records, circumstances);
    }

    /** The same answers; those to nobody in particular are to the run that was started last of those that ran then. */
    public static List<LedgerEntry> asked(List<LedgerEntry> answers, List<TaskRun> runs) {
        return answers.stream()
                .map(answer -> answer.asker() != null
                        ? answer
                        : runs.stream()
                                .filter(run -> !answer.answeredAt().isBefore(run.from())
                                        && !answer.answeredAt().isAfter(run.to()))
                                .max(Comparator.comparing(TaskRun::from))
                                .map(run -> with(run.id(), answer.row(), answer))
                                .orElse(answer))
                .toList();
    }
}

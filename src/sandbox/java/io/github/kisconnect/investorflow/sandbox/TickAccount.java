package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every tick of a pair in session, from its first one with an answer to its last, and what became of it. */
final class TickAccount {
    private final MarketSector pair;
    private final Circumstances circumstances;
    private final Map<TaskRun, Instant> asking;
    private final Ticks ticks;
    private final NavigableMap<Instant, Fate> answered = new TreeMap<>();

    /** {@code asking}: since when each run has been asking for the pair. */
    TickAccount(MarketSector pair, Circumstances circumstances, Map<TaskRun, Instant> asking) {
        this.pair = pair;
        this.circumstances = circumstances;
        this.asking = asking;
        this.ticks = new Ticks(circumstances.interval());
    }

    /** A tick has a record, which says so itself. */
    void published(Instant tick) {
        answered.put(tick, Fate.PUBLISHED);
    }

    /**
     * An answer became no record; answers come in their order, after those that did. A pair is not asked again in a tick that has an
     * unchanged answer: where there is one more, the first came late, for the tick before.
     */
    void answered(Instant at, Fate fate) {
        Instant tick = ticks.current(at);
        Instant before = tick.minus(circumstances.interval());
        if (answered.get(tick) == Fate.UNCHANGED && !answered.containsKey(before)) {
            answered.put(before, Fate.UNCHANGED);
        }
        answered.merge(tick, fate, (a, b) -> a.compareTo(b) < 0 ? a : b);
    }

    List<TickFate> ticks() {
        List<TickFate> account = new ArrayList<>();
        if (!answered.isEmpty()) {
            Instant end = end();
            Stream.iterate(answered.firstKey(), tick -> tick.isBefore(end), ticks::next)
                    .filter(circumstances.sessions()::isOpen)
                    .forEach(tick -> account.add(new TickFate(pair, tick, fate(tick))));
        }
        return account;
    }

    /** The tick after the last one that is accounted for. */
    private Instant end() {
        return circumstances.until().equals(Instant.MAX)
                ? ticks.next(answered.lastKey())
                : ticks.current(circumstances.until());
    }

    private Fate fate(Instant tick) {
        Fate fate = answered.get(tick);
        if (fate != null) {
            return fate;
        }
        Instant next = ticks.next(tick);
        boolean ran = asking.entrySet().stream()
                .anyMatch(one -> !tick.isBefore(since(one.getKey(), one.getValue()))
                        && !next.isAfter(one.getKey().to())
                        && !circumstances.stoodStill(one.getKey(), tick, next));
        return ran ? Fate.MISSED : Fate.NO_TASK;
    }

    /** From when on a run answers for every tick: from its first answer on, and that is not to be long in coming. */
    private Instant since(TaskRun run, Instant firstAnswer) {
        // A tick may have begun before it was started, and the first request needs a token.
        Duration most = circumstances.interval().multipliedBy(2);
        return run.polling().isBefore(firstAnswer.minus(most)) ? run.polling().plus(most) : firstAnswer;
    }

    /** The tick from which on a record counts, without it; null where there is no session that begins. */
    private Instant since(FlowRecord record) {
        Instant previous = record.value().getPreviousTickAt();
        return previous == null && circumstances.sessions().wantProof()
                ? circumstances.sessions().start(record.value().getTradeDate()).minus(circumstances.interval())
                : previous;
    }

    /** What is held before the market's open is not missing: there was nothing to have. */
    private boolean mayCount(Instant tick) {
        return !circumstances.sessions().isBeforeOpen(pair, tick) || fate(tick) != Fate.HELD;
    }

    /**
     * Compares what a record says of ticks without an answer with the account. A task that has started in between counts as missed
     * what it cannot know: answers that became no record.
     */
    void checkMissed(FlowRecord record, Differences differences) {
        Instant tick = record.value().getTickAt();
        Instant previous = since(record);
        if (previous == null
                || !tick.isBefore(circumstances.until())
                // Else it may be wrong because of that.
                || !differences.noneBetween(previous, record.timestamp())) {
            return;
        }
        List<Fate> between = Stream.iterate(ticks.next(ticks.current(previous)), one -> one.isBefore(tick), ticks::next)
                .filter(circumstances.sessions()::isOpen)
                .filter(this::mayCount)
                .map(this::fate)
                .toList();
        long least = between.stream().filter(Fate::isMissing).count();
        // Of a lost one nobody knows where it was lost, and it is a difference already.
        long lost = between.stream().filter(fate -> fate == Fate.LOST).count();
        long most = circumstances.startedBetween(previous, record.timestamp()) ? between.size() : least + lost;
        int told = record.value().getMissedTicks();
        if (told < least || told > most) {
            differences.add(
                    record,
                    "missed_ticks is " + told + ", but of " + between.size() + " ticks since the record before " + least
                            + " had no answer");
        }
    }
}

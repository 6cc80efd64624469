package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.DayState;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.FlowRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judges verdicts by what the simulator knows of the rows, and by bounds in numbers.
 *
 * <p>What no rule can see is counted, and bounded at one record each: the first row of a run, and rows that only rise and that the run could not know.
 */
final class DayAudit {
    /** What is counted. */
    enum Count {
        DAYS,
        RECORDS,
        CORRECTIONS,
        WRONG_FIRST_OF_A_RUN,
        WRONG_THAT_ONLY_RISES,
        OLD_THAT_THE_RUN_COULD_NOT_KNOW
    }

    private final Predicate<LocalDate> isClosed;
    private final TradingSessions sessions;
    private final Duration interval;
    private final List<String> differences = new ArrayList<>();
    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);
    private final Map<MarketSector, PairRun> runs = new HashMap<>();
    private final Set<LocalDate> dates = new HashSet<>();

    /** What a run of a task has seen of a pair on a date. */
    private final class PairRun {
        private final Published stored;
        private LocalDate date = LocalDate.MIN;
        /** Rows of figures that stood there on the date before its market opened, and those known before the date. */
        private final Set<String> known = new HashSet<>();
        /** The last answer of each answered tick of the date. */
        private final List<Answered> ticks = new ArrayList<>();

        private Snapshot believed;
        private Emitted last;
        private boolean first = true;
        private int rightAndNotThere;
        private Snapshot lastRight;

        PairRun(Published stored) {
            this.stored = stored;
        }

        void begin(LocalDate newDate) {
            if (!newDate.equals(date)) {
                date = newDate;
                ticks.clear();
                known.clear();
                believed = null;
                rightAndNotThere = 0;
                lastRight = null;
                Published before = last == null ? stored : last.published();
                if (before != null) {
                    known.add(
                            before.tradeDate().equals(date) ? String.valueOf(before.earlierDigest()) : before.digest());
                }
            }
        }
    }

    private record Answered(Instant tick, Snapshot row, Snapshot believedBefore) {}

    /** {@code isClosed}: the truth. */
    DayAudit(Predicate<LocalDate> isClosed, TradingSessions sessions, Duration interval) {
        this.isClosed = isClosed;
        this.sessions = sessions;
        this.interval = interval;
    }

    List<String> differences() {
        return differences;
    }

    int count(Count what) {
        return counts.getOrDefault(what, 0);
    }

    private void count(Count what, int by) {
        counts.merge(what, by, Integer::sum);
    }

    /** A task starts, with what the offsets remember. */
    void started(Map<MarketSector, Published> offsets) {
        runs.clear();
        offsets.forEach((pair, stored) -> runs.put(pair, new PairRun(stored)));
    }

    /** A row was answered, and this came of it; {@code state}: what is known of the day with it. */
    void answered(MarketSector pair, Instant tick, Instant at, FlowRow row, DayState state, Verdict verdict) {
        LocalDate date = Kst.date(tick);
        if (dates.add(date)) {
            count(Count.DAYS, 1);
        }
        PairRun run = runs.computeIfAbsent(pair, key -> new PairRun(null));
        run.begin(date);
        String where = pair + " at " + tick.atOffset(Kst.ZONE) + ": ";
        if (verdict instanceof Verdict.Published published) {
            published(run, where, pair, tick, row, state, published.emitted());
        }
        if (verdict instanceof Verdict.Published || verdict instanceof Verdict.Unchanged) {
            run.believed =
                    run.believed == null ? row.snapshot() : row.snapshot().withBlanksFrom(run.believed);
        }
        if (row.snapshot().hasFigures() && at.isBefore(sessions.opens(pair, date))) {
            run.known.add(row.snapshot().digest());
        }
        checkFreshness(run, where, pair, tick, row, state, verdict);
        run.first = false;
    }

    private void published(
            PairRun run, String where, MarketSector pair, Instant tick, FlowRow row, DayState state, Emitted record) {
        count(Count.RECORDS, 1);
        checkDate(run, where, pair, tick, row, state);
        checkFall(run, where, tick, row.snapshot(), record);
        if (record.endOfSession() != sessions.isLastTick(tick, interval)) {
            differences.add(where + "end_of_session is " + record.endOfSession());
        }
        run.last = record;
    }

    private void checkDate(PairRun run, String where, MarketSector pair, Instant tick, FlowRow row, DayState state) {
        LocalDate date = Kst.date(tick);
        boolean isOfDate = date.equals(row.tradeDate());
        if (state != DayState.OPEN) {
            differences.add(where + "published on a day that is " + state);
        } else if (!row.snapshot().hasFigures() && !row.snapshot().isAllZero()) {
            differences.add(where + "zeros and blanks, which say nothing");
        } else if (row.snapshot().isAllZero()) {
            checkZeros(run, where, tick, row);
        } else if (!isOfDate && run.known.contains(row.snapshot().digest())) {
            differences.add(where + "a row of " + row.tradeDate() + " that stood there before the day");
        } else if (!isOfDate && (sessions.isUnderWay(tick) || isClosed.test(date))) {
            differences.add(where + "a row of " + row.tradeDate());
        } else if (!isOfDate) {
            // Of a back end that is behind, on an open day's morning.
            count(Count.OLD_THAT_THE_RUN_COULD_NOT_KNOW, 1);
        } else if (row.spoilt()) {
            boolean rises = run.believed == null
                    || row.snapshot().fallFrom(run.believed).isEmpty();
            count(run.believed == null ? Count.WRONG_FIRST_OF_A_RUN : Count.WRONG_THAT_ONLY_RISES, rises ? 1 : 0);
        }
    }

    private void checkZeros(PairRun run, String where, Instant tick, FlowRow row) {
        boolean isRight = Kst.date(tick).equals(row.tradeDate()) && !row.spoilt();
        boolean beginsADay = !sessions.isUnderWay(tick);
        if (run.believed != null && run.believed.hasFigures()) {
            differences.add(where + "zeros after figures");
        } else if (!isRight && !beginsADay && run.first) {
            count(Count.WRONG_FIRST_OF_A_RUN, 1);
        } else if (!isRight && !beginsADay) {
            differences.add(where + "zeros that are not of the day");
        }
    }

    /** What falls was confirmed by the tick before it, or is the third in a row. */
    private void checkFall(PairRun run, String where, Instant tick, Snapshot row, Emitted record) {
        boolean falls = run.believed != null && row.fallFrom(run.believed).isPresent();
        if (record.correction() != falls) {
            differences.add(where + "correction is " + record.correction());
        }
        if (!falls) {
            return;
        }
        count(Count.CORRECTIONS, 1);
        List<Answered> before =
                run.ticks.stream().filter(one -> one.tick().isBefore(tick)).toList();
        boolean confirmed = !before.isEmpty()
                && isConfirmed(row, before.get(before.size() - 1).row(), run.believed);
        boolean third = before.size() >= 2
                && before.subList(before.size() - 2, before.size()).stream()
                        .allMatch(one -> one.row().fallFrom(run.believed).isPresent());
        if (!confirmed && !third) {
            differences.add(where + "falls, and neither the tick before nor two have said so");
        }
    }

    private static boolean isConfirmed(Snapshot row, Snapshot before, Snapshot believed) {
        return before.fallFrom(believed).isPresent() && row.confirmsFall(before, believed);
    }

    /**
     * Three right rows that differ, in ticks in a row of an open day and market: the last of them is published at the latest. While nothing shows that
     * the rows are of the day, one that falls below the one before, because the API took something back just then, is the first of them.
     */
    private void checkFreshness(
            PairRun run, String where, MarketSector pair, Instant tick, FlowRow row, DayState state, Verdict verdict) {
        LocalDate date = Kst.date(tick);
        boolean isTickOfLast = !run.ticks.isEmpty()
                && run.ticks.get(run.ticks.size() - 1).tick().equals(tick);
        if (isTickOfLast) {
            run.ticks.remove(run.ticks.size() - 1);
        }
        run.ticks.add(new Answered(tick, row.snapshot(), run.believed));
        boolean isRight = date.equals(row.tradeDate())
                && !row.spoilt()
                && row.snapshot().hasFigures()
                && !tick.isBefore(sessions.opens(pair, date))
                && state == DayState.OPEN;
        boolean isThere = verdict instanceof Verdict.Unchanged || verdict instanceof Verdict.Published;
        if (!isRight || isThere) {
            run.rightAndNotThere = 0;
            run.lastRight = null;
        } else if (!row.snapshot().equals(run.lastRight) && !isTickOfLast) {
            boolean isFirst = verdict instanceof Verdict.Held
                    && run.lastRight != null
                    && row.snapshot().fallFrom(run.lastRight).isPresent();
            run.rightAndNotThere = isFirst ? 1 : run.rightAndNotThere + 1;
            run.lastRight = row.snapshot();
        }
        if (run.rightAndNotThere >= 3) {
            differences.add(where + "the third right row in a row is not there, but " + verdict);
        }
    }
}

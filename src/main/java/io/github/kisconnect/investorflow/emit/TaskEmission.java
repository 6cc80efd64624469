package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.market.DayState;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides for all pairs of a task which rows become records: those of their date that are believed and say something
 * new.
 *
 * <p>Not safe for use by several threads.
 */
public final class TaskEmission {
    private final Map<MarketSector, PairEmission> pairs = new LinkedHashMap<>();
    private final TradingSessions sessions;
    private final TaskDay day;
    private final SameRows sameRows = new SameRows();

    /**
     * What a pair starts from.
     *
     * @param interval from tick to tick of this pair
     * @param last its last record; null when there is none
     */
    public record Start(MarketSector pair, Duration interval, Published last) {}

    /** {@code sessions}: what is known of the days. */
    public TaskEmission(EmissionSettings settings, TradingSessions sessions, Collection<Start> starts) {
        this.sessions = sessions;
        this.day = new TaskDay(
                sessions,
                starts.stream()
                        .map(Start::last)
                        .filter(last -> last != null && last.tradeDate() != null && last.isFiguresOf(last.tradeDate()))
                        .map(Published::tradeDate)
                        .collect(Collectors.toSet()));
        starts.forEach(start -> pairs.put(start.pair(), new PairEmission(start, settings, sessions, day)));
    }

    /** The task's pairs. */
    public Set<MarketSector> pairs() {
        return Set.copyOf(pairs.keySet());
    }

    /**
     * Takes the answer of a tick; a pair's ticks come in order. A tick may have several answers; the last one decides.
     */
    public Verdict offer(MarketSector pair, Instant tick, Row row) {
        day.begin(Kst.date(tick));
        PairEmission emission = pairs.get(pair);
        // Before the open a row is held anyway.
        Optional<MarketSector> other = sessions.isBeforeOpen(pair, tick)
                ? Optional.empty()
                : sameRows.find(pair, tick, emission.interval(), row.snapshot());
        if (other.isPresent()) {
            emission.passOver(tick);
            return new Verdict.SameAs(other.get());
        }
        return emission.offer(tick, row);
    }

    /**
     * Takes an answer of a tick that cannot be read; a tick may have several.
     *
     * @return empty without a quarantine, for an answer that is wrong just as the one before, and for a second one of
     *     the same tick and reason: an answer that differs is evidence, but one per tick and reason is enough
     */
    public Optional<Rejected> reject(MarketSector pair, Instant tick, Reject reject) {
        return pairs.get(pair).reject(tick, reject);
    }

    /** Whether the market is open on a date, by what is known of the date and what the pairs have shown. */
    public DayState state(LocalDate date) {
        return day.state(date);
    }
}

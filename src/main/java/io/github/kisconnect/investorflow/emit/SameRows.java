package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds rows of figures that two pairs have in the same tick: one of them may have been given the other's. */
final class SameRows {
    private final Map<String, Told> rows = new HashMap<>();
    private final Map<MarketSector, Asked> askedAgain = new HashMap<>();
    /** Pairs whose rows were found to be equal on the date: two that trade little may be. */
    private final Set<Set<MarketSector>> known = new HashSet<>();

    private Instant latest = Instant.MIN;
    private LocalDate date = LocalDate.MIN;

    /** The pair that has a row, and the beginning and end of its tick. */
    private record Told(MarketSector pair, Instant from, Instant to) {
        boolean isBeside(Instant begin, Instant end) {
            return from.isBefore(end) && begin.isBefore(to);
        }
    }

    /** The row for which a pair was asked again in a tick. */
    private record Asked(Instant tick, String digest) {}

    /**
     * The other pair that has this row. Empty if the two are known to be equal, or if the pair gives the same row again
     * in the tick. {@code interval}: from tick to tick of the pair.
     */
    Optional<MarketSector> find(MarketSector pair, Instant tick, Duration interval, Snapshot row) {
        begin(tick);
        if (!row.hasFigures()) {
            return Optional.empty();
        }
        Told mine = new Told(pair, tick, tick.plus(interval));
        Told told =
                rows.merge(row.digest(), mine, (old, added) -> old.isBeside(added.from(), added.to()) ? old : added);
        if (told.pair().equals(pair) || known.contains(Set.of(pair, told.pair()))) {
            return Optional.empty();
        }
        Asked asked = new Asked(tick, row.digest());
        if (asked.equals(askedAgain.put(pair, asked))) {
            known.add(Set.of(pair, told.pair()));
            return Optional.empty();
        }
        return Optional.of(told.pair());
    }

    /**
     * Forgets rows of ticks that are over, so an answer that comes after its tick is compared with few rows, or none.
     */
    private void begin(Instant tick) {
        if (!Kst.date(tick).equals(date)) {
            date = Kst.date(tick);
            known.clear();
            rows.clear();
            latest = Instant.MIN;
        }
        if (tick.isAfter(latest)) {
            latest = tick;
            rows.values().removeIf(told -> !told.to().isAfter(tick));
        }
    }
}

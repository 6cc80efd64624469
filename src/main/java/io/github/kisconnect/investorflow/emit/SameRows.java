package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds rows of figures that another pair has in the same tick, too: one of the two may have been given the other's. */
final class SameRows {
    private final Map<String, MarketSector> ofTick = new HashMap<>();
    private final Map<MarketSector, String> askedAgain = new HashMap<>();
    /** Pairs that were found to be the same on the date: two that trade little may be. */
    private final Set<Set<MarketSector>> known = new HashSet<>();

    private Instant tick = Instant.MIN;
    private LocalDate date = LocalDate.MIN;

    /** The other pair whose row this is, when that is new and has not been said twice in the tick. */
    Optional<MarketSector> find(MarketSector pair, Instant asked, Snapshot row) {
        begin(asked);
        if (!row.hasFigures()) {
            return Optional.empty();
        }
        MarketSector other = ofTick.putIfAbsent(row.digest(), pair);
        if (other == null || other.equals(pair) || known.contains(Set.of(pair, other))) {
            return Optional.empty();
        }
        if (row.digest().equals(askedAgain.put(pair, row.digest()))) {
            known.add(Set.of(pair, other));
            return Optional.empty();
        }
        return Optional.of(other);
    }

    /** An answer that comes after its tick is compared with none, for the rows of its tick are forgotten; so are then those of the next one. */
    private void begin(Instant asked) {
        if (!Kst.date(asked).equals(date)) {
            date = Kst.date(asked);
            known.clear();
            tick = Instant.MIN;
        }
        if (!asked.equals(tick)) {
            tick = asked;
            ofTick.clear();
            askedAgain.clear();
        }
    }
}

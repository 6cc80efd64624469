package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.emit.Verdict;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.Optional;

/** Records for tests to which it means little how they came about. */
public final class Emissions {
    private Emissions() {}

    /** The record that a row becomes, if it becomes one. */
    public static Optional<Emitted> record(Verdict verdict) {
        return verdict instanceof Verdict.Published published ? Optional.of(published.emitted()) : Optional.empty();
    }

    /** A day's first record, received in its tick. */
    public static Emitted first(MarketSector pair, Instant tick, Snapshot snapshot) {
        return of(pair, tick, new Row(snapshot, tick, null, ""), null, 0);
    }

    /** One that nothing was missed before but the ticks since the record before it. */
    public static Emitted of(MarketSector pair, Instant tick, Row row, Instant previousTick, int missedTicks) {
        return new Emitted(pair, tick, row, previousTick, missedTicks, missedTicks, false, false, null, null);
    }

    /** The last one of a session, with a correction: after 3 missed ticks, 7 on the whole day. */
    public static Emitted lastOfSession(MarketSector pair, Instant tick, Row row, String earlierDigest) {
        return new Emitted(pair, tick, row, null, 3, 7, true, true, earlierDigest, null);
    }
}

package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A snapshot that becomes a record.
 *
 * @param pair what was asked for
 * @param tick the scheduled tick
 * @param row the figures, as they were answered
 * @param previousTick the tick of the pair's previous record on the same trade date; null: none is known, or the clock
 *     was set back
 * @param missedTicks ticks since then, or since the session began, that got no answer that was believed
 * @param missedTicksOfDay the sum of {@code missedTicks} over the trade date, this record's included
 * @param correction whether a cumulative figure is lower than one that was believed before on the trade date
 * @param endOfSession whether the tick is the pair's last one in the session
 * @param earlierDigest digest of the pair's row of an earlier date, for the source offset; null when none is known
 * @param last the pair's record before, of any date; null when there is none
 */
public record Emitted(
        MarketSector pair,
        Instant tick,
        Row row,
        Instant previousTick,
        int missedTicks,
        int missedTicksOfDay,
        boolean correction,
        boolean endOfSession,
        String earlierDigest,
        Published last)
        implements Publishable {

    /** 72 figures as objects, and what belongs to them. */
    private static final long BYTES = 4096;

    @Override
    public long bytes() {
        return BYTES;
    }

    public Snapshot snapshot() {
        return row.snapshot();
    }

    public Instant receivedAt() {
        return row.receivedAt();
    }

    /** The tick's date in Korea. */
    public LocalDate tradeDate() {
        return Kst.date(tick);
    }

    /** What its source offset remembers. */
    public Published published() {
        return new Published(tick, snapshot().digest(), tradeDate(), missedTicksOfDay, earlierDigest);
    }
}

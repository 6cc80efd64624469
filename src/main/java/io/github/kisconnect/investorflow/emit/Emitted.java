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
 * @param receivedAt when the answer had arrived
 * @param snapshot the figures
 * @param messageCode the API's {@code msg_cd}, empty when it gave none
 * @param previousTick the tick of the pair's record before on the same trade date; null: the first of the day
 * @param missedTicks ticks since then that got no answer
 */
public record Emitted(
        MarketSector pair,
        Instant tick,
        Instant receivedAt,
        Snapshot snapshot,
        String messageCode,
        Instant previousTick,
        int missedTicks)
        implements Publishable {

    /** The tick's date in Korea. */
    public LocalDate tradeDate() {
        return Kst.date(tick);
    }

    /** What its source offset remembers. */
    public Published published() {
        return new Published(tick, snapshot.digest(), tradeDate());
    }
}

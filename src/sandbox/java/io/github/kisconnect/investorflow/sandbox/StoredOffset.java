package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;

/**
 * A source offset of a pair as it is in a worker's topic of offsets.
 *
 * @param tick of the pair's last record; null where the offset tells of none, or was forgotten
 * @param storedAt when the broker took it
 */
public record StoredOffset(MarketSector pair, Instant tick, Instant storedAt) {

    /** What is found where nothing was ever stored. */
    static StoredOffset none(MarketSector pair) {
        return new StoredOffset(pair, null, Instant.MIN);
    }

    /** Whether it tells that a record, or a later one of its pair, is in the topic. */
    boolean covers(FlowRecord record) {
        return pair.equals(record.pair())
                && tick != null
                && !tick.isBefore(record.value().getTickAt());
    }
}

package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the offsets that Connect has stored remember of a task's pairs. */
public final class StoredOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(StoredOffsets.class);

    private StoredOffsets() {}

    /**
     * Each pair's last record; nothing of a pair that has no offset, or one that can only come from a clock that was wrong, which is logged.
     *
     * @param interval from tick to tick
     * @param now by the wall clock
     */
    public static Map<MarketSector, Published> read(
            OffsetStorageReader offsets, Collection<MarketSector> pairs, Duration interval, Instant now) {
        Map<Map<String, String>, MarketSector> partitions =
                pairs.stream().collect(Collectors.toMap(SourceOffsets::partition, Function.identity()));
        Map<MarketSector, Published> published = new HashMap<>();
        offsets.offsets(partitions.keySet()).forEach((partition, offset) -> SourceOffsets.read(offset)
                .filter(last -> isPossible(partitions.get(partition), last, now, interval))
                .ifPresent(last -> published.put(partitions.get(partition), last)));
        return published;
    }

    private static boolean isPossible(MarketSector pair, Published last, Instant now, Duration interval) {
        if (SourceOffsets.isAhead(last.tick(), now, interval)) {
            LOG.warn(
                    "The stored offset of {} is {}, ahead of the clock by more than an interval; it is ignored",
                    pair,
                    last.tick());
            return false;
        }
        return true;
    }
}

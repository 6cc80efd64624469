package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what Connect's stored offsets remember of a task's pairs. */
public final class StoredOffsets {
    private static final Logger LOG = LoggerFactory.getLogger(StoredOffsets.class);

    private StoredOffsets() {}

    /**
     * Each pair's last record. A pair is missing if it has no offset, or one that can only come from a wrong clock,
     * which is logged.
     *
     * @param intervals of each pair, from tick to tick
     * @param now by the wall clock
     */
    public static Map<MarketSector, Published> read(
            OffsetStorageReader offsets, Map<MarketSector, Duration> intervals, Instant now) {
        Map<Map<String, String>, MarketSector> partitions =
                intervals.keySet().stream().collect(Collectors.toMap(SourceOffsets::partition, Function.identity()));
        Map<MarketSector, Published> published = new TreeMap<>(Comparator.comparing(MarketSector::toString));
        offsets.offsets(partitions.keySet()).forEach((partition, offset) -> SourceOffsets.read(offset)
                .ifPresent(last -> published.put(partitions.get(partition), last)));
        List<MarketSector> ahead = published.keySet().stream()
                .filter(pair -> SourceOffsets.isAhead(published.get(pair).tick(), now, intervals.get(pair)))
                .toList();
        if (!ahead.isEmpty()) {
            LOG.warn(
                    "The stored offsets of {} pairs are ahead of this host's clock by more than an interval, and are ignored; that of {} is {}."
                            + " Either the clock was ahead when they were stored, or it is behind now: check that NTP keeps it right",
                    ahead.size(),
                    ahead.get(0),
                    published.get(ahead.get(0)).tick());
        }
        published.keySet().removeAll(ahead);
        return published;
    }
}

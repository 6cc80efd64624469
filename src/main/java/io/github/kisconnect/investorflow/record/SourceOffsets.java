package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Source partitions and source offsets, the same in all versions, because stored ones must be found again.
 *
 * <p>A partition has one key, because the stored form is JSON in the map's order, and the order of two keys may change.
 */
public final class SourceOffsets {
    static final String PAIR = "market_sector";
    static final String TIMESTAMP = "timestamp";
    static final String DIGEST = "digest";
    static final String TRADE_DATE = "trade_date";
    static final String MISSED_TICKS_OF_DAY = "missed_ticks_of_day";
    static final String EARLIER_DIGEST = "earlier_digest";
    /** The seconds of a day, because ticks are at least one second apart. */
    static final long MOST_TICKS_OF_DAY = 86_400;

    private SourceOffsets() {}

    /** The source partition of a pair. */
    public static Map<String, String> partition(MarketSector pair) {
        return Map.of(PAIR, pair.toString());
    }

    /** The source offset of a record. */
    public static Map<String, Object> offset(Published published) {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(TIMESTAMP, published.tick().toEpochMilli());
        if (published.digest() != null) {
            offset.put(DIGEST, published.digest());
        }
        if (published.tradeDate() != null) {
            offset.put(TRADE_DATE, published.tradeDate().toString());
        }
        if (published.missedTicksOfDay() != null) {
            offset.put(MISSED_TICKS_OF_DAY, published.missedTicksOfDay().longValue());
        }
        if (published.earlierDigest() != null) {
            offset.put(EARLIER_DIGEST, published.earlierDigest());
        }
        return offset;
    }

    /**
     * A source offset from before a record: that of the pair's record before, or, without one, the millisecond before the
     * tick. With it the tick is polled again.
     */
    static Map<String, Object> before(Emitted emitted) {
        return offset(
                emitted.last() != null
                        ? emitted.last()
                        : new Published(emitted.tick().minusMillis(1), null, null));
    }

    /**
     * The source offset of an answer that could not be read. It repeats that of the pair's last record, so that the
     * next record knows its predecessor; without a last record it has only the tick.
     */
    public static Map<String, Object> offset(Rejected rejected) {
        return offset(rejected.last() != null ? rejected.last() : new Published(rejected.tick(), null, null));
    }

    /** Reads a stored offset; empty for null and for one that has no timestamp. */
    public static Optional<Published> read(Map<String, ?> offset) {
        if (offset == null || !(offset.get(TIMESTAMP) instanceof Number timestamp)) {
            return Optional.empty();
        }
        String digest = offset.get(DIGEST) instanceof String text ? text : null;
        LocalDate tradeDate = offset.get(TRADE_DATE) instanceof String text ? date(text) : null;
        String earlierDigest = offset.get(EARLIER_DIGEST) instanceof String text ? text : null;
        return Optional.of(new Published(
                Instant.ofEpochMilli(timestamp.longValue()),
                digest,
                tradeDate,
                missedTicks(offset.get(MISSED_TICKS_OF_DAY)),
                earlierDigest));
    }

    /** Null when it cannot be a count of a day's ticks. */
    private static Integer missedTicks(Object found) {
        boolean possible =
                found instanceof Number number && number.longValue() >= 0 && number.longValue() <= MOST_TICKS_OF_DAY;
        return possible ? ((Number) found).intValue() : null;
    }

    /**
     * Whether a stored tick is more than one interval ahead of the wall clock. Then a clock was wrong, or somebody
     * mistyped it, and it must not silence the pair until that time.
     */
    public static boolean isAhead(Instant tick, Instant now, Duration interval) {
        return tick.isAfter(now.plus(interval));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}

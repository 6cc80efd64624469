package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks which source offsets an operator may store: those in the form that the connector itself writes, for any pair.
 *
 * <p>Connect accepts any JSON object, and a task ignores what it does not understand, so a typing error would be stored
 * and silently mean something else. A trade date that is not the timestamp's is accepted: moving a timestamp back over
 * midnight leaves one. It does no harm, because the offset is then of no date.
 */
public final class AlteredOffsets {
    /** Few, because the message is read in a terminal. */
    private static final int MOST_LISTED = 5;

    private static final int LONGEST_SHOWN = 100;
    private static final String EXAMPLE = "{\"" + SourceOffsets.PAIR + "\":\"KSP:0001\"}";
    private static final List<String> FIELDS = List.of(
            SourceOffsets.TIMESTAMP,
            SourceOffsets.DIGEST,
            SourceOffsets.TRADE_DATE,
            SourceOffsets.MISSED_TICKS_OF_DAY,
            SourceOffsets.EARLIER_DIGEST);
    /** Characters that do not belong in a line; half a surrogate pair would even break the worker's JSON. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    private final Instant now;
    private final Function<MarketSector, Duration> intervals;
    private final List<String> problems = new ArrayList<>();

    private AlteredOffsets(Instant now, Function<MarketSector, Duration> intervals) {
        this.now = now;
        this.intervals = intervals;
    }

    /**
     * Accepts offsets if all of them may be stored, and refuses all of them otherwise.
     *
     * @param offsets by source partition; a null offset means to forget the stored one, and is accepted for any
     *     partition, even for one that could not be stored
     * @param now the wall clock
     * @param intervals from tick to tick of each pair; a timestamp may be this far ahead of the clock, because a task
     *     ignores one that is further ahead
     * @throws ConnectException with a sentence that names the first few partitions and fields that are wrong, what is
     *     allowed and what to do
     */
    public static void check(
            Map<Map<String, ?>, Map<String, ?>> offsets, Instant now, Function<MarketSector, Duration> intervals) {
        AlteredOffsets check = new AlteredOffsets(now.truncatedTo(ChronoUnit.MILLIS), intervals);
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                check.partition(partition);
                check.offset(json(partition), pair(partition), offset);
            }
        });
        if (!check.problems.isEmpty()) {
            throw new ConnectException(check.sentence());
        }
    }

    private String sentence() {
        List<String> listed = problems.subList(0, Math.min(problems.size(), MOST_LISTED));
        String more = problems.size() > MOST_LISTED ? "; and " + (problems.size() - MOST_LISTED) + " more" : "";
        return "No offset was altered, because " + String.join("; ", listed) + more + ".";
    }

    private void partition(Map<String, ?> partition) {
        String remedy = ": write " + EXAMPLE + " with the pair's own codes, or give it the offset null to forget it";
        if (partition == null || !partition.containsKey(SourceOffsets.PAIR)) {
            problems.add("the partition " + json(partition) + " has no " + SourceOffsets.PAIR + remedy);
            return;
        }
        Object pair = partition.get(SourceOffsets.PAIR);
        if (!(pair instanceof String text) || MarketSector.parse(text).isEmpty()) {
            problems.add(SourceOffsets.PAIR + " " + shown(pair) + " of the partition " + json(partition)
                    + " is not a market and a sector in capitals" + remedy);
        }
        partition.keySet().stream()
                .filter(key -> !SourceOffsets.PAIR.equals(key))
                .forEach(key -> problems.add("the partition " + json(partition) + " has the key " + shown(key)
                        + ", and only " + SourceOffsets.PAIR + " is allowed" + remedy));
    }

    /** Empty if the partition is wrong, which is reported already. */
    private static Optional<MarketSector> pair(Map<String, ?> partition) {
        return Optional.ofNullable(partition)
                .map(given -> given.get(SourceOffsets.PAIR))
                .map(Objects::toString)
                .flatMap(MarketSector::parse);
    }

    private void offset(String partition, Optional<MarketSector> pair, Map<String, ?> offset) {
        if (offset.containsKey(SourceOffsets.TIMESTAMP)) {
            timestamp(partition, pair, offset.get(SourceOffsets.TIMESTAMP));
        } else {
            problems.add("the offset of " + partition + " has no " + SourceOffsets.TIMESTAMP
                    + ": write a time in epoch milliseconds, such as " + now.toEpochMilli()
                    + ", or null in place of the whole offset to forget it");
        }
        for (String field : List.of(SourceOffsets.DIGEST, SourceOffsets.EARLIER_DIGEST)) {
            if (offset.containsKey(field)) {
                digest(partition, field, offset.get(field));
            }
        }
        if (offset.containsKey(SourceOffsets.TRADE_DATE)) {
            tradeDate(partition, offset.get(SourceOffsets.TRADE_DATE));
        }
        if (offset.containsKey(SourceOffsets.MISSED_TICKS_OF_DAY)) {
            missedTicks(partition, offset.get(SourceOffsets.MISSED_TICKS_OF_DAY));
        }
        offset.keySet().stream()
                .filter(field -> field == null || !FIELDS.contains(field))
                .forEach(field -> problems.add("the offset of " + partition + " has the field " + shown(field)
                        + ", and only " + String.join(", ", FIELDS.subList(0, FIELDS.size() - 1)) + " and "
                        + FIELDS.get(FIELDS.size() - 1) + " are allowed: leave it out"));
    }

    private void timestamp(String partition, Optional<MarketSector> pair, Object found) {
        boolean whole = found instanceof Long || found instanceof Integer;
        if (!whole || ((Number) found).longValue() < 0) {
            problems.add(SourceOffsets.TIMESTAMP + " " + shown(found) + " of " + partition
                    + " is not a whole number of epoch milliseconds from 0 on: write it without quotes and fraction,"
                    + " such as " + now.toEpochMilli());
            return;
        }
        Instant tick = Instant.ofEpochMilli(((Number) found).longValue());
        Duration interval = pair.map(intervals).orElse(Duration.ofDays(1));
        if (SourceOffsets.isAhead(tick, now, interval)) {
            problems.add(SourceOffsets.TIMESTAMP + " " + found + " (" + tick + ") of " + partition
                    + " is more than one poll interval (" + interval.toMillis() + " ms) ahead of the worker's clock ("
                    + now + "): write at most "
                    + now.plus(interval).toEpochMilli());
        }
    }

    private void digest(String partition, String field, Object found) {
        if (!(found instanceof String text) || !Snapshot.isDigest(text)) {
            problems.add(field + " " + shown(found) + " of " + partition + " is not " + Snapshot.DIGEST_FORM
                    + ": write it as it was stored, or leave it out");
        }
    }

    private void missedTicks(String partition, Object found) {
        boolean whole = found instanceof Long || found instanceof Integer;
        long ticks = whole ? ((Number) found).longValue() : -1;
        if (ticks < 0 || ticks > SourceOffsets.MOST_TICKS_OF_DAY) {
            problems.add(SourceOffsets.MISSED_TICKS_OF_DAY + " " + shown(found) + " of " + partition
                    + " is not a whole number from 0 to " + SourceOffsets.MOST_TICKS_OF_DAY
                    + ": write it without quotes and fraction, or leave it out");
        }
    }

    private void tradeDate(String partition, Object found) {
        if (!(found instanceof String text) || Kst.parse(text).isEmpty()) {
            problems.add(SourceOffsets.TRADE_DATE + " " + shown(found) + " of " + partition
                    + " is not a date: write yyyy-MM-dd, such as " + Kst.date(now) + ", or leave it out");
        }
    }

    /** As it stands in the JSON of the request, more or less. */
    private static String json(Map<String, ?> partition) {
        return partition == null
                ? "null"
                : partition.entrySet().stream()
                        .map(entry -> "\"" + entry.getKey() + "\":"
                                + (entry.getValue() instanceof String text ? "\"" + text + "\"" : entry.getValue()))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining(",", "{", "}"), AlteredOffsets::printable));
    }

    private static String shown(Object value) {
        return printable(value instanceof String text ? "'" + text + "'" : Objects.toString(value));
    }

    private static String printable(String text) {
        String line = UNPRINTABLE.matcher(text).replaceAll("?");
        return line.codePointCount(0, line.length()) > LONGEST_SHOWN
                ? line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "…"
                : line;
    }
}

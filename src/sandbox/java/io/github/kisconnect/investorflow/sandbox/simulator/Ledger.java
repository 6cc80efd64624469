package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every answer that was given to a request for figures, in order; thread-safe.
 *
 * <p>Equal rows of a pair in a row are one object, so that an entry of a quiet pair takes some 100 bytes; one with new figures
 * takes about 1.5 KiB.
 */
public final class Ledger {
    private final int limit;
    private final Deque<LedgerEntry> entries = new ArrayDeque<>();
    private final Map<LedgerEntry.Kind, Long> counts = new EnumMap<>(LedgerEntry.Kind.class);
    private final Map<MarketSector, FlowRow> latest = new HashMap<>();
    private long number;

    /** @param limit how many entries are kept, the latest ones; 0 for all */
    Ledger(int limit) {
        this.limit = limit;
    }

    synchronized void append(
            MarketSector pair,
            String appKey,
            String asker,
            Instant answeredAt,
            LedgerEntry.Kind kind,
            String detail,
            FlowRow row) {
        number++;
        counts.merge(kind, 1L, Long::sum);
        entries.addLast(new LedgerEntry(number, pair, appKey, asker, answeredAt, kind, detail, shared(pair, row)));
        if (limit > 0 && entries.size() > limit) {
            entries.removeFirst();
        }
    }

    private FlowRow shared(MarketSector pair, FlowRow row) {
        if (row == null || pair == null) {
            return row;
        }
        return latest.compute(pair, (key, last) -> row.equals(last) ? last : row);
    }

    /** All entries that are kept, oldest first. */
    public synchronized List<LedgerEntry> all() {
        return List.copyOf(entries);
    }

    /** The kept entries of a pair that gave a snapshot (figures, zeros or blanks), oldest first. */
    public synchronized List<LedgerEntry> served(MarketSector pair) {
        return kept().filter(entry -> pair.equals(entry.pair()) && entry.snapshot() != null)
                .toList();
    }

    /** How many answers of a kind were given, whether or not their entries are kept. */
    public synchronized long count(LedgerEntry.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** How many answers were given, whether or not their entries are kept. */
    public synchronized long size() {
        return number;
    }

    private Stream<LedgerEntry> kept() {
        return entries.stream();
    }
}

package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source offset as a worker stored it for a released version: what is in Connect's offsets topic, to the letter.
 *
 * @param kind after which answer
 * @param key the raw text of the record's key
 * @param value the raw text of its value
 */
public record GoldenOffset(String kind, String key, String value) {
    private static final String SEPARATOR = "; ";
    private static final Pattern MISSED = Pattern.compile("\"missed_ticks_of_day\":\\d+");
    private static final Pattern PAIR = Pattern.compile("\"market_sector\":\"([^\"]+)\"");

    /** What is kept of a version. */
    public static List<GoldenOffset> of(String version) {
        try (InputStream stream = GoldenOffset.class.getResourceAsStream("offsets-" + version + ".txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(SEPARATOR))
                    .map(parts -> new GoldenOffset(parts[0], parts[1], parts[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MarketSector pair() {
        Matcher matcher = PAIR.matcher(key);
        if (!matcher.find()) {
            throw new IllegalStateException("no pair in " + key);
        }
        return MarketSector.parse(matcher.group(1)).orElseThrow();
    }

    /** The same for another connector and tick: nothing but the name, the milliseconds and the date in KST is another. */
    public GoldenOffset movedTo(String connector, Instant tick) {
        return new GoldenOffset(
                kind,
                key.replaceFirst("^\\[\"[^\"]+\"", "[\"" + connector + "\""),
                value.replaceFirst("\"timestamp\":\\d+", "\"timestamp\":" + tick.toEpochMilli())
                        .replaceFirst("\"trade_date\":\"[^\"]+\"", "\"trade_date\":\"" + Kst.date(tick) + "\""));
    }

    /** The same with another one's count of missed ticks, which depends on the time of day. */
    public GoldenOffset withMissedTicksOf(GoldenOffset other) {
        Matcher missed = MISSED.matcher(other.value);
        return missed.find() ? withValue(MISSED.matcher(value).replaceFirst(missed.group())) : this;
    }

    public GoldenOffset withValue(String text) {
        return new GoldenOffset(kind, key, text);
    }

    /** A line of the file. */
    @Override
    public String toString() {
        return String.join(SEPARATOR, kind, key, value);
    }
}

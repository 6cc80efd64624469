package io.github.kisconnect.investorflow.market;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A market and one of its sectors by the brokerage's codes: what one request asks for.
 *
 * @param market the market code, {@code KSP}: up to 12 letters or digits, as the page allows
 * @param sector the sector code, {@code 0001}: up to 8 letters or digits
 */
public record MarketSector(String market, String sector) implements Comparable<MarketSector> {
    private static final Pattern MARKET = Pattern.compile("[A-Z0-9]{1,12}");
    private static final Pattern SYNTAX = Pattern.compile("(" + MARKET + "):([A-Z0-9]{1,8})");

    public MarketSector {
        Objects.requireNonNull(market, "market");
        Objects.requireNonNull(sector, "sector");
        if (!SYNTAX.matcher(market + ":" + sector).matches()) {
            throw new IllegalArgumentException("not a market and a sector: " + market + ":" + sector);
        }
    }

    /** Reads {@code KSP:0001}; empty when the text is not of that form. */
    public static Optional<MarketSector> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        return matcher.matches() ? Optional.of(new MarketSector(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Whether a text could be a market's code, of the catalogue or not. */
    static boolean isMarketCode(String text) {
        return MARKET.matcher(text).matches();
    }

    @Override
    public int compareTo(MarketSector other) {
        return toString().compareTo(other.toString());
    }

    /** The pair as it is written in configurations, keys and source partitions: {@code KSP:0001}. */
    @Override
    public String toString() {
        return market + ":" + sector;
    }
}

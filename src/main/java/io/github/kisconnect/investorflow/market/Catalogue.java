package io.github.kisconnect.investorflow.market;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The known market/sector pairs, with their names, kinds and units, in a fixed order. */
public final class Catalogue {
    private static final Catalogue BUNDLED = new Catalogue(
            Csv.rows("markets.csv").stream().map(Market::of).toList(),
            Csv.rows("market-sectors.csv").stream().map(Sector::of).toList());

    private final Map<String, Market> markets = new LinkedHashMap<>();
    private final Map<MarketSector, Sector> sectors = new LinkedHashMap<>();

    private Catalogue(List<Market> markets, List<Sector> sectors) {
        markets.forEach(market -> this.markets.put(market.code(), market));
        sectors.forEach(sector -> this.sectors.put(sector.pair(), sector));
    }

    /** The catalogue that the plugin ships. */
    public static Catalogue bundled() {
        return BUNDLED;
    }

    /** All markets, in catalogue order. */
    public List<Market> markets() {
        return List.copyOf(markets.values());
    }

    /** All sectors, in catalogue order. */
    public List<Sector> sectors() {
        return List.copyOf(sectors.values());
    }

    public Optional<Market> market(String code) {
        return Optional.ofNullable(markets.get(code));
    }

    public Optional<Sector> sector(MarketSector pair) {
        return Optional.ofNullable(sectors.get(pair));
    }

    /**
     * Whether the endpoint may well not know a pair: it is an index, is gone from the brokerage's master, or is not
     * catalogued at all. If any other pair gets no answer, the trouble is more likely to pass.
     */
    public boolean mayNotAnswer(MarketSector pair) {
        return sector(pair).map(sector -> !sector.evidence().takenByWildcard()).orElse(true);
    }

    /** Catalogue order first, then uncatalogued pairs by their text: the same on every host and at every start. */
    public Comparator<MarketSector> order() {
        List<MarketSector> known = List.copyOf(sectors.keySet());
        return Comparator.<MarketSector>comparingInt(pair -> {
                    int index = known.indexOf(pair);
                    return index < 0 ? Integer.MAX_VALUE : index;
                })
                .thenComparing(Comparator.naturalOrder());
    }

    /** The {@code count} catalogued pairs whose spelling is nearest to a text, nearest first. */
    public List<MarketSector> nearest(String text, int count) {
        String wanted = text.toUpperCase(Locale.ROOT);
        return sectors.keySet().stream()
                .sorted(Comparator.comparingInt(pair -> distance(wanted, pair.toString())))
                .limit(count)
                .toList();
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = Stream.iterate(0, i -> i + 1)
                .limit(b.length() + 1L)
                .mapToInt(i -> i)
                .toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

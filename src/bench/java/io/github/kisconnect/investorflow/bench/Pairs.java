package io.github.kisconnect.investorflow.bench;

import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** As many pairs as a benchmark wants: the catalogue's first, and made-up ones where it has too few. */
final class Pairs {
    /** Every pair of the catalogue. */
    static final int CATALOGUED = Catalogue.bundled().sectors().size();

    private static final String NO_MARKET = "BENCH";

    /** Answered with errors only; none of the first ones. */
    static final MarketSector FAILING = new MarketSector(NO_MARKET, "FAILS");

    private Pairs() {}

    /** As {@code market.sectors} has them. */
    static String list(List<MarketSector> pairs) {
        return pairs.stream().map(MarketSector::toString).collect(Collectors.joining(","));
    }

    static List<MarketSector> first(int number) {
        Stream<MarketSector> catalogued = Catalogue.bundled().sectors().stream().map(Sector::pair);
        Stream<MarketSector> further =
                IntStream.range(0, number).mapToObj(index -> new MarketSector(NO_MARKET, "%05d".formatted(index)));
        return Stream.concat(catalogued, further).limit(number).toList();
    }
}

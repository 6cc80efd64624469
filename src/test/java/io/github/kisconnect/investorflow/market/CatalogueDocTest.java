package io.github.kisconnect.investorflow.market;

import io.github.kisconnect.investorflow.Generated;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the pages say of the catalogue")
class CatalogueDocTest {
    private static final Path PAGE = Path.of("docs", "kis-api.md");
    private static final Catalogue CATALOGUE = Catalogue.bundled();

    @Test
    @DisplayName("is how many pairs it knows, and how many a star takes")
    void counts() throws IOException {
        long taken = CATALOGUE.sectors().stream()
                .filter(sector -> sector.evidence().takenByWildcard())
                .count();
        Generated.part(
                Path.of("README.md"),
                "The catalogue knows ",
                " that are no strategy index",
                CATALOGUE.sectors().size() + " pairs; `*` takes the " + taken);
    }

    @Test
    @DisplayName("is the units of all its pairs")
    void units() throws IOException {
        StringJoiner table = new StringJoiner("", "| pairs | volume | value |\n|---|---|---|\n", "");
        by(CATALOGUE.sectors(), sector -> "`" + sector.volumeUnit() + "` | `" + sector.valueUnit() + "`")
                .forEach((units, sectors) -> table.add("| " + names(sectors) + " | " + units + " |\n"));
        Generated.part(PAGE, "<!-- units: written by CatalogueDocTest -->\n", "<!-- /units -->", table.toString());
    }

    /** A market whose pairs are all among them by its code alone. */
    private static String names(List<Sector> sectors) {
        return by(sectors, sector -> sector.pair().market()).entrySet().stream()
                .map(market -> isWhole(market.getKey(), market.getValue())
                        ? market.getKey()
                        : market.getValue().stream()
                                .map(sector -> sector.pair().toString())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(", "));
    }

    private static boolean isWhole(String market, List<Sector> sectors) {
        return CATALOGUE.sectors().stream()
                        .filter(sector -> sector.pair().market().equals(market))
                        .count()
                == sectors.size();
    }

    @Test
    @DisplayName("is the hours of all its markets")
    void hours() throws IOException {
        StringJoiner table = new StringJoiner("", "| markets | hours, KST |\n|---|---|\n", "");
        by(CATALOGUE.markets(), market -> market.opens() + " to " + market.closes())
                .forEach((hours, markets) -> table.add("| "
                        + markets.stream().map(Market::code).collect(Collectors.joining(", ")) + " | " + hours
                        + " |\n"));
        Generated.part(PAGE, "<!-- hours: written by CatalogueDocTest -->\n", "<!-- /hours -->", table.toString());
    }

    private static <T> Map<String, List<T>> by(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
    }
}

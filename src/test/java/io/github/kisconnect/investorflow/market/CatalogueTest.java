package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.market.Sector.Evidence;
import io.github.kisconnect.investorflow.market.Sector.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The bundled catalogue")
class CatalogueTest {
    private final Catalogue catalogue = Catalogue.bundled();

    @Test
    @DisplayName("has each pair once, and as many of each evidence as the brokerage's page and master have")
    void evidence() {
        assertThat(catalogue.sectors()).extracting(Sector::pair).doesNotHaveDuplicates();
        assertThat(catalogue.sectors().stream().collect(Collectors.groupingBy(Sector::evidence, Collectors.counting())))
                .isEqualTo(Map.of(
                        Evidence.LIVE, 10L,
                        Evidence.LISTED, 55L,
                        Evidence.INDEX, 11L,
                        Evidence.DOCUMENTED, 10L,
                        Evidence.STALE, 2L));
    }

    @Test
    @DisplayName("has as many pairs of each kind as the brokerage's master has: consumers add up by it")
    void kinds() {
        assertThat(catalogue.sectors().stream().collect(Collectors.groupingBy(Sector::kind, Collectors.counting())))
                .isEqualTo(Map.of(
                        Kind.ALL, 2L,
                        Kind.SIZE, 6L,
                        Kind.INDUSTRY_GROUP, 3L,
                        Kind.INDUSTRY, 45L,
                        Kind.SEGMENT, 4L,
                        Kind.INDEX, 11L,
                        Kind.PRODUCT, 17L));
    }

    @Test
    @DisplayName("knows the market of every sector, and has a sector of every market")
    void marketsAndSectorsBelongTogether() {
        assertThat(catalogue.sectors())
                .allSatisfy(sector ->
                        assertThat(catalogue.market(sector.pair().market())).isPresent());
        assertThat(catalogue.markets()).allSatisfy(market -> assertThat(catalogue.sectors())
                .anyMatch(sector -> sector.pair().market().equals(market.code())));
    }

    @Test
    @DisplayName("has no market that opens before the default session, or closes after its end")
    void withinTheDefaultSession() {
        assertThat(catalogue.markets())
                .allSatisfy(market -> assertThat(!market.opens().isBefore(SessionWindow.DEFAULT.start())
                                && !market.closes().isAfter(SessionWindow.DEFAULT.end()))
                        .as("%s: session.start and session.end need other defaults", market)
                        .isTrue());
    }

    @Test
    @DisplayName("has names without quotes and without the blanks around them, also those with a comma")
    void names() {
        assertThat(catalogue.sectors())
                .allSatisfy(sector -> assertThat(List.of(sector.nameKo(), sector.nameEn()))
                        .allSatisfy(name -> assertThat(name).isNotBlank().doesNotContain("\"")))
                .allSatisfy(sector ->
                        assertThat(sector.nameEn()).isEqualTo(sector.nameEn().strip()));
        assertThat(catalogue.sector(new MarketSector("KSP", "0005")))
                .get()
                .extracting(Sector::nameEn, Sector::nameKo)
                .containsExactly("Food, beverage & tobacco", "음식료·담배");
        assertThat(catalogue.sector(new MarketSector("999", "S001")))
                .get()
                .extracting(Sector::nameEn)
                .isEqualTo("Single-stock futures (not KOSPI, despite the official sample)");
    }

    @Test
    @DisplayName("has stocks and what is made of them open from 09:00 to 15:30, and derivatives from 08:45 to 15:45")
    void hours() {
        Set<String> stocks = Set.of("KSP", "KSQ", "ETF", "ELW", "ETN");
        assertThat(catalogue.markets()).allSatisfy(market -> assertThat(market.opens() + "-" + market.closes())
                .as(market.code())
                .isEqualTo(stocks.contains(market.code()) ? "09:00-15:30" : "08:45-15:45"));
    }

    @Test
    @DisplayName(
            "has a unit only where it was measured: shares for stocks, contracts for three markets' futures and one's options")
    void units() {
        assertThat(unitsOf(sector -> Set.of("KSP", "KSQ").contains(sector.pair().market())))
                .containsOnly("THOUSAND_SHARES MILLION_KRW");
        Set<String> contracts = Set.of("K2I:F001", "K2I:OC01", "K2I:OP01", "999:S001", "MKI:F004");
        assertThat(unitsOf(sector -> contracts.contains(sector.pair().toString())))
                .containsOnly("CONTRACTS MILLION_KRW")
                .hasSize(contracts.size());
        assertThat(unitsOf(
                        sector -> !Set.of("KSP", "KSQ").contains(sector.pair().market())
                                && !contracts.contains(sector.pair().toString())))
                .containsOnly("UNKNOWN UNKNOWN");
    }

    private List<String> unitsOf(Predicate<Sector> which) {
        return catalogue.sectors().stream()
                .filter(which)
                .map(sector -> sector.volumeUnit() + " " + sector.valueUnit())
                .toList();
    }

    @Test
    @DisplayName("knows nothing of a pair that combines a known market with another market's sector")
    void unknown() {
        assertThat(catalogue.sector(new MarketSector("KSP", "1001"))).isEmpty();
        assertThat(catalogue.sector(new MarketSector("NEW", "0001"))).isEmpty();
        assertThat(catalogue.market("NEW")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("says of an index, a stale pair and one that it lacks that it may not answer, and of no other")
    @CsvSource({
        "KSP:0001, false", // live
        "KSP:0002, false", // listed
        "ELW:W000, false", // documented
        "KSP:0503, true", // index
        "KSQ:1041, true", // stale
        "KSP:9999, true",
        "NEW:0001, true"
    })
    void mayNotAnswer(String pair, boolean mayNot) {
        assertThat(catalogue.mayNotAnswer(MarketSector.parse(pair).orElseThrow()))
                .isEqualTo(mayNot);
    }

    @Test
    @DisplayName("says so of exactly the pairs of two kinds of evidence")
    void mayNotAnswerByEvidence() {
        assertThat(catalogue.sectors()).allSatisfy(sector -> assertThat(catalogue.mayNotAnswer(sector.pair()))
                .isEqualTo(Set.of(Evidence.INDEX, Evidence.STALE).contains(sector.evidence())));
    }

    @Test
    @DisplayName("orders known pairs as they stand in it, and unknown ones behind them by their text")
    void order() {
        List<MarketSector> known =
                catalogue.sectors().stream().map(Sector::pair).toList();
        assertThat(known).isSortedAccordingTo(catalogue.order());
        assertThat(List.of(new MarketSector("KSP", "0022"), new MarketSector("AAA", "1"), new MarketSector("ZZZ", "0")))
                .isSortedAccordingTo(catalogue.order());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("finds the pair that a misspelt one is nearest to")
    @CsvSource({
        "KSP:001, KSP:0001",
        "ksp:0001, KSP:0001",
        "K2I:F01, K2I:F001",
        "KOSPI:0027, KSP:0027",
        "999S001, 999:S001",
        "KSP:O003, KSP:0003"
    })
    void nearest(String text, String nearest) {
        assertThat(catalogue.nearest(text, 3)).hasSize(3).doesNotHaveDuplicates();
        assertThat(catalogue.nearest(text, 1))
                .containsExactly(MarketSector.parse(nearest).orElseThrow());
    }
}

package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A selection of pairs")
class PairSelectionTest {
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final List<String> UNKNOWN = List.of("NEW:0001", "KSP:9999", "AAA:1", "KSP:1001");

    @Test
    @DisplayName("takes every pair with a star, but those that may not answer")
    void star() {
        assertThat(selected("*"))
                .hasSizeLessThan(CATALOGUE.sectors().size())
                .doesNotContain("KSP:0163", "KSQ:1331", "KSQ:1041", "KSP:0022")
                .startsWith("KSP:0001", "KSP:0002")
                .endsWith("KQI:OP03");
        assertThat(selected("KSQ:*")).isNotEmpty().allMatch(pair -> pair.startsWith("KSQ:"));
        assertThat(selected("ETN:*")).containsExactly("ETN:E199");
    }

    @Test
    @DisplayName("takes a doubtful pair that is named")
    void named() {
        assertThat(selected("KSP:0022", "KSP:0163", "KSP:0001")).containsExactly("KSP:0001", "KSP:0163", "KSP:0022");
    }

    @Test
    @DisplayName("takes exclusions away last, wherever they stand")
    void exclusions() {
        assertThat(selected("!KSP:0001", "KSP:0001", "KSP:0002")).containsExactly("KSP:0002");
        List<String> others = new ArrayList<>(selected("*"));
        others.removeIf(pair -> pair.startsWith("KSP:") || pair.startsWith("KSQ:"));
        assertThat(selected("*", "!KSP:*", "!KSQ:*")).isEqualTo(others).isNotEmpty();
        assertThat(selected("KSP:0163", "KSP:0001", "!KSP:0163")).containsExactly("KSP:0001");
        assertThat(selected("KSP:0163", "K2I:F001", "!KSP:*")).containsExactly("K2I:F001");
    }

    @Test
    @DisplayName("takes a pair once, however often it is named, and forgives blanks around it")
    void duplicates() {
        assertThat(selected(" KSP:0001", "KSP:0001 ", "K2I:*", "K2I:F001", "! K2I:OP01", "!K2I:OP01"))
                .containsExactly("KSP:0001", "K2I:F001", "K2I:OC01");
    }

    @Test
    @DisplayName("takes an unknown pair only where that is allowed, behind all known ones")
    void unknown() {
        assertThat(PairSelection.of(List.of("NEW:1", "AAA:1", "KQI:F002"), CATALOGUE, true)
                        .pairs())
                .extracting(MarketSector::toString)
                .containsExactly("KQI:F002", "AAA:1", "NEW:1");
        PairSelection refused = PairSelection.of(List.of("KSP:0001", "KSP:9001"), CATALOGUE, false);
        assertThat(refused.pairs()).isEmpty();
        assertThat(refused.problems())
                .singleElement()
                .asString()
                .contains("'KSP:9001'", "zeros or blanks", "market.sectors.allow.unknown=true")
                .contains("nearest: KSP:0001");
    }

    @Test
    @DisplayName("says that nothing is selected, when nothing is wrong but nothing is left")
    void nothing() {
        for (List<String> terms :
                List.of(List.<String>of(), List.of("!*"), List.of("KSP:0001", "!KSP:*"), List.of("!KSP:0001"))) {
            assertThat(PairSelection.of(terms, CATALOGUE, true).problems())
                    .as("%s", terms)
                    .singleElement()
                    .asString()
                    .contains("no pair", "KSP:0001", "*");
        }
    }

    @ParameterizedTest
    @DisplayName("explains a wildcard over something that is no market")
    @ValueSource(
            strings = {
                "KSP*",
                "NEW:*",
                ":*",
                "**",
                "ksp:*",
                "KSP:00*",
                "*:*",
                "KSP:*:*",
                "!KSP*",
                "!new:*",
                "!:*",
                "!!NEW:*",
                "!ABCDEFGHIJKLM:*"
            })
    void wrongWildcard(String term) {
        PairSelection selection = PairSelection.of(List.of("KSP:0001", term), CATALOGUE, true);
        assertThat(selection.pairs()).isEmpty();
        assertThat(selection.problems())
                .singleElement()
                .asString()
                .contains("'" + term.replaceFirst("^!", "") + "'", "KSP:*", "KQI:*", "*");
    }

    @Test
    @DisplayName("takes away a market that the catalogue lacks, where its pairs are allowed")
    void unknownMarketExcluded() {
        for (List<String> terms : List.of(
                List.of("XYZ:0001", "KSP:0001", "AAA:1", "!XYZ:*"), List.of("!XYZ:*", "KSP:0001", "XYZ:2", "AAA:1"))) {
            PairSelection selection = PairSelection.of(terms, CATALOGUE, true);
            assertThat(selection.problems()).isEmpty();
            assertThat(selection.pairs()).extracting(MarketSector::toString).containsExactly("KSP:0001", "AAA:1");
        }
        assertThat(PairSelection.of(List.of("KSP:9999", "K2I:F001", "!KSP:*"), CATALOGUE, true)
                        .pairs())
                .extracting(MarketSector::toString)
                .containsExactly("K2I:F001");
    }

    @Test
    @DisplayName("takes such an exclusion also where it takes nothing away, as any other")
    void unknownMarketExcludedInVain() {
        assertThat(PairSelection.of(List.of("KSP:0001", "!XYZ:*", "!XYZ:0001", "!K2I:*"), CATALOGUE, true))
                .isEqualTo(new PairSelection(List.of(new MarketSector("KSP", "0001")), List.of()));
    }

    @Test
    @DisplayName("says where it refuses such an exclusion which setting allows it")
    void unknownMarketNotAllowed() {
        assertThat(PairSelection.of(List.of("KSP:0001", "!XYZ:*"), CATALOGUE, false)
                        .problems())
                .singleElement()
                .asString()
                .contains("'XYZ:*'", "KSP:*", "set market.sectors.allow.unknown=true")
                .doesNotContain("one by one");
    }

    @ParameterizedTest(name = "allowed: {0}")
    @DisplayName("takes no star over a market that the catalogue lacks, and says that it would stand for nothing")
    @ValueSource(booleans = {true, false})
    void unknownMarketIncluded(boolean allowUnknown) {
        assertThat(PairSelection.of(List.of("KSP:0001", "XYZ:*"), CATALOGUE, allowUnknown)
                        .problems())
                .singleElement()
                .asString()
                .contains("'XYZ:*'", "KSP:*", "no pair of XYZ that the star could stand for", "one by one")
                .satisfies(problem -> assertThat(problem.contains("market.sectors.allow.unknown=true"))
                        .isEqualTo(!allowUnknown));
    }

    @ParameterizedTest
    @DisplayName("explains what is no pair, and names the nearest ones")
    @ValueSource(strings = {"", "!", "KSP", "KSP:", "ksp:0001", "KSP:0001:1", "!!KSP:0001", "KSP;0001", "*KSP:0001"})
    void wrongPair(String term) {
        PairSelection selection = PairSelection.of(List.of("KSP:0001", term), CATALOGUE, true);
        assertThat(selection.pairs()).isEmpty();
        assertThat(selection.problems())
                .singleElement()
                .asString()
                .startsWith("'" + term.replaceFirst("^!", "") + "' is not a pair")
                .contains("MARKET:SECTOR", "nearest: ");
    }

    @Test
    @DisplayName("has a sentence for each wrong term")
    void everyWrongTerm() {
        assertThat(PairSelection.of(List.of("KSP", "NEW:*", "KSP:9999", "KSP:0001"), CATALOGUE, false)
                        .problems())
                .hasSize(3);
    }

    static Stream<Long> seeds() {
        return new Random(20261122).longs(300).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("selects what a plain model selects, in the same order however its terms are shuffled")
    void likeThePlainModel(long seed) {
        Random random = new Random(seed);
        List<String> terms = new ArrayList<>(Stream.generate(() -> term(random))
                .limit(1 + random.nextInt(12))
                .toList());
        boolean allowUnknown = random.nextInt(4) != 0;
        List<String> expected = model(terms, allowUnknown);
        for (int i = 0; i < 3; i++) {
            PairSelection selection = PairSelection.of(terms, CATALOGUE, allowUnknown);
            assertThat(selection.pairs())
                    .as("%s", terms)
                    .extracting(MarketSector::toString)
                    .containsExactlyElementsOf(expected);
            assertThat(selection.problems().isEmpty()).isEqualTo(!expected.isEmpty());
            Collections.shuffle(terms, random);
        }
    }

    private static String term(Random random) {
        String text =
                switch (random.nextInt(8)) {
                    case 0 -> "*";
                    case 1, 2 -> market(random) + ":*";
                    case 3 -> UNKNOWN.get(random.nextInt(UNKNOWN.size()));
                    case 4 -> random.nextInt(4) == 0 ? "NEW:*" : "!NEW:*";
                    default -> CATALOGUE
                            .sectors()
                            .get(random.nextInt(CATALOGUE.sectors().size()))
                            .pair()
                            .toString();
                };
        return (random.nextInt(3) == 0 && !text.startsWith("!") ? "!" : "") + text;
    }

    private static String market(Random random) {
        return CATALOGUE
                .markets()
                .get(random.nextInt(CATALOGUE.markets().size()))
                .code();
    }

    /** Empty when something is wrong. */
    private static List<String> model(List<String> terms, boolean allowUnknown) {
        boolean namesUnknown =
                terms.stream().anyMatch(term -> term.equals("!NEW:*") || UNKNOWN.contains(term.replace("!", "")));
        if (terms.contains("NEW:*") || (!allowUnknown && namesUnknown)) {
            return List.of();
        }
        List<String> known = CATALOGUE.sectors().stream()
                .map(sector -> sector.pair().toString())
                .toList();
        Set<String> everything = new LinkedHashSet<>(known);
        everything.addAll(UNKNOWN.stream().sorted().toList());
        List<String> selected = new ArrayList<>();
        for (String pair : everything) {
            boolean included = terms.stream().anyMatch(term -> includes(term, pair));
            boolean excluded =
                    terms.stream().anyMatch(term -> term.startsWith("!") && matches(term.substring(1), pair));
            if (included && !excluded) {
                selected.add(pair);
            }
        }
        return selected;
    }

    private static boolean includes(String term, String pair) {
        return term.equals(pair)
                || (term.endsWith("*")
                        && matches(term, pair)
                        && !CATALOGUE.mayNotAnswer(MarketSector.parse(pair).orElseThrow()));
    }

    private static boolean matches(String term, String pair) {
        return term.equals("*")
                || term.equals(pair)
                || (term.endsWith(":*") && pair.startsWith(term.substring(0, term.length() - 1)));
    }

    private static List<String> selected(String... terms) {
        PairSelection selection = PairSelection.of(List.of(terms), CATALOGUE, false);
        assertThat(selection.problems()).isEmpty();
        return selection.pairs().stream().map(MarketSector::toString).toList();
    }
}

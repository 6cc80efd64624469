package io.github.kisconnect.investorflow.market;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The pairs that a list such as {@code KSP:*,!KSP:0027,K2I:F001} selects.
 *
 * <p>All inclusions are joined first, then the exclusions are removed, so the order of the list does not matter. A
 * wildcard takes only catalogued pairs, without those that may not answer; an exclusion removes whatever it matches,
 * catalogued or not.
 *
 * @param pairs the selected pairs in catalogue order, each once; empty when there are problems
 * @param problems what is wrong with each wrong term, or that nothing is selected; no full stop at the end
 */
public record PairSelection(List<MarketSector> pairs, List<String> problems) {
    private static final String EVERY_SECTOR = ":*";
    private static final int SUGGESTIONS = 3;
    /** A longer text is not a misspelt pair, and comparing it would take long. */
    private static final int LONGEST_TERM = 40;
    /** Further wrong terms are named without suggestions, which take time to find. */
    private static final int MOST_SUGGESTIONS = 10;

    public PairSelection {
        pairs = List.copyOf(pairs);
        problems = List.copyOf(problems);
    }

    /**
     * Resolves the terms of a list.
     *
     * @param allowUnknown whether a pair that the catalogue lacks is taken as it is, and a market that it lacks may be
     *     excluded
     */
    public static PairSelection of(List<String> terms, Catalogue catalogue, boolean allowUnknown) {
        Resolver resolver = new Resolver(catalogue, allowUnknown);
        terms.forEach(resolver::add);
        return resolver.selection();
    }

    private static final class Resolver {
        private final Catalogue catalogue;
        private final boolean allowUnknown;
        private final Set<MarketSector> taken = new HashSet<>();
        private final List<Predicate<MarketSector>> exclusions = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        Resolver(Catalogue catalogue, boolean allowUnknown) {
            this.catalogue = catalogue;
            this.allowUnknown = allowUnknown;
        }

        void add(String term) {
            String trimmed = term.trim();
            boolean excludes = trimmed.startsWith("!");
            String text = excludes ? trimmed.substring(1).trim() : trimmed;
            if (text.length() > LONGEST_TERM) {
                problems.add("'" + text.substring(0, LONGEST_TERM) + "…' is too long for a pair");
            } else if (text.endsWith("*")) {
                addWildcard(text, excludes);
            } else {
                addPair(text, excludes);
            }
        }

        private void addWildcard(String text, boolean excludes) {
            Optional<String> market = Optional.of(text)
                    .filter(wildcard -> wildcard.endsWith(EVERY_SECTOR))
                    .map(wildcard -> wildcard.substring(0, wildcard.length() - EVERY_SECTOR.length()))
                    .filter(MarketSector::isMarketCode);
            boolean known =
                    text.equals("*") || market.flatMap(catalogue::market).isPresent();
            Predicate<MarketSector> matches =
                    pair -> market.isEmpty() || market.get().equals(pair.market());
            if (excludes && (known || (allowUnknown && market.isPresent()))) {
                exclusions.add(matches);
            } else if (!known) {
                problems.add(wildcardProblem(text, market, excludes));
            } else {
                catalogue.sectors().stream()
                        .filter(sector -> sector.evidence().takenByWildcard())
                        .map(Sector::pair)
                        .filter(matches)
                        .forEach(taken::add);
            }
        }

        private String wildcardProblem(String text, Optional<String> market, boolean excludes) {
            String known = catalogue.markets().stream()
                    .map(one -> one.code() + EVERY_SECTOR)
                    .collect(Collectors.joining(", "));
            String problem = "'" + text + "' is not a wildcard over a known market; write * or one of " + known;
            if (market.isEmpty()) {
                return problem;
            }
            if (excludes) {
                return problem + "; if the brokerage does have that market, set market.sectors.allow.unknown=true";
            }
            return problem + "; the catalogue has no pair of " + market.get()
                    + " that the star could stand for, so name them one by one"
                    + (allowUnknown ? "" : " and set market.sectors.allow.unknown=true");
        }

        private void addPair(String text, boolean excludes) {
            Optional<MarketSector> pair = MarketSector.parse(text);
            if (pair.isEmpty()) {
                problems.add(
                        "'" + text + "' is not a pair; write MARKET:SECTOR in capitals and digits, such as KSP:0001"
                                + nearest(text));
            } else if (catalogue.sector(pair.get()).isEmpty() && !allowUnknown) {
                problems.add(
                        "'" + text + "' is not in the catalogue (the API would answer it with zeros or blanks, not with"
                                + " an error)" + nearest(text)
                                + "; if the brokerage does have it, set market.sectors.allow.unknown=true");
            } else if (excludes) {
                exclusions.add(pair.get()::equals);
            } else {
                taken.add(pair.get());
            }
        }

        private String nearest(String text) {
            if (problems.size() >= MOST_SUGGESTIONS) {
                return "";
            }
            return catalogue.nearest(text, SUGGESTIONS).stream()
                    .map(MarketSector::toString)
                    .collect(Collectors.joining(", ", "; nearest: ", ""));
        }

        PairSelection selection() {
            exclusions.forEach(taken::removeIf);
            if (!problems.isEmpty()) {
                return new PairSelection(List.of(), problems);
            }
            if (taken.isEmpty()) {
                return new PairSelection(
                        List.of(), List.of("selects no pair; name at least one, such as KSP:0001, or * for every one"));
            }
            return new PairSelection(taken.stream().sorted(catalogue.order()).toList(), List.of());
        }
    }
}

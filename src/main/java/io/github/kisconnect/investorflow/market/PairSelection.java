package io.github.kisconnect.investorflow.market;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The pairs that a list such as {@code KSP:*,!KSP:0027,K2I:F001} selects.
 *
 * <p>Inclusions are joined first and exclusions taken away after, so the order of the list does not matter. A wildcard takes
 * catalogued pairs only, and of those not the ones that may not answer; an exclusion takes away whatever it matches.
 *
 * @param pairs the selected pairs in catalogue order, each once; empty when there are problems
 * @param problems one sentence for each term that is wrong, and one when nothing is selected
 */
public record PairSelection(List<MarketSector> pairs, List<String> problems) {
    private static final int SUGGESTIONS = 3;

    public PairSelection {
        pairs = List.copyOf(pairs);
        problems = List.copyOf(problems);
    }

    /**
     * Resolves the terms of a list.
     *
     * @param allowUnknown whether a pair that the catalogue lacks is taken as it is
     */
    public static PairSelection of(List<String> terms, Catalogue catalogue, boolean allowUnknown) {
        Set<MarketSector> taken = new LinkedHashSet<>();
        List<Predicate<MarketSector>> exclusions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String term : terms) {
            String trimmed = term.trim();
            boolean excludes = trimmed.startsWith("!");
            String text = excludes ? trimmed.substring(1).trim() : trimmed;
            if (text.endsWith("*")) {
                wildcard(text, catalogue, excludes, taken, exclusions, problems);
            } else {
                single(text, catalogue, allowUnknown, excludes, taken, exclusions, problems);
            }
        }
        exclusions.forEach(taken::removeIf);
        if (taken.isEmpty() && problems.isEmpty()) {
            problems.add("selects no pair; name at least one, such as KSP:0001, or * for every catalogued one");
        }
        Set<MarketSector> ordered = new TreeSet<>(catalogue.order());
        ordered.addAll(taken);
        return new PairSelection(problems.isEmpty() ? List.copyOf(ordered) : List.of(), problems);
    }

    private static void wildcard(
            String text,
            Catalogue catalogue,
            boolean excludes,
            Set<MarketSector> taken,
            List<Predicate<MarketSector>> exclusions,
            List<String> problems) {
        String market =
                text.equals("*") ? null : text.substring(0, text.length() - 1).replaceFirst(":$", "");
        if (market != null && (!text.endsWith(":*") || catalogue.market(market).isEmpty())) {
            problems.add("'" + text + "' is not a wildcard over a known market; write * or one of "
                    + catalogue.markets().stream()
                            .map(known -> known.code() + ":*")
                            .collect(Collectors.joining(", ")));
            return;
        }
        Predicate<MarketSector> matches =
                pair -> market == null || pair.market().equals(market);
        if (excludes) {
            exclusions.add(matches);
        } else {
            catalogue.sectors().stream()
                    .filter(sector -> sector.evidence().takenByWildcard())
                    .map(Sector::pair)
                    .filter(matches)
                    .forEach(taken::add);
        }
    }

    private static void single(
            String text,
            Catalogue catalogue,
            boolean allowUnknown,
            boolean excludes,
            Set<MarketSector> taken,
            List<Predicate<MarketSector>> exclusions,
            List<String> problems) {
        MarketSector pair = MarketSector.parse(text).orElse(null);
        if (pair == null) {
            problems.add("'" + text + "' is not a pair; write MARKET:SECTOR in capitals and digits, such as KSP:0001"
                    + suggestion(text, catalogue));
        } else if (catalogue.sector(pair).isEmpty() && !allowUnknown) {
            problems.add(
                    "'" + text + "' is not in the catalogue (the API would answer it with zeros or blanks, not with an"
                            + " error)" + suggestion(text, catalogue)
                            + "; if the brokerage does have it, set market.sectors.allow.unknown=true");
        } else if (excludes) {
            exclusions.add(pair::equals);
        } else {
            taken.add(pair);
        }
    }

    private static String suggestion(String text, Catalogue catalogue) {
        return "; nearest: "
                + catalogue.nearest(text, SUGGESTIONS).stream()
                        .map(MarketSector::toString)
                        .collect(Collectors.joining(", "));
    }
}

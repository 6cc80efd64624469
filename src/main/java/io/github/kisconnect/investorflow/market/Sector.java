package io.github.kisconnect.investorflow.market;

import java.util.Locale;

/**
 * A catalogued pair: one cut of a market. Cuts overlap, so only sectors of one {@code kind} add up, within rounding.
 *
 * <p>KSP's industries do not add up: banks and holding companies are only in the group 0021 (finance), which also
 * contains 0024 and 0025. KSP's total is the industries - 0024 - 0025 + 0021, without the stale 0022 (inferred from the
 * members of the index).
 *
 * @param pair the codes
 * @param nameKo Korean name, the brokerage's
 * @param nameEn English name: ours, not the brokerage's
 * @param kind which cut of the market it is
 * @param evidence how sure it is that the endpoint answers for it
 * @param volumeUnit the unit of its volumes
 * @param valueUnit the unit of its values
 */
public record Sector(
        MarketSector pair,
        String nameKo,
        String nameEn,
        Kind kind,
        Evidence evidence,
        VolumeUnit volumeUnit,
        ValueUnit valueUnit) {

    static Sector of(Csv.Row row) {
        return new Sector(
                new MarketSector(row.get("market"), row.get("sector")),
                row.get("name_ko"),
                row.get("name_en"),
                Kind.valueOf(row.get("kind")),
                Evidence.valueOf(row.get("evidence").toUpperCase(Locale.ROOT)),
                VolumeUnit.valueOf(row.get("volume_unit")),
                ValueUnit.valueOf(row.get("value_unit")));
    }

    /** Which cut of its market a sector is. */
    public enum Kind {
        ALL,
        SIZE,
        INDUSTRY_GROUP,
        INDUSTRY,
        SEGMENT,
        INDEX,
        PRODUCT,
        UNKNOWN
    }

    /** How sure it is that the endpoint answers for a pair. */
    public enum Evidence {
        /** Seen answering on this endpoint. */
        LIVE,
        /** On the brokerage's page of the endpoint. */
        DOCUMENTED,
        /** In the brokerage's sector master. */
        LISTED,
        /** In the sector master, but a strategy or style index that may not answer. */
        INDEX,
        /** On the page or in older lists, gone from the sector master. */
        STALE;

        /** Whether a wildcard takes such a pair; others must be named. */
        public boolean takenByWildcard() {
            return this != INDEX && this != STALE;
        }
    }

    /**
     * The unit of a sector's volumes.
     *
     * <p>The brokerage's page names none. A unit is given only where figures were compared with a known source: for the
     * stock markets as a whole, for derivatives product by product.
     */
    public enum VolumeUnit {
        THOUSAND_SHARES,
        CONTRACTS,
        /** Not measured yet, or the catalogue lacks the pair. */
        UNKNOWN
    }

    /** The unit of a sector's values, from the same measurements as {@link VolumeUnit}. */
    public enum ValueUnit {
        /** Millions of won. */
        MILLION_KRW,
        /** Not measured yet, or the catalogue lacks the pair. */
        UNKNOWN
    }
}

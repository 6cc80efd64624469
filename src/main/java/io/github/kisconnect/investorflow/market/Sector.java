package io.github.kisconnect.investorflow.market;

/**
 * A catalogued pair: one cut of a market. Cuts overlap, so only sectors of one {@code kind} add up.
 *
 * @param pair the codes
 * @param nameKo Korean name
 * @param nameEn English name
 * @param kind which cut of the market it is
 * @param evidence how sure it is that the endpoint answers for it
 */
public record Sector(MarketSector pair, String nameKo, String nameEn, Kind kind, Evidence evidence) {

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
}

package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Market;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import io.github.kisconnect.investorflow.market.SessionPhase;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/**
 * What a record says of a snapshot beside its figures, the same in each layout: which pair, when, and how it goes on from
 * the record before.
 *
 * @param market empty if the catalogue lacks it
 * @param sector empty if the catalogue lacks it
 */
record SnapshotFacts(Emitted emitted, Optional<Market> market, Optional<Sector> sector, SessionPhase phase) {
    private static final Schema OPTIONAL_TIMESTAMP =
            Timestamp.builder().optional().build();
    private static final Schema DATE = org.apache.kafka.connect.data.Date.SCHEMA;

    /**
     * Collects them.
     *
     * @param catalogue for names, kinds and units
     * @param sessions for the phases
     */
    static SnapshotFacts of(Emitted emitted, Catalogue catalogue, TradingSessions sessions) {
        MarketSector pair = emitted.pair();
        return new SnapshotFacts(
                emitted, catalogue.market(pair.market()), catalogue.sector(pair), sessions.phase(pair, emitted.tick()));
    }

    private MarketSector pair() {
        return emitted.pair();
    }

    /** The fields, in the order of the record. */
    static DocumentedStruct.Builder<SnapshotFacts> fields() {
        DocumentedStruct.Builder<SnapshotFacts> value = DocumentedStruct.part();
        value.field("market", Schema.STRING_SCHEMA, "Market code asked for (fid_input_iscd)", facts -> facts.pair()
                        .market())
                .field(
                        "sector",
                        Schema.STRING_SCHEMA,
                        "Sector code asked for (fid_input_iscd_2), the brokerage's own",
                        facts -> facts.pair().sector())
                .field(
                        "market_name",
                        Schema.OPTIONAL_STRING_SCHEMA,
                        "Korean name; null: not in the catalogue",
                        facts -> facts.market().map(Market::nameKo).orElse(null))
                .field(
                        "market_name_en",
                        Schema.OPTIONAL_STRING_SCHEMA,
                        "English name, this connector's own; null: not in the catalogue",
                        facts -> facts.market().map(Market::nameEn).orElse(null))
                .field(
                        "sector_name",
                        Schema.OPTIONAL_STRING_SCHEMA,
                        "Korean name; null: not in the catalogue",
                        facts -> facts.sector().map(Sector::nameKo).orElse(null))
                .field(
                        "sector_name_en",
                        Schema.OPTIONAL_STRING_SCHEMA,
                        "English name, this connector's own; null: not in the catalogue",
                        facts -> facts.sector().map(Sector::nameEn).orElse(null))
                .field(
                        "sector_kind",
                        Schema.STRING_SCHEMA,
                        "ALL, SIZE, INDUSTRY_GROUP, INDUSTRY, SEGMENT, INDEX, PRODUCT or UNKNOWN: sectors overlap, only one"
                                + " kind adds up, within rounding; KSP's INDUSTRY only with 0021 in the place of 0024 and 0025",
                        facts -> facts.sector()
                                .map(Sector::kind)
                                .orElse(Sector.Kind.UNKNOWN)
                                .name())
                .field(
                        "tick_at",
                        Timestamp.SCHEMA,
                        "The scheduled tick: for joining pairs with each other",
                        facts -> Date.from(facts.emitted().tick()))
                .field(
                        "received_at",
                        Timestamp.SCHEMA,
                        "When the answer had arrived: the figures were not known before; for as-of joins and backtests",
                        facts -> Date.from(facts.emitted().receivedAt()))
                .field(
                        "served_at",
                        OPTIONAL_TIMESTAMP,
                        "The server's own clock when it answered, whole seconds; null: the answer did not say",
                        facts -> connectTimestamp(facts.emitted().row().servedAt()))
                .field(
                        "trade_date",
                        DATE,
                        "The tick's date in KST (UTC+9)",
                        facts -> connectDate(facts.emitted().tradeDate()))
                .field(
                        "session_phase",
                        Schema.STRING_SCHEMA,
                        "PRE_OPEN, REGULAR or AFTER_CLOSE by the market's hours of the day, or UNKNOWN",
                        facts -> facts.phase().name())
                .field(
                        "previous_tick_at",
                        OPTIONAL_TIMESTAMP,
                        "Tick of this pair's record before on the same trade date; null: the task knows of none (the first of"
                                + " the day, or its offset was lost), or the clock was set back",
                        facts -> connectTimestamp(facts.emitted().previousTick()))
                .field(
                        "missed_ticks",
                        Schema.INT32_SCHEMA,
                        "Ticks of this pair since previous_tick_at (null: since the day's session began) that got no answer, or,"
                                + " from the market's open on, one that was held or doubted; time without a running task included;"
                                + " after a lost offset too many, never too few",
                        facts -> facts.emitted().missedTicks())
                .field(
                        "missed_ticks_of_day",
                        Schema.INT32_SCHEMA,
                        "Sum of missed_ticks over trade_date, this record's included, in the pair's own interval; survives restarts",
                        facts -> facts.emitted().missedTicksOfDay())
                .field(
                        "correction",
                        Schema.BOOLEAN_SCHEMA,
                        "True: a sell or buy figure is lower than one that was believed before on trade_date, the API took it"
                                + " back; false on the first record after a restart, where it says nothing",
                        facts -> facts.emitted().correction())
                .field(
                        "end_of_session",
                        Schema.BOOLEAN_SCHEMA,
                        "True: of the pair's last tick before session.end, the provisional end of the day; the day is whole when"
                                + " missed_ticks_of_day is 0 here",
                        facts -> facts.emitted().endOfSession())
                .field(
                        "volume_unit",
                        Schema.STRING_SCHEMA,
                        "THOUSAND_SHARES, CONTRACTS or UNKNOWN",
                        facts -> facts.sector()
                                .map(Sector::volumeUnit)
                                .orElse(Sector.VolumeUnit.UNKNOWN)
                                .name())
                .field("value_unit", Schema.STRING_SCHEMA, "MILLION_KRW or UNKNOWN", facts -> facts.sector()
                        .map(Sector::valueUnit)
                        .orElse(Sector.ValueUnit.UNKNOWN)
                        .name());
        return value;
    }

    /** Connect's date is a UTC midnight, whatever zone the date was meant in. */
    private static Date connectDate(LocalDate date) {
        return Date.from(date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private static Date connectTimestamp(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}

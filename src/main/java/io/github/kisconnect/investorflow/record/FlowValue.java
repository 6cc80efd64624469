package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Market;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.Sector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;

/**
 * Makes the value of a snapshot's record.
 *
 * @param catalogue for names, kinds and units
 * @param sessions for the phases
 */
record FlowValue(Catalogue catalogue, TradingSessions sessions) {
    Struct of(Emitted emitted) {
        MarketSector pair = emitted.pair();
        Optional<Market> market = catalogue.market(pair.market());
        Optional<Sector> sector = catalogue.sector(pair);
        Struct value = new Struct(InvestorFlowSchemas.INVESTOR_FLOW)
                .put("market", pair.market())
                .put("sector", pair.sector())
                .put("market_name", market.map(Market::nameKo).orElse(null))
                .put("market_name_en", market.map(Market::nameEn).orElse(null))
                .put("sector_name", sector.map(Sector::nameKo).orElse(null))
                .put("sector_name_en", sector.map(Sector::nameEn).orElse(null))
                .put(
                        "sector_kind",
                        sector.map(Sector::kind).orElse(Sector.Kind.UNKNOWN).name())
                .put("tick_at", Date.from(emitted.tick()))
                .put("received_at", Date.from(emitted.receivedAt()))
                .put("served_at", connectTimestamp(emitted.row().servedAt()))
                .put("trade_date", connectDate(emitted.tradeDate()))
                .put("session_phase", sessions.phase(pair, emitted.tick()).name())
                .put("previous_tick_at", connectTimestamp(emitted.previousTick()))
                .put("missed_ticks", emitted.missedTicks())
                .put("missed_ticks_of_day", emitted.missedTicksOfDay())
                .put("correction", emitted.correction())
                .put("end_of_session", emitted.endOfSession())
                .put(
                        "volume_unit",
                        sector.map(Sector::volumeUnit)
                                .orElse(Sector.VolumeUnit.UNKNOWN)
                                .name())
                .put(
                        "value_unit",
                        sector.map(Sector::valueUnit)
                                .orElse(Sector.ValueUnit.UNKNOWN)
                                .name());
        for (InvestorGroup group : InvestorGroup.values()) {
            value.put(group.fieldName(), flow(emitted.snapshot(), group));
        }
        return value;
    }

    private static Struct flow(Snapshot snapshot, InvestorGroup group) {
        Struct flow = new Struct(InvestorFlowSchemas.FLOW);
        for (Figure figure : Figure.values()) {
            flow.put(figure.fieldName(), snapshot.figure(group, figure));
        }
        return flow;
    }

    /** Connect's date is a UTC midnight, whatever zone the date was meant in. */
    private static Date connectDate(LocalDate date) {
        return Date.from(date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private static Date connectTimestamp(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}

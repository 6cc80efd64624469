package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.Flow;
import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.Map;

/**
 * A record as a consumer has it.
 *
 * @param position {@code topic-partition@offset}
 * @param topic where it was read from
 * @param key the record's key
 * @param timestamp the record's own timestamp
 * @param headers by name
 * @param value decoded into the class that is generated from the released schema
 */
public record FlowRecord(
        String position, String topic, String key, Instant timestamp, Map<String, String> headers, InvestorFlow value) {

    /** The pair, from the value's own fields. */
    public MarketSector pair() {
        return new MarketSector(value.getMarket(), value.getSector());
    }

    /** The 72 figures. */
    public Snapshot snapshot() {
        return Snapshot.of((group, figure) -> (Long) ((Flow) value.get(group.fieldName())).get(figure.fieldName()));
    }
}

package io.github.kisconnect.investorflow.kis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The market investor flow of a pair: what the connector exists for. */
public final class FlowEndpoint implements Endpoint<MarketSector, Snapshot> {
    public static final FlowEndpoint FLOWS = new FlowEndpoint();

    private FlowEndpoint() {}

    @Override
    public String path() {
        return "/uapi/domestic-stock/v1/quotations/inquire-investor-time-by-market";
    }

    @Override
    public String trId() {
        return Snapshot.TR_ID;
    }

    @Override
    public Map<String, String> query(MarketSector pair) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("fid_input_iscd", pair.market());
        query.put("fid_input_iscd_2", pair.sector());
        return query;
    }

    @Override
    public boolean isQuarantined() {
        return true;
    }

    @Override
    public Snapshot read(JsonNode body, MarketSector pair) {
        return FlowReader.snapshot(body);
    }

    @Override
    public List<String> furtherFields(JsonNode body) {
        return FlowReader.furtherFields(body);
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;

/** Answers requests for figures that have passed the rules. */
final class FlowEndpoint {
    private static final String MARKET = "fid_input_iscd";
    private static final String SECTOR = "fid_input_iscd_2";

    private final SimulatorOptions options;
    private final SessionModel model;
    private final FaultBoard faults;
    private final NavigableSet<MarketSector> pairs;
    private final Set<String> sectors;
    private final Map<MarketSector, Answer> fixed = new ConcurrentHashMap<>();
    private final Map<MarketSector, String> spoilt = new ConcurrentHashMap<>();
    private final Map<MarketSector, FlowRow> good = new ConcurrentHashMap<>();

    FlowEndpoint(SimulatorOptions options, SessionModel model, FaultBoard faults) {
        this.options = options;
        this.model = model;
        this.faults = faults;
        this.pairs = new TreeSet<>(options.pairs());
        this.sectors = options.pairs().stream().map(MarketSector::sector).collect(Collectors.toSet());
    }

    void fix(MarketSector pair, Answer answer) {
        fixed.put(pair, answer);
    }

    void clearFixed() {
        fixed.clear();
    }

    /** The body of a pair's last answer that a fault has spoilt, before compression. */
    Optional<String> lastSpoilt(MarketSector pair) {
        return Optional.ofNullable(spoilt.get(pair));
    }

    /** The pair that a request asks for; empty when it does not say so in the page's terms. */
    static Optional<MarketSector> pair(HttpUrl url) {
        String market = url.queryParameter(MARKET);
        String sector = url.queryParameter(SECTOR);
        return market == null || sector == null ? Optional.empty() : MarketSector.parse(market + ":" + sector);
    }

    Answer answer(HttpUrl url, Instant now) {
        if (!url.queryParameterNames().equals(Set.of(MARKET, SECTOR))) {
            return Answer.refused(Endpoint.INVESTOR_FLOW, Refusal.FIELD_MISSING);
        }
        MarketSector pair = pair(url).orElse(null);
        if (pair == null) {
            return Answer.refused(Endpoint.INVESTOR_FLOW, Refusal.FIELD_INVALID);
        }
        Answer laidDown = fixed.get(pair);
        if (laidDown != null) {
            return laidDown;
        }
        FlowRow row = row(pair, now);
        return faults.take(Endpoint.INVESTOR_FLOW, pair, Fault.Row.class::isInstance)
                .map(fault -> spoilt(pair, (Fault.Row) fault, row, now))
                .orElseGet(() -> good(pair, row));
    }

    private Answer good(MarketSector pair, FlowRow row) {
        good.put(pair, row);
        return RowFaults.good(row);
    }

    private Answer spoilt(MarketSector pair, Fault.Row fault, FlowRow row, Instant now) {
        FlowRow shown =
                switch (fault) {
                    case FROZEN -> frozen(pair, row);
                    case OTHER_PAIR -> ofNext(pair, row, now);
                    default -> row;
                };
        Answer answer = RowFaults.spoil(fault, shown);
        spoilt.put(pair, answer.body());
        return answer;
    }

    private FlowRow frozen(MarketSector pair, FlowRow row) {
        FlowRow last = good.getOrDefault(pair, row);
        return options.movement() == Movement.ALWAYS_MOVING ? last.on(row.tradeDate()) : last;
    }

    /** Zeros of another pair are as good as those of its own. */
    private FlowRow ofNext(MarketSector pair, FlowRow row, Instant now) {
        MarketSector next = Optional.ofNullable(pairs.higher(pair)).orElseGet(pairs::first);
        FlowRow others = model.row(next, now);
        return others.snapshot().equals(row.snapshot()) ? row : others.misplaced();
    }

    /** A pair that does not exist succeeds, with zeros when its sector exists elsewhere and with blanks otherwise. */
    private FlowRow row(MarketSector pair, Instant now) {
        if (pairs.contains(pair)) {
            return model.row(pair, now);
        }
        return sectors.contains(pair.sector()) ? FlowRow.ZEROS : FlowRow.BLANKS;
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.util.ArrayList;
import java.util.List;

/** What is not as it should be with a pair, one sentence each. */
final class Differences {
    private final MarketSector pair;
    private final List<String> sentences = new ArrayList<>();

    Differences(MarketSector pair) {
        this.pair = pair;
    }

    void add(FlowRecord record, String what) {
        sentences.add(pair + " " + record.position() + ": " + what);
    }

    void add(String what) {
        sentences.add(pair + ": " + what);
    }

    List<String> sentences() {
        return sentences;
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is not as it should be with a pair, one sentence each. */
final class Differences {
    private final MarketSector pair;
    private final List<Difference> all = new ArrayList<>();

    /** {@code at}: when what it tells of came about. */
    private record Difference(Instant at, String sentence) {}

    Differences(MarketSector pair) {
        this.pair = pair;
    }

    void add(FlowRecord record, String what) {
        all.add(new Difference(record.timestamp(), pair + " " + record.position() + ": " + what));
    }

    void add(LedgerEntry answer, String what) {
        add(answer.answeredAt(), "answer " + answer.number() + " of " + answer.answeredAt() + " " + what);
    }

    void add(Instant at, String what) {
        all.add(new Difference(at, pair + ": " + what));
    }

    /** Whether nothing that came about from one instant to another, both included, is wrong. */
    boolean noneBetween(Instant from, Instant to) {
        return all.stream().allMatch(one -> one.at().isBefore(from) || one.at().isAfter(to));
    }

    List<String> sentences() {
        return all.stream().map(Difference::sentence).toList();
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.Flow;
import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.InvestorFlowRow;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Puts the rows of each snapshot together, in whatever order they come: those of one pair and tick that were received together. */
final class RowAssembly {
    private final Map<Fetch, Rows> fetches = new LinkedHashMap<>();

    /** An answer that rows were made of. */
    private record Fetch(String market, String sector, Instant tick, Instant received) {
        @Override
        public String toString() {
            return market + ":" + sector + " at " + tick + " received at " + received;
        }
    }

    /** Its rows, by group, and how often each has come; an at-least-once producer may write one twice. */
    private static final class Rows {
        private final Map<InvestorGroup, InvestorFlowRow> byGroup = new EnumMap<>(InvestorGroup.class);
        private final Map<InvestorGroup, Integer> times = new EnumMap<>(InvestorGroup.class);
        private int handedOut;

        boolean isWhole() {
            return byGroup.size() == InvestorGroup.values().length;
        }

        boolean isWholeOnceMore() {
            return isWhole() && times.values().stream().allMatch(each -> each > handedOut);
        }
    }

    /**
     * Takes a row.
     *
     * @return the snapshot, if this was the last row of it
     * @throws IllegalStateException for a row that contradicts its key, its timestamp, or another row of its snapshot
     */
    Optional<InvestorFlow> take(String key, Instant timestamp, InvestorFlowRow row) {
        InvestorGroup group = Stream.of(InvestorGroup.values())
                .filter(one -> one.fieldName().equals(row.getInvestor()))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no such investor: " + row));
        require(key.equals(row.getMarket() + ":" + row.getSector() + ":" + row.getInvestor()), "key " + key, row);
        require(timestamp.equals(row.getReceivedAt()), "timestamp " + timestamp, row);
        require(
                group.parent().map(InvestorGroup::fieldName).equals(Optional.ofNullable(row.getInvestorParent())),
                "investor_parent",
                row);
        Rows rows = fetches.computeIfAbsent(
                new Fetch(row.getMarket(), row.getSector(), row.getTickAt(), row.getReceivedAt()), fetch -> new Rows());
        rows.byGroup.values().stream()
                .findAny()
                .ifPresent(other -> require(context(other).equals(context(row)), "context beside " + other, row));
        InvestorFlowRow same = rows.byGroup.put(group, row);
        require(same == null || same.equals(row), "figures beside " + same, row);
        rows.times.merge(group, 1, Integer::sum);
        if (!rows.isWholeOnceMore()) {
            return Optional.empty();
        }
        rows.handedOut++;
        return Optional.of(snapshot(rows.byGroup));
    }

    /** The answers received before an instant of which some rows have not come. */
    List<String> incomplete(Instant before) {
        return fetches.entrySet().stream()
                .filter(fetch -> fetch.getKey().received().isBefore(before))
                .filter(fetch -> !fetch.getValue().isWhole())
                .map(fetch ->
                        fetch.getKey() + " has only " + fetch.getValue().byGroup.keySet())
                .toList();
    }

    private static InvestorFlow snapshot(Map<InvestorGroup, InvestorFlowRow> rows) {
        InvestorFlow snapshot = context(rows.get(InvestorGroup.FOREIGNER));
        rows.forEach((group, row) -> {
            Flow flow = new Flow();
            for (Schema.Field figure : Flow.getClassSchema().getFields()) {
                flow.put(figure.name(), row.get(figure.name()));
            }
            snapshot.put(group.fieldName(), flow);
        });
        return snapshot;
    }

    /** All that does not belong to a group. */
    private static InvestorFlow context(InvestorFlowRow row) {
        InvestorFlow context = new InvestorFlow();
        for (Schema.Field field : InvestorFlow.getClassSchema().getFields()) {
            if (field.schema().getType() != Schema.Type.RECORD) {
                context.put(field.name(), row.get(field.name()));
            }
        }
        return context;
    }

    private static void require(boolean holds, String what, InvestorFlowRow row) {
        if (!holds) {
            throw new IllegalStateException(what + " contradicts the row " + row);
        }
    }
}

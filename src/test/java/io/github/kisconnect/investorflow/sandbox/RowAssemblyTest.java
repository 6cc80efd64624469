package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Flow;
import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.InvestorFlowRow;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Rows that are put together")
class RowAssemblyTest {
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");

    private final RowAssembly assembly = new RowAssembly();
    private final InvestorFlow snapshot = receivedAt(TICK.plusMillis(100));
    private final List<InvestorFlowRow> rows = rows(snapshot);

    @Test
    @DisplayName("are the snapshot that they were made of with the twelfth, in whatever order they come")
    void whole() {
        Collections.shuffle(rows, new Random(1));
        for (InvestorFlowRow row : rows.subList(0, 11)) {
            assertThat(take(row)).isEmpty();
        }
        assertThat(assembly.incomplete(Instant.MAX)).singleElement().asString().contains("KSP:0001");
        assertThat(take(rows.get(11))).contains(snapshot);
        assertThat(assembly.incomplete(Instant.MAX)).isEmpty();
    }

    @Test
    @DisplayName("are there once more when each has come once more, and not before")
    void twice() {
        rows.forEach(this::take);
        assertThat(rows.subList(0, 11)).allSatisfy(row -> assertThat(take(row)).isEmpty());
        assertThat(take(rows.get(11))).contains(snapshot);
    }

    @Test
    @DisplayName("are not mixed with those of another answer to the same tick")
    void again() {
        rows.subList(0, 7).forEach(this::take);
        InvestorFlow other = receivedAt(snapshot.getReceivedAt().plusSeconds(1));
        List<InvestorFlowRow> others = rows(other);
        assertThat(others.subList(0, 11))
                .allSatisfy(row -> assertThat(take(row)).isEmpty());
        assertThat(take(others.get(11))).contains(other);
        assertThat(assembly.incomplete(other.getReceivedAt())).hasSize(1);
        assertThat(assembly.incomplete(snapshot.getReceivedAt())).isEmpty();
    }

    @Test
    @DisplayName("are refused where one contradicts its key, its timestamp, its group's place, or the others")
    void contradictions() {
        InvestorFlowRow first = rows.get(0);
        assertThatThrownBy(() -> assembly.take("KSP:0001:bank", first.getReceivedAt(), first))
                .hasMessageContaining("key");
        assertThatThrownBy(() -> assembly.take(key(first), Instant.EPOCH, first))
                .hasMessageContaining("timestamp");
        first.setInvestorParent("institution_total");
        assertThatThrownBy(() -> take(first)).hasMessageContaining("investor_parent");
        take(rows.get(1));
        InvestorFlowRow third = rows.get(2);
        third.setMissedTicks(third.getMissedTicks() + 1);
        assertThatThrownBy(() -> take(third)).hasMessageContaining("context");
    }

    private static InvestorFlow receivedAt(Instant received) {
        Snapshot figures = Snapshot.of((group, figure) -> group.ordinal() * 10L + figure.ordinal());
        Row row = new Row(figures, received, null, "");
        return History.record("", Emissions.of(new MarketSector("KSP", "0001"), TICK, row, null, 0))
                .value();
    }

    private Optional<InvestorFlow> take(InvestorFlowRow row) {
        return assembly.take(key(row), row.getReceivedAt(), row);
    }

    private static String key(InvestorFlowRow row) {
        return row.getMarket() + ":" + row.getSector() + ":" + row.getInvestor();
    }

    private static List<InvestorFlowRow> rows(InvestorFlow snapshot) {
        return new ArrayList<>(Stream.of(InvestorGroup.values())
                .map(group -> row(snapshot, group))
                .toList());
    }

    private static InvestorFlowRow row(InvestorFlow snapshot, InvestorGroup group) {
        InvestorFlowRow row = new InvestorFlowRow();
        for (Schema.Field field : snapshot.getSchema().getFields()) {
            if (field.schema().getType() != Schema.Type.RECORD) {
                row.put(field.name(), snapshot.get(field.name()));
            }
        }
        row.setInvestor(group.fieldName());
        row.setInvestorParent(group.parent().map(InvestorGroup::fieldName).orElse(null));
        Flow flow = (Flow) snapshot.get(group.fieldName());
        flow.getSchema().getFields().forEach(figure -> row.put(figure.name(), flow.get(figure.name())));
        return row;
    }
}

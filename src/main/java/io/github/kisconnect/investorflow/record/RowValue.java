package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** The value of one row of a snapshot: flat, for one investor group. */
final class RowValue {
    private static final DocumentedStruct<Row> ROW = DocumentedStruct.<Row>named(
                    "InvestorFlowRow",
                    "What one investor group was buying and selling in one sector of one market of the Korean exchange: cumulative"
                            + " since the open of trade_date, provisional, as the KIS Open API (" + Snapshot.TR_ID
                            + ") gave it; twelve rows are a snapshot")
            .fields(SnapshotFacts.fields(), Row::facts)
            .field("investor", Schema.STRING_SCHEMA, investorDoc(), row -> row.group()
                    .fieldName())
            .field(
                    "investor_parent",
                    Schema.OPTIONAL_STRING_SCHEMA,
                    "institution_total on the seven groups whose sum it is, within rounding; null on the other five, whose net"
                            + " figures add up to 0, within rounding",
                    row -> row.group().parent().map(InvestorGroup::fieldName).orElse(null))
            .fields(GroupFigures.fields(), Row::figures)
            .build();

    static final Schema SCHEMA = ROW.schema();

    /** A group's row of a snapshot. */
    private record Row(SnapshotFacts facts, InvestorGroup group) {
        GroupFigures figures() {
            return new GroupFigures(facts.emitted().snapshot(), group);
        }
    }

    private RowValue() {}

    static Struct of(SnapshotFacts facts, InvestorGroup group) {
        return ROW.of(new Row(facts, group));
    }

    private static String investorDoc() {
        return Stream.of(InvestorGroup.values())
                .map(group -> group.fieldName() + " (KIS prefix " + group.apiPrefix() + ", " + group.koreanLabel()
                        + ": " + group.meaning() + ")")
                .collect(Collectors.joining("; ", "The investor group: ", ""));
    }
}

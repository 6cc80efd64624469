package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The value of a snapshot's record: one struct, with a nested one for each group.
 *
 * <p>All twelve groups share one {@code Flow} schema instance. If each use had a doc of its own, a converter would
 * refuse to define the schema twice, so the groups' docs are on the parent.
 */
final class FlowValue {
    private static final DocumentedStruct<GroupFigures> FLOW = DocumentedStruct.<GroupFigures>named(
                    "Flow",
                    "Six cumulative, provisional figures of one investor group; null where the API left one blank")
            .fields(GroupFigures.fields(), Function.identity())
            .build();
    private static final DocumentedStruct<SnapshotFacts> INVESTOR_FLOW = investorFlow();

    /** The six figures of one investor group. */
    static final Schema FLOW_SCHEMA = FLOW.schema();

    static final Schema SCHEMA = INVESTOR_FLOW.schema();

    private FlowValue() {}

    static Struct of(SnapshotFacts facts) {
        return INVESTOR_FLOW.of(facts);
    }

    private static DocumentedStruct<SnapshotFacts> investorFlow() {
        DocumentedStruct.Builder<SnapshotFacts> value = DocumentedStruct.<SnapshotFacts>named(
                        "InvestorFlow",
                        "Who was buying and selling in one sector of one market of the Korean exchange: cumulative since the open of"
                                + " trade_date, provisional, as the KIS Open API (" + Snapshot.TR_ID + ") gave it")
                .fields(SnapshotFacts.fields(), Function.identity());
        for (InvestorGroup group : InvestorGroup.values()) {
            value.field(
                    group.fieldName(),
                    FLOW.schema(),
                    groupDoc(group),
                    facts -> FLOW.of(new GroupFigures(facts.emitted().snapshot(), group)));
        }
        return value.build();
    }

    private static String groupDoc(InvestorGroup group) {
        String doc = "KIS prefix " + group.apiPrefix() + ", " + group.koreanLabel() + ": " + group.meaning();
        return group == InvestorGroup.INSTITUTION_TOTAL
                ? doc + "; the sum of the seven groups after it, within rounding"
                : doc;
    }
}

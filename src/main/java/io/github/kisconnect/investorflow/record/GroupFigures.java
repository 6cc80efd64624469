package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import org.apache.kafka.connect.data.Schema;

/** The six figures of one investor group in a snapshot. */
record GroupFigures(Snapshot snapshot, InvestorGroup group) {

    /** The fields, in the order of the record. */
    static DocumentedStruct.Builder<GroupFigures> fields() {
        DocumentedStruct.Builder<GroupFigures> figures = DocumentedStruct.part();
        for (Figure figure : Figure.values()) {
            String unit = figure.fieldName().endsWith("volume") ? "volume_unit" : "value_unit";
            String suffix = figure == Figure.NET_BUY_VOLUME ? "ntby_qty or ntby_vol" : figure.apiSuffix();
            figures.field(
                    figure.fieldName(),
                    Schema.OPTIONAL_INT64_SCHEMA,
                    "KIS suffix " + suffix + "; unit: see " + unit,
                    part -> part.snapshot().figure(part.group(), figure));
        }
        return figures;
    }
}

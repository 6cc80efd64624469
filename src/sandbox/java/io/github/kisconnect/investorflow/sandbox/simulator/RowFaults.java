package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.util.List;
import java.util.Map;

/** Successful answers: a good one, and one for each way in which its output can be wrong. */
final class RowFaults {
    private static final int HUGE = 1_100_000;
    private static final InvestorGroup GROUP = InvestorGroup.INSTITUTION_TOTAL;
    private static final Figure FIGURE = Figure.BUY_VOLUME;
    private static final String FIELD = GROUP.apiField(FIGURE);
    private static final int ALL_GROUPS = InvestorGroup.values().length;
    private static final String FURTHER = "new_field";

    private RowFaults() {}

    static Answer good(FlowRow right) {
        return readable("", List.of(Bodies.row(right.snapshot())), right);
    }

    /** @param right what was to be served; for {@code FROZEN} and {@code OTHER_PAIR} what is served in its place */
    static Answer spoil(Fault.Row fault, FlowRow right) {
        Map<String, Object> row = Bodies.row(right.snapshot());
        return switch (fault) {
            case MALFORMED_FIGURE -> unreadable(fault, List.of(with(row, FIELD, "12abc")));
            case ABSENT_FIGURE -> unreadable(fault, List.of(without(row, FIELD)));
            case BLANK_FIGURE -> readable(fault, List.of(with(row, FIELD, "")), blankIn(right));
            case FURTHER_FIELD -> readable(fault, List.of(with(row, FURTHER, "1")), right);
            case EMPTY_OUTPUT -> unreadable(fault, List.of());
            case TWO_ROWS -> unreadable(fault, List.of(row, row));
            case OUTPUT_STRING -> unreadable(fault, "");
            case OBJECT_SHAPE -> readable(fault, row, right);
            case ALL_BLANK -> inPlace(fault, right.with(FlowRow.BLANKS.snapshot()));
            case ALL_ZERO -> inPlace(fault, right.with(FlowRow.ZEROS.snapshot()));
            case FALLING_ROW -> inPlace(
                    fault, right.with(ScaledFigures.of(right.snapshot(), ALL_GROUPS, ScaledFigures.LOWER)));
            case CORRECTED_ROW -> inPlace(
                    fault, right.corrected(ScaledFigures.of(right.snapshot(), ALL_GROUPS, ScaledFigures.LOWER)));
            case ZEROS_AND_BLANKS -> inPlace(fault, right.with(Blanks.EVERY_OTHER.in(FlowRow.ZEROS.snapshot())));
            case HIGHER_ROW -> inPlace(
                    fault, right.with(ScaledFigures.of(right.snapshot(), ALL_GROUPS, ScaledFigures.HIGHER)));
            case FROZEN, OTHER_PAIR -> inPlace(fault, right);
            case HTML_PAGE -> Answer.html(200, "Service Notice", Answer.Entry.fault(fault));
            case HUGE_BODY -> unreadable(fault, List.of(with(row, FURTHER, "0".repeat(HUGE))));
            case HUGE_BODY_COMPRESSED -> unreadable(fault, List.of(with(row, FURTHER, "0".repeat(HUGE))))
                    .compress();
        };
    }

    private static Answer inPlace(Fault fault, FlowRow row) {
        return readable(fault, List.of(Bodies.row(row.snapshot())), row);
    }

    private static Answer readable(Fault fault, Object output, FlowRow row) {
        return readable(fault.name(), output, row);
    }

    private static Answer readable(String detail, Object output, FlowRow row) {
        Answer.Entry entry = new Answer.Entry(LedgerEntry.kindOf(row.snapshot()), detail, row);
        return Answer.json(200, Bodies.success(output), entry);
    }

    private static Answer unreadable(Fault fault, Object output) {
        return Answer.json(200, Bodies.success(output), Answer.Entry.fault(fault));
    }

    private static Map<String, Object> with(Map<String, Object> row, String field, String value) {
        row.put(field, value);
        return row;
    }

    private static Map<String, Object> without(Map<String, Object> row, String field) {
        row.remove(field);
        return row;
    }

    private static FlowRow blankIn(FlowRow row) {
        return row.with(Snapshot.of((group, figure) ->
                group == GROUP && figure == FIGURE ? null : row.snapshot().figure(group, figure)));
    }
}

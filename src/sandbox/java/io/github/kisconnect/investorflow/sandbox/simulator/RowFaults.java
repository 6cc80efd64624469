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
    private static final String FURTHER = "new_field";

    private RowFaults() {}

    static Answer good(Snapshot snapshot) {
        Answer.Entry entry = new Answer.Entry(LedgerEntry.kindOf(snapshot), "", snapshot);
        return Answer.json(200, Bodies.success(List.of(Bodies.row(snapshot))), entry);
    }

    static Answer spoil(Fault.Row fault, Snapshot snapshot) {
        Map<String, Object> row = Bodies.row(snapshot);
        return switch (fault) {
            case MALFORMED_FIGURE -> unreadable(fault, List.of(with(row, FIELD, "12abc")));
            case ABSENT_FIGURE -> unreadable(fault, List.of(without(row, FIELD)));
            case BLANK_FIGURE -> readable(fault, List.of(with(row, FIELD, "")), blankIn(snapshot));
            case FURTHER_FIELD -> readable(fault, List.of(with(row, FURTHER, "1")), snapshot);
            case EMPTY_OUTPUT -> unreadable(fault, List.of());
            case TWO_ROWS -> unreadable(fault, List.of(row, row));
            case OUTPUT_STRING -> unreadable(fault, "");
            case OBJECT_SHAPE -> readable(fault, row, snapshot);
            case ALL_BLANK -> all(fault, null);
            case ALL_ZERO -> all(fault, 0L);
            case HTML_PAGE -> Answer.html(200, "Service Notice", Answer.Entry.fault(fault));
            case HUGE_BODY -> unreadable(fault, List.of(with(row, FURTHER, "0".repeat(HUGE))));
            case HUGE_BODY_COMPRESSED -> unreadable(fault, List.of(with(row, FURTHER, "0".repeat(HUGE))))
                    .compress();
        };
    }

    private static Answer all(Fault fault, Long figure) {
        Snapshot snapshot = Snapshot.of((group, one) -> figure);
        return readable(fault, List.of(Bodies.row(snapshot)), snapshot);
    }

    private static Answer readable(Fault fault, Object output, Snapshot snapshot) {
        Answer.Entry entry = new Answer.Entry(LedgerEntry.kindOf(snapshot), fault.name(), snapshot);
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

    private static Snapshot blankIn(Snapshot snapshot) {
        return Snapshot.of(
                (group, figure) -> group == GROUP && figure == FIGURE ? null : snapshot.figure(group, figure));
    }
}

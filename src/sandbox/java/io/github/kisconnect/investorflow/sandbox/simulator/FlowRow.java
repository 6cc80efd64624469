package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.flow.Snapshot;
import java.time.LocalDate;

/**
 * A row of figures as it is served, and what is true of it.
 *
 * @param snapshot the figures
 * @param tradeDate the session, in KST, whose row it is; null for the zeros of a closed day and for a pair that does not exist
 * @param habit what is wrong with it; null when it is that session's right row
 */
public record FlowRow(Snapshot snapshot, LocalDate tradeDate, Habit habit) {
    /** Of no session. */
    static final FlowRow ZEROS = new FlowRow(Snapshot.of((group, figure) -> 0L), null, null);

    /** Of no session. */
    static final FlowRow BLANKS = new FlowRow(Snapshot.of((group, figure) -> null), null, null);

    /** Other figures in this row's place. */
    FlowRow with(Snapshot other) {
        return new FlowRow(other, tradeDate, habit);
    }
}

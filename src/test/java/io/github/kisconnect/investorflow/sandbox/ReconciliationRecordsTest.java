package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of records by themselves and beside each other, the reconciliation")
class ReconciliationRecordsTest extends HandMadeRun {

    @Test
    @DisplayName("counts the records whose answer was given after their tick, and lets none be given before it")
    void delayed() {
        published(0, 5);
        history.answered(PAIR, tick(2).plusMillis(1), row(6));
        history.published(PAIR, tick(1), tick(2).plusMillis(1), row(6));
        missed(1, 0);
        assertThat(report().differences()).isEmpty();
        assertThat(report().delayed()).containsExactly(tick(1));
        assertThat(report().summary()).endsWith(", 1 answered after their tick");

        history.change(last(), value -> {
            value.setTickAt(tick(3));
            value.setReceivedAt(at(3));
        });
        history.change(last(), PAIR.toString(), last().value().getReceivedAt());
        assertThat(report().differences())
                .contains("KSP:0001 flows-0@1: its answer was given before its tick")
                .hasSize(1);
    }

    @Test
    @DisplayName("finds a tick that is none, and a trade date that is not the tick's")
    void wrongTick() {
        published(0, 5);
        history.change(last(), value -> {
            value.setTickAt(tick(0).plusMillis(1));
            value.setTradeDate(value.getTradeDate().minusDays(1));
        });
        assertThat(report().differences())
                .containsExactly(
                        "KSP:0001 flows-0@0: its tick 2026-11-23T01:00:00.001Z is none",
                        "KSP:0001 flows-0@0: its trade_date is 2026-11-22");
    }

    @Test
    @DisplayName("finds a record that says what the one before it says, where only changes are published")
    void unchangedAgain() {
        published(0, 5);
        published(1, 5);
        assertThat(report().differences()).isEmpty();
        circumstances = circumstances.changesOnly();
        assertThat(report().differences()).containsExactly("KSP:0001 flows-0@1: says what the record before it says");
    }

    @Test
    @DisplayName("finds an answer that came long after its tick")
    void longDelayed() {
        published(0, 5);
        history.answered(PAIR, at(7), row(6));
        history.published(PAIR, tick(1), at(7), row(6));
        assertThat(report().differences())
                .containsExactly("KSP:0001 flows-0@1: its answer was given long after its tick, at " + at(7));
    }
}

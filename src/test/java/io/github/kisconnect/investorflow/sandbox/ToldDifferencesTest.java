package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of a topic that is reconciled again and again")
class ToldDifferencesTest extends HandMadeRun {
    private final ToldDifferences told = new ToldDifferences();

    @Test
    @DisplayName("a difference is told once, and a new one is told whatever was told before")
    void once() {
        published(0, 1);
        answered(1, 2);
        published(2, 3);
        assertThat(news().differences()).singleElement().asString().contains("answer 2 of");
        assertThat(news().reconciles()).isTrue();

        published(3, 4);
        assertThat(news().reconciles()).isTrue();
        assertThat(news().summary()).endsWith("; 1 differences were told before");
        assertThat(report().differences()).hasSize(1);

        answered(4, 5);
        published(5, 6);
        assertThat(news().differences()).singleElement().asString().contains("answer 5 of");
        history.change(last(), value -> value.setPreviousTickAt(tick(0)));
        assertThat(news().differences()).singleElement().asString().contains("flows-0@3: previous_tick_at is");
        assertThat(news().reconciles()).isTrue();
    }

    @Test
    @DisplayName("one with a pair keeps none of those after it from being told, of whatever kind")
    void ofEveryKind() {
        published(0, 1);
        published(1, 2);
        history.change(last(), value -> History.setFigures(value, row(1)));
        published(2, 3);
        assertThat(news().differences()).isNotEmpty();

        published(4, 4);
        missed(4, 0);
        assertThat(news().differences())
                .containsExactly(
                        "KSP:0001 flows-0@3: missed_ticks is 0, but of 1 ticks since the record before 1 had no answer");
    }

    private Reconciliation.Report news() {
        return told.newIn(report());
    }
}

package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionPhase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The table of a record")
class FlowTableTest {
    /** In millions of won more than any market turns over in a day. */
    private static final long LARGE = 987_654_000;

    private static final int USUAL_TERMINAL = 80;
    private static final int USUAL_ROWS = 24;

    private final FlowRecord record = record();

    @Test
    @DisplayName("has all 72 figures where there is room for them")
    void wide() {
        List<String> lines = FlowTable.lines(record, FlowTable.WIDTH);
        assertFits(lines, FlowTable.WIDTH);
        for (InvestorGroup group : InvestorGroup.values()) {
            assertThat(row(lines, group)).containsSubsequence(figures(group, Figure.values()));
        }
    }

    @Test
    @DisplayName("has the values whole in a usual terminal, and no volumes rather than a part of them")
    void narrow() {
        List<String> lines = FlowTable.lines(record, USUAL_TERMINAL);
        assertFits(lines, USUAL_TERMINAL);
        assertThat(lines).noneMatch(line -> line.contains("volume"));
        for (InvestorGroup group : InvestorGroup.values()) {
            assertThat(row(lines, group))
                    .containsSubsequence(figures(group, Figure.SELL_VALUE, Figure.BUY_VALUE, Figure.NET_BUY_VALUE))
                    .doesNotContain(figures(group, Figure.SELL_VOLUME));
        }
    }

    private static void assertFits(List<String> lines, int columns) {
        assertThat(lines).hasSizeLessThan(USUAL_ROWS).allSatisfy(line -> assertThat(DisplayText.width(line))
                .isLessThanOrEqualTo(columns));
    }

    private static String row(List<String> lines, InvestorGroup group) {
        return lines.stream()
                .filter(line -> line.contains(" " + group.fieldName() + " "))
                .findAny()
                .orElseThrow();
    }

    private String[] figures(InvestorGroup group, Figure... figures) {
        return List.of(figures).stream()
                .map(figure ->
                        String.format(Locale.ROOT, "%,d", record.snapshot().figure(group, figure)))
                .toArray(String[]::new);
    }

    private static FlowRecord record() {
        Instant now = Instant.parse("2026-11-27T01:30:00Z");
        FlowRecord record = new History()
                .published(
                        new MarketSector("KSP", "0001"),
                        now,
                        now,
                        Snapshot.of((group, figure) -> LARGE + 10 * group.ordinal() + figure.ordinal()));
        record.value().setMarketName("코스피");
        record.value().setMarketNameEn("KOSPI");
        record.value().setSectorName("코스피 종합");
        record.value().setSectorNameEn("All stocks (KOSPI composite)");
        record.value().setSessionPhase(SessionPhase.AFTER_CLOSE.name());
        record.value().setVolumeUnit("THOUSAND_SHARES");
        record.value().setValueUnit("MILLION_KRW");
        return record;
    }
}

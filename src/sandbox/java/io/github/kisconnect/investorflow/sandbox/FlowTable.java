package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Kst;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One record as a table: the twelve investor groups by sell, buy and net, volume and value, as on the brokerage's screen [0403]. Where
 * there is no room for both, the value.
 */
final class FlowTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(Kst.ZONE);
    private static final int LABEL = 32;
    private static final int NUMBER = 12;
    private static final int HALF = 3 * NUMBER;
    private static final String BETWEEN = "  ";
    /** How many columns volume and value take. */
    static final int WIDTH = LABEL + HALF + BETWEEN.length() + HALF;

    private static final List<Figure> VOLUME = List.of(Figure.SELL_VOLUME, Figure.BUY_VOLUME, Figure.NET_BUY_VOLUME);
    private static final List<Figure> VALUE = List.of(Figure.SELL_VALUE, Figure.BUY_VALUE, Figure.NET_BUY_VALUE);

    private FlowTable() {}

    /** The table; its figures take at most that many columns, if there are as many as the value takes. */
    static List<String> lines(FlowRecord record, int columns) {
        boolean both = columns >= WIDTH;
        InvestorFlow value = record.value();
        Snapshot snapshot = record.snapshot();
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s %s / %s %s"
                .formatted(
                        record.key(),
                        value.getMarketName(),
                        value.getMarketNameEn(),
                        value.getSectorName(),
                        value.getSectorNameEn()));
        lines.add("%s, tick %s, received %s KST, %s, missed ticks %d"
                .formatted(
                        value.getTradeDate(),
                        TIME.format(value.getTickAt()),
                        TIME.format(value.getReceivedAt()),
                        value.getSessionPhase(),
                        value.getMissedTicks()));
        String rule = "─".repeat(both ? WIDTH : LABEL + HALF);
        String volumes = DisplayText.center("volume (" + unit(value.getVolumeUnit()) + ")", HALF);
        String values = DisplayText.center("value (" + unit(value.getValueUnit()) + ")", HALF);
        lines.add(rule);
        lines.add(DisplayText.left("", LABEL) + line(both, volumes, values));
        lines.add(DisplayText.left("투자자 investor group", LABEL) + line(both, headings(), headings()));
        lines.add(rule);
        for (InvestorGroup group : InvestorGroup.values()) {
            String label = DisplayText.left(group.koreanLabel(), 10) + " " + group.fieldName();
            lines.add(DisplayText.left(label, LABEL)
                    + line(both, figures(snapshot, group, VOLUME), figures(snapshot, group, VALUE)));
        }
        lines.add(rule);
        return lines;
    }

    private static String line(boolean both, String volume, String value) {
        return both ? volume + BETWEEN + value : value;
    }

    private static String headings() {
        return DisplayText.right("매도 sell", NUMBER)
                + DisplayText.right("매수 buy", NUMBER)
                + DisplayText.right("순매수 net", NUMBER);
    }

    private static String figures(Snapshot snapshot, InvestorGroup group, List<Figure> figures) {
        return figures.stream()
                .map(figure -> DisplayText.right(number(snapshot.figure(group, figure)), NUMBER))
                .collect(Collectors.joining());
    }

    private static String number(Long figure) {
        return figure == null ? "-" : String.format(Locale.ROOT, "%,d", figure);
    }

    private static String unit(String unit) {
        return unit.toLowerCase(Locale.ROOT).replace('_', ' ').replace("krw", "KRW");
    }
}

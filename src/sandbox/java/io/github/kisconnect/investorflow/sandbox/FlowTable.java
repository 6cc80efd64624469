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

/** One record as a table: the twelve investor groups by sell, buy and net, volume and value, as on the brokerage's screen [0403]. */
final class FlowTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(Kst.ZONE);
    private static final int LABEL = 32;
    private static final int NUMBER = 12;
    private static final int LINE = LABEL + 6 * NUMBER + 2;

    private FlowTable() {}

    static List<String> lines(FlowRecord record) {
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
        lines.add("trade date %s, tick %s KST, received %s KST, %s, missed ticks %d"
                .formatted(
                        value.getTradeDate(),
                        TIME.format(value.getTickAt()),
                        TIME.format(value.getReceivedAt()),
                        value.getSessionPhase(),
                        value.getMissedTicks()));
        lines.add("─".repeat(LINE));
        lines.add(DisplayText.left("", LABEL)
                + DisplayText.center("volume (" + unit(value.getVolumeUnit()) + ")", 3 * NUMBER) + "  "
                + DisplayText.center("value (" + unit(value.getValueUnit()) + ")", 3 * NUMBER));
        lines.add(DisplayText.left("투자자 investor group", LABEL) + headings() + "  " + headings());
        lines.add("─".repeat(LINE));
        for (InvestorGroup group : InvestorGroup.values()) {
            lines.add(row(snapshot, group));
        }
        lines.add("─".repeat(LINE));
        return lines;
    }

    private static String headings() {
        return DisplayText.right("매도 sell", NUMBER)
                + DisplayText.right("매수 buy", NUMBER)
                + DisplayText.right("순매수 net", NUMBER);
    }

    private static String row(Snapshot snapshot, InvestorGroup group) {
        StringBuilder line = new StringBuilder(
                DisplayText.left(DisplayText.left(group.koreanLabel(), 10) + " " + group.fieldName(), LABEL));
        for (Figure figure : Figure.values()) {
            line.append(figure == Figure.SELL_VALUE ? "  " : "");
            line.append(DisplayText.right(number(snapshot.figure(group, figure)), NUMBER));
        }
        return line.toString();
    }

    private static String number(Long figure) {
        return figure == null ? "-" : String.format(Locale.ROOT, "%,d", figure);
    }

    private static String unit(String unit) {
        return unit.toLowerCase(Locale.ROOT).replace('_', ' ').replace("krw", "KRW");
    }
}

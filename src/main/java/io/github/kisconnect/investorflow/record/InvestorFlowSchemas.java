package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The Connect schemas of the record's value, built once: converters cache by schema.
 *
 * <p>Docs are parameters that the Avro converters turn into Avro docs. All twelve groups share one {@code Flow} schema instance;
 * with a doc of its own at each use a converter would refuse to define it twice, so the groups' docs are on the parent.
 */
public final class InvestorFlowSchemas {
    /** The six figures of one investor group. */
    public static final Schema FLOW = flow();

    /** The record's value. */
    public static final Schema INVESTOR_FLOW = investorFlow();

    /** The value of an answer that could not be read. */
    public static final Schema INVESTOR_FLOW_REJECT = investorFlowReject();

    private InvestorFlowSchemas() {}

    private static Schema flow() {
        DocumentedStruct flow = new DocumentedStruct(
                "Flow", "Six cumulative, provisional figures of one investor group; null where the API left one blank");
        for (Figure figure : Figure.values()) {
            String unit = figure.fieldName().endsWith("volume") ? "volume_unit" : "value_unit";
            String suffix = figure == Figure.NET_BUY_VOLUME ? "ntby_qty or ntby_vol" : figure.apiSuffix();
            flow.field(
                    figure.fieldName(), Schema.OPTIONAL_INT64_SCHEMA, "KIS suffix " + suffix + "; unit: see " + unit);
        }
        return flow.build();
    }

    private static Schema investorFlow() {
        DocumentedStruct value = new DocumentedStruct(
                "InvestorFlow",
                "Who was buying and selling in one sector of one market of the Korean exchange: cumulative since the open of"
                        + " trade_date, provisional, as the KIS Open API (" + Snapshot.TR_ID + ") gave it");
        value.field("market", Schema.STRING_SCHEMA, "Market code asked for (fid_input_iscd)")
                .field("sector", Schema.STRING_SCHEMA, "Sector code asked for (fid_input_iscd_2), the brokerage's own")
                .field("market_name", Schema.OPTIONAL_STRING_SCHEMA, "Korean name; null: not in the catalogue")
                .field(
                        "market_name_en",
                        Schema.OPTIONAL_STRING_SCHEMA,
                        "English name, this connector's own; null: not in the catalogue")
                .field("sector_name", Schema.OPTIONAL_STRING_SCHEMA, "Korean name; null: not in the catalogue")
                .field(
                        "sector_name_en",
                        Schema.OPTIONAL_STRING_SCHEMA,
                        "English name, this connector's own; null: not in the catalogue")
                .field(
                        "sector_kind",
                        Schema.STRING_SCHEMA,
                        "ALL, SIZE, INDUSTRY_GROUP, INDUSTRY, SEGMENT, INDEX, PRODUCT or UNKNOWN: sectors overlap, only one"
                                + " kind adds up, within rounding; KSP's INDUSTRY only with 0021 in the place of 0024 and 0025")
                .field("tick_at", Timestamp.SCHEMA, "The scheduled tick: for joining pairs with each other")
                .field(
                        "received_at",
                        Timestamp.SCHEMA,
                        "When the answer had arrived: the figures were not known before; for as-of joins and backtests")
                .field(
                        "served_at",
                        Timestamp.builder().optional().build(),
                        "The server's own clock when it answered, whole seconds; null: the answer did not say")
                .field("trade_date", Date.SCHEMA, "The tick's date in KST (UTC+9)")
                .field(
                        "session_phase",
                        Schema.STRING_SCHEMA,
                        "PRE_OPEN, REGULAR or AFTER_CLOSE by the market's hours of the day, or UNKNOWN")
                .field(
                        "previous_tick_at",
                        Timestamp.builder().optional().build(),
                        "Tick of this pair's record before on the same trade date; null: the task knows of none (the first of"
                                + " the day, or its offset was lost), or the clock was set back")
                .field(
                        "missed_ticks",
                        Schema.INT32_SCHEMA,
                        "Ticks of this pair since previous_tick_at (null: since the day's session began) that got no answer, or,"
                                + " from the market's open on, one that was held or doubted; time without a running task included;"
                                + " after a lost offset too many, never too few")
                .field(
                        "missed_ticks_of_day",
                        Schema.INT32_SCHEMA,
                        "Sum of missed_ticks over trade_date, this record's included, in the pair's own interval; survives restarts")
                .field(
                        "correction",
                        Schema.BOOLEAN_SCHEMA,
                        "True: a sell or buy figure is lower than one that was believed before on trade_date, the API took it"
                                + " back; false on the first record after a restart, where it says nothing")
                .field(
                        "end_of_session",
                        Schema.BOOLEAN_SCHEMA,
                        "True: of the pair's last tick before session.end, the provisional end of the day; the day is whole when"
                                + " missed_ticks_of_day is 0 here")
                .field("volume_unit", Schema.STRING_SCHEMA, "THOUSAND_SHARES, CONTRACTS or UNKNOWN")
                .field("value_unit", Schema.STRING_SCHEMA, "MILLION_KRW or UNKNOWN");
        for (InvestorGroup group : InvestorGroup.values()) {
            value.field(group.fieldName(), FLOW, groupDoc(group));
        }
        return value.build();
    }

    private static Schema investorFlowReject() {
        return new DocumentedStruct(
                        "InvestorFlowReject",
                        "An answer of the KIS Open API (" + Snapshot.TR_ID
                                + ") in the place of investor flows that could not be read")
                .field("market", Schema.STRING_SCHEMA, "Market code asked for (fid_input_iscd)")
                .field("sector", Schema.STRING_SCHEMA, "Sector code asked for (fid_input_iscd_2)")
                .field("tick_at", Timestamp.SCHEMA, "The scheduled tick")
                .field("reason_code", Schema.STRING_SCHEMA, reasonCodes())
                .field("reason", Schema.STRING_SCHEMA, "What is wrong with it, for people")
                .field("received_at", Timestamp.builder().optional().build(), "When the answer had arrived")
                .field("http_status", Schema.OPTIONAL_INT32_SCHEMA, "Its HTTP status")
                .field("msg_cd", Schema.OPTIONAL_STRING_SCHEMA, "The API's code; null: it gave none")
                .field(
                        "body",
                        Schema.OPTIONAL_BYTES_SCHEMA,
                        "The first 64 KiB of the body as it came, decompressed, without secrets that it may have repeated")
                .build();
    }

    /** The fixed list: a further code would be another version. */
    private static String reasonCodes() {
        List<String> codes =
                Stream.of(RejectReason.values()).map(RejectReason::name).toList();
        int last = codes.size() - 1;
        return String.join(", ", codes.subList(0, last)) + " or " + codes.get(last);
    }

    private static String groupDoc(InvestorGroup group) {
        String doc = "KIS prefix " + group.apiPrefix() + ", " + group.koreanLabel() + ": " + group.meaning();
        return group == InvestorGroup.INSTITUTION_TOTAL
                ? doc + "; the sum of the seven groups after it, within rounding"
                : doc;
    }
}

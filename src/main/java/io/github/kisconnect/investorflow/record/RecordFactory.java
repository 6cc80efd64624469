package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes the Kafka Connect records of snapshots and of answers that could not be read. */
public final class RecordFactory {
    /** In a topic's name, stands for the market's code in lower case. */
    public static final String MARKET_PLACEHOLDER = "${market}";

    private final String topic;
    private final String quarantineTopic;
    private final FlowValue flows;

    /**
     * Makes records for two topics.
     *
     * @param topic for snapshots, perhaps with {@link #MARKET_PLACEHOLDER}
     * @param quarantineTopic for answers that could not be read; null where none are handed over
     * @param sessions for the session phases
     */
    public RecordFactory(String topic, String quarantineTopic, Catalogue catalogue, TradingSessions sessions) {
        this.topic = topic;
        this.quarantineTopic = quarantineTopic;
        this.flows = new FlowValue(catalogue, sessions);
    }

    /** The topic of a market. */
    public static String topic(String template, String market) {
        return template.replace(MARKET_PLACEHOLDER, market.toLowerCase(Locale.ROOT));
    }

    /** The record, with its source partition and offset; its timestamp is when the answer had arrived. */
    public SourceRecord record(Publishable publishable) {
        return publishable instanceof Emitted emitted ? record(emitted) : record((Rejected) publishable);
    }

    private SourceRecord record(Emitted emitted) {
        return record(
                emitted.pair(),
                SourceOffsets.offset(emitted.published()),
                topic(topic, emitted.pair().market()),
                flows.of(emitted),
                emitted.receivedAt(),
                emitted.row().messageCode());
    }

    private SourceRecord record(Rejected rejected) {
        Reject reject = rejected.reject();
        return record(
                rejected.pair(),
                SourceOffsets.offset(rejected),
                quarantineTopic,
                RejectValue.of(rejected),
                reject.receivedAt(),
                reject.messageCode());
    }

    private static SourceRecord record(
            MarketSector pair,
            Map<String, Object> offset,
            String topic,
            Struct value,
            Instant receivedAt,
            String messageCode) {
        return new SourceRecord(
                SourceOffsets.partition(pair),
                offset,
                topic,
                null,
                Schema.STRING_SCHEMA,
                pair.toString(),
                value.schema(),
                value,
                receivedAt.toEpochMilli(),
                headers(messageCode));
    }

    private static Headers headers(String messageCode) {
        Headers headers = new ConnectHeaders().addString("kis.tr_id", Snapshot.TR_ID);
        return messageCode.isEmpty() ? headers : headers.addString("kis.msg_cd", messageCode);
    }
}

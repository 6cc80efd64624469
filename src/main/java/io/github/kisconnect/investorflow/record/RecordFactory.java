package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
    private final RecordLayout layout;
    private final Catalogue catalogue;
    private final TradingSessions sessions;

    /**
     * Makes records for two topics.
     *
     * @param topic for snapshots, perhaps with {@link #MARKET_PLACEHOLDER}
     * @param quarantineTopic for answers that could not be read; null where none are handed over
     * @param layout of the snapshots
     * @param sessions for the session phases
     */
    public RecordFactory(
            String topic, String quarantineTopic, RecordLayout layout, Catalogue catalogue, TradingSessions sessions) {
        this.topic = topic;
        this.quarantineTopic = quarantineTopic;
        this.layout = layout;
        this.catalogue = catalogue;
        this.sessions = sessions;
    }

    /** The topic of a market. */
    public static String topic(String template, String market) {
        return template.replace(MARKET_PLACEHOLDER, market.toLowerCase(Locale.ROOT));
    }

    /**
     * The records, with their source partition and offsets; their timestamp is when the answer had arrived. They belong
     * together: whoever publishes one publishes all.
     */
    public List<SourceRecord> records(Publishable publishable) {
        if (publishable instanceof Rejected rejected) {
            return List.of(record(rejected));
        }
        Emitted emitted = (Emitted) publishable;
        SnapshotFacts facts = SnapshotFacts.of(emitted, catalogue, sessions);
        return switch (layout) {
            case SNAPSHOT -> List.of(record(
                    emitted,
                    emitted.pair().toString(),
                    SourceOffsets.offset(emitted.published()),
                    FlowValue.of(facts)));
            case ROWS -> rows(emitted, facts);
        };
    }

    /**
     * Connect stores the offset of the last record before the first one that is not written yet. So only the last row
     * has the snapshot's own offset, and after a crash between two of them the snapshot is fetched again.
     */
    private List<SourceRecord> rows(Emitted emitted, SnapshotFacts facts) {
        Map<String, Object> before = SourceOffsets.before(emitted);
        Map<String, Object> after = SourceOffsets.offset(emitted.published());
        InvestorGroup[] groups = InvestorGroup.values();
        InvestorGroup last = groups[groups.length - 1];
        return Stream.of(groups)
                .map(group -> record(
                        emitted,
                        emitted.pair() + ":" + group.fieldName(),
                        group == last ? after : before,
                        RowValue.of(facts, group)))
                .toList();
    }

    private SourceRecord record(Emitted emitted, String key, Map<String, Object> offset, Struct value) {
        return record(
                emitted.pair(),
                offset,
                topic(topic, emitted.pair().market()),
                key,
                value,
                emitted.receivedAt(),
                emitted.row().messageCode());
    }

    private SourceRecord record(Rejected rejected) {
        Reject reject = rejected.reject();
        return record(
                rejected.pair(),
                SourceOffsets.offset(rejected),
                quarantineTopic,
                rejected.pair().toString(),
                RejectValue.of(rejected),
                reject.receivedAt(),
                reject.messageCode());
    }

    private static SourceRecord record(
            MarketSector pair,
            Map<String, Object> offset,
            String topic,
            String key,
            Struct value,
            Instant receivedAt,
            String messageCode) {
        return new SourceRecord(
                SourceOffsets.partition(pair),
                offset,
                topic,
                null,
                Schema.STRING_SCHEMA,
                key,
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

package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.InvestorFlowRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the snapshots in topics from their beginning, as a consumer of the released schemas does, whichever layout a topic has. */
public final class TopicReader extends AvroReader<SpecificRecord, FlowRecord> {
    private final RowAssembly rows = new RowAssembly();

    /** Reads every topic whose whole name matches, those that do not exist yet included. */
    public TopicReader(String bootstrapServers, String registry, Pattern topics) {
        super(bootstrapServers, registry, topics);
    }

    @Override
    List<FlowRecord> read(ConsumerRecord<String, SpecificRecord> record) {
        if (record.value() instanceof InvestorFlowRow row) {
            Optional<InvestorFlow> whole = rows.take(record.key(), Instant.ofEpochMilli(record.timestamp()), row);
            return whole.map(value -> flowRecord(record, value.getMarket() + ":" + value.getSector(), value)).stream()
                    .toList();
        }
        return List.of(flowRecord(record, record.key(), (InvestorFlow) record.value()));
    }

    /** The snapshots of answers received before an instant, of which some rows are there and others have not come so far: a sentence each. */
    public List<String> incomplete(Instant before) {
        return rows.incomplete(before);
    }

    private static FlowRecord flowRecord(ConsumerRecord<?, ?> record, String key, InvestorFlow value) {
        return new FlowRecord(
                position(record),
                record.topic(),
                key,
                Instant.ofEpochMilli(record.timestamp()),
                headers(record),
                value);
    }
}

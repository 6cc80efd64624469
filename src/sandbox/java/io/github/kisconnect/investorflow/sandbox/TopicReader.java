package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.InvestorFlow;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the records of topics from their beginning, as a consumer of the released schema does. */
public final class TopicReader extends AvroReader<InvestorFlow, FlowRecord> {

    /** Reads every topic whose whole name matches, those that do not exist yet included. */
    public TopicReader(String bootstrapServers, String registry, Pattern topics) {
        super(bootstrapServers, registry, topics);
    }

    @Override
    FlowRecord read(ConsumerRecord<String, InvestorFlow> record) {
        return new FlowRecord(
                position(record),
                record.topic(),
                record.key(),
                Instant.ofEpochMilli(record.timestamp()),
                headers(record),
                record.value());
    }
}

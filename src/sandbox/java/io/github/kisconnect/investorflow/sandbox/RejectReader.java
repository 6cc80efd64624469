package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.InvestorFlowReject;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a quarantine topic from its beginning, as a consumer of the released schema does. */
public final class RejectReader extends AvroReader<InvestorFlowReject, RejectRecord> {

    /** Reads the topic of that name, also when it does not exist yet. */
    public RejectReader(String bootstrapServers, String registry, String topic) {
        super(bootstrapServers, registry, Pattern.compile(Pattern.quote(topic)));
    }

    @Override
    List<RejectRecord> read(ConsumerRecord<String, InvestorFlowReject> record) {
        return List.of(new RejectRecord(
                position(record),
                record.key(),
                Instant.ofEpochMilli(record.timestamp()),
                headers(record),
                record.value()));
    }
}

package io.github.kisconnect.investorflow.record;

import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.TradingSessions;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes the one record of a snapshot, in the snapshot layout and without a calendar, or that of a reject. */
public final class SnapshotRecords {
    private final RecordFactory factory;

    /** {@code topic}: of snapshots; {@code quarantineTopic}: of rejects, null where there are none. */
    public SnapshotRecords(String topic, String quarantineTopic) {
        this.factory = new RecordFactory(
                topic, quarantineTopic, RecordLayout.SNAPSHOT, Catalogue.bundled(), TradingSessions.always());
    }

    public SourceRecord record(Publishable publishable) {
        return factory.records(publishable).get(0);
    }
}

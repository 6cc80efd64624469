package io.github.kisconnect.investorflow.bench;

import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** The least that writing a record can cost: Avro's own writer, with the released schema. Not safe for several threads. */
final class FloorWriter {
    private static final Schema SCHEMA = InvestorFlow.getClassSchema();
    private static final Schema FLOW = SCHEMA.getField("foreigner").schema();
    /** Confluent's wire format: a zero, and four bytes of the schema's id. */
    private static final byte[] BEFORE = {0, 0, 0, 0, 1};

    private final GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(SCHEMA);
    private BinaryEncoder encoder;

    static GenericRecord record(MarketSector pair, Instant tick, Instant receivedAt, long[] figures) {
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("market", pair.market());
        record.put("sector", pair.sector());
        record.put("sector_kind", "UNKNOWN");
        record.put("tick_at", tick.toEpochMilli());
        record.put("received_at", receivedAt.toEpochMilli());
        record.put("trade_date", (int) Kst.date(tick).toEpochDay());
        record.put("session_phase", "UNKNOWN");
        record.put("missed_ticks", 0);
        record.put("missed_ticks_of_day", 0);
        record.put("correction", false);
        record.put("end_of_session", false);
        record.put("volume_unit", "UNKNOWN");
        record.put("value_unit", "UNKNOWN");
        for (InvestorGroup group : InvestorGroup.values()) {
            GenericRecord flow = new GenericData.Record(FLOW);
            for (Figure figure : Figure.values()) {
                flow.put(figure.ordinal(), figures[group.ordinal() * FloorReader.FIGURES + figure.ordinal()]);
            }
            record.put(group.fieldName(), flow);
        }
        return record;
    }

    byte[] bytes(GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(BEFORE);
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        writer.write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}

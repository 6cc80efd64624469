package io.github.kisconnect.investorflow.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.endpoint.Reading;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.record.RecordFactory;
import io.github.kisconnect.investorflow.record.RecordLayout;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The steps that every answer takes through the plugin and its converter, each beside the least that it could cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MicroSteps {
    private static final MarketSector PAIR = new MarketSector("KSP", "0027");
    private static final Instant TICK = Instant.parse("2026-11-20T01:30:00Z");

    private final RecordFactory records =
            new RecordFactory("bench", null, RecordLayout.SNAPSHOT, Catalogue.bundled(), TradingSessions.always());
    private final FloorWriter writer = new FloorWriter();
    private LocalConverter converter;
    private byte[] body;
    private long[] figures;
    private Emitted emitted;
    private SourceRecord record;
    private GenericRecord floorRecord;

    @Setup
    public void prepare() throws IOException {
        converter = LocalConverter.start();
        JsonMapper json = new JsonMapper();
        try (InputStream captured =
                MicroSteps.class.getResourceAsStream("/kis-api/KSP-0027-captured-2024-07-02.json")) {
            // Without the line breaks of the file, as it came.
            body = json.writeValueAsBytes(json.readTree(captured));
        }
        figures = FloorReader.figures(body);
        Snapshot snapshot = ((Reading.Good<Snapshot>) bodyToSnapshot()).value();
        Row row = new Row(snapshot, TICK.plusMillis(62), TICK, "MCA00000");
        emitted = new Emitted(PAIR, TICK, row, TICK.minusSeconds(60), 0, 0, false, false, null, null);
        record = snapshotToRecord();
        floorRecord = floorOfSnapshotToRecord();
    }

    @TearDown
    public void end() {
        converter.close();
    }

    @Benchmark
    public Reading<Snapshot> bodyToSnapshot() {
        return Reading.of(body, FlowEndpoint.FLOWS, PAIR);
    }

    /** A bare walk over the tokens. */
    @Benchmark
    public int floorOfBodyToSnapshot() throws IOException {
        return FloorReader.tokens(body);
    }

    @Benchmark
    public SourceRecord snapshotToRecord() {
        return records.records(emitted).get(0);
    }

    /** Avro's own record, filled. */
    @Benchmark
    public GenericRecord floorOfSnapshotToRecord() {
        return FloorWriter.record(PAIR, TICK, TICK, figures);
    }

    /** By the converter that the worker has; it has asked for the schema's id once. */
    @Benchmark
    public byte[] recordToAvro() {
        return converter.bytes(record);
    }

    /** Avro's own writer with Avro's own record. */
    @Benchmark
    public byte[] floorOfRecordToAvro() throws IOException {
        return writer.bytes(floorRecord);
    }
}

package io.github.kisconnect.investorflow;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.emit.EmissionSettings;
import io.github.kisconnect.investorflow.emit.EmitMode;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Publishable;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.record.RecordFactory;
import io.github.kisconnect.investorflow.record.RecordLayout;
import io.github.kisconnect.investorflow.record.SnapshotRecords;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/** Makes the sample records that we release: from the simulator, at a fixed instant, because real figures may not be passed on. */
final class SampleRecord {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Instant TICK = Instant.parse("2026-11-20T01:30:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(TICK.plusMillis(62));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();

    private SampleRecord() {}

    /** A record's value as JSON, one field a line. */
    static String json() {
        return json(flow());
    }

    /** What comes before the third of the twelve groups, and the end. */
    static String excerpt() {
        String whole = json();
        return whole.substring(0, whole.indexOf("  \"institution_total\"")) + Markdown.LEFT_OUT + "}\n";
    }

    /** A reject's value in the same form; the body's bytes are shown as the UTF-8 text that they are. */
    static String rejectJson() {
        return json(reject());
    }

    /** The row of the first group of the same snapshot. */
    static String rowJson() {
        return json(row());
    }

    static Schema schema() {
        return flow().schema();
    }

    static Schema rowSchema() {
        return row().schema();
    }

    static Schema rejectSchema() {
        return reject().schema();
    }

    private static String json(Struct value) {
        StringJoiner lines = new StringJoiner(",\n  ", "{\n  ", "\n}\n");
        for (Field field : value.schema().fields()) {
            lines.add("\"" + field.name() + "\": " + text(plain(value.get(field), field.schema())));
        }
        return lines.toString();
    }

    private static Struct flow() {
        return value(emitted());
    }

    private static Struct row() {
        return (Struct) new RecordFactory(
                        "kis.investor-flow.rows",
                        null,
                        RecordLayout.ROWS,
                        Catalogue.bundled(),
                        TradingSessions.always())
                .records(emitted())
                .get(0)
                .value();
    }

    private static Emitted emitted() {
        Answer.Good<Snapshot> answer = (Answer.Good<Snapshot>) answer(Optional.empty());
        Published last = new Published(TICK.minus(MINUTE), null, Kst.date(TICK), 0, null);
        Row row =
                new Row(answer.value(), answer.receivedAt(), answer.serverTime().orElseThrow(), answer.messageCode());
        return Emissions.record(emission(last).offer(PAIR, TICK, row)).orElseThrow();
    }

    private static Struct reject() {
        Answer.Unreadable<Snapshot> answer = (Answer.Unreadable<Snapshot>) answer(Optional.of(Fault.Row.EMPTY_OUTPUT));
        return value(emission(null).reject(PAIR, TICK, answer.reject()).orElseThrow());
    }

    private static Answer<Snapshot> answer(Optional<Fault> fault) {
        // Of its own each time: another simulator at the same port would not take the token of the one before.
        Credentials credentials = Clients.newCredentials();
        try (KisSimulator simulator = KisSimulator.start(SimulatorOptions.builder()
                        .account(credentials.appKey(), credentials.appSecret())
                        .clock(CLOCK)
                        .build());
                KisClient client =
                        Clients.client(Clients.settings(simulator.url(), credentials), CLOCK, System::nanoTime)) {
            fault.ifPresent(simulator::inject);
            client.authorize().join();
            return client.fetch(FlowEndpoint.FLOWS, PAIR).join();
        }
    }

    private static TaskEmission emission(Published last) {
        return new TaskEmission(
                new EmissionSettings(EmitMode.CHANGES, Duration.ZERO, true),
                TradingSessions.always(),
                List.of(new TaskEmission.Start(PAIR, MINUTE, last)));
    }

    private static Struct value(Publishable publishable) {
        return (Struct) new SnapshotRecords("kis.investor-flow", "kis.investor-flow.rejects")
                .record(publishable)
                .value();
    }

    private static Object plain(Object value, Schema schema) {
        if (value instanceof Struct struct) {
            Map<String, Object> fields = new LinkedHashMap<>();
            struct.schema()
                    .fields()
                    .forEach(field -> fields.put(field.name(), plain(struct.get(field), field.schema())));
            return fields;
        }
        if (value instanceof Date date) {
            Instant instant = date.toInstant();
            return Timestamp.LOGICAL_NAME.equals(schema.name())
                    ? instant.toString()
                    : instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value;
    }

    /** Of a group, volumes and values have a line each. */
    private static String text(Object value) {
        if (value instanceof Map<?, ?> group) {
            return group.entrySet().stream()
                    .map(one -> "\"" + one.getKey() + "\": " + one.getValue())
                    .collect(Collectors.joining(", ", "{\n    ", "\n  }"))
                    .replaceFirst(", (\"sell_value\")", ",\n    $1");
        }
        return JSON.valueToTree(value).toString();
    }
}

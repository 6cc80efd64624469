package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Rejects;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The record of an answer that cannot be read")
class RejectRecordTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");
    private static final Published LAST =
            new Published(Instant.parse("2026-11-23T00:58:00Z"), "v1:5ea475839825098e", LocalDate.of(2026, 11, 23));

    private final SnapshotRecords records = new SnapshotRecords("kis.investor-flow.${market}", "kis.quarantine");

    @Test
    @DisplayName("goes to the quarantine topic under the pair's key, with the answer and what is wrong with it")
    void whole() {
        SourceRecord record =
                records.record(new Rejected(PAIR, TICK, Rejects.of(RejectReason.WRONG_FIGURE, "{\"output\":1}"), LAST));
        assertThat(record.topic()).isEqualTo("kis.quarantine");
        assertThat(record.key()).isEqualTo("KSP:0001");
        assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(record.timestamp()).isEqualTo(Rejects.RECEIVED.toEpochMilli());
        assertThat(record.headers())
                .extracting(header -> header.key() + "=" + header.value())
                .containsExactly("kis.tr_id=FHPTJ04030000", "kis.msg_cd=MCA00000");
        Struct value = (Struct) record.value();
        value.validate();
        assertThat(value.schema().fields())
                .extracting(Field::name)
                .containsExactly(
                        "market",
                        "sector",
                        "tick_at",
                        "reason_code",
                        "reason",
                        "received_at",
                        "http_status",
                        "msg_cd",
                        "body");
        assertThat(value.schema().fields().stream()
                        .filter(field -> field.schema().isOptional()))
                .extracting(Field::name)
                .containsExactly("received_at", "http_status", "msg_cd", "body");
        assertThat(value.schema().name()).isEqualTo("io.github.kisconnect.investorflow.InvestorFlowReject");
        assertThat(value.schema().version()).isEqualTo(1);
        assertThat(value.schema().fields())
                .extracting(field -> value.get(field))
                .containsExactly(
                        "KSP",
                        "0001",
                        Date.from(TICK),
                        "WRONG_FIGURE",
                        "what is wrong",
                        Date.from(Rejects.RECEIVED),
                        200,
                        "MCA00000",
                        "{\"output\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("has neither a code nor its header when the API gave none")
    void withoutCode() {
        Reject reject =
                new Reject(RejectReason.NOT_JSON, "the body is not JSON", Rejects.RECEIVED, 200, "", new byte[0]);
        SourceRecord record = records.record(new Rejected(PAIR, TICK, reject, null));
        assertThat(((Struct) record.value()).get("msg_cd")).isNull();
        assertThat(record.headers()).hasSize(1);
    }

    @Test
    @DisplayName("repeats the source offset of the pair's last record, and has the bare tick where there is none")
    void offsets() {
        Reject reject = Rejects.of(RejectReason.WRONG_SHAPE, "{}");
        SourceRecord after = records.record(new Rejected(PAIR, TICK, reject, LAST));
        assertThat(after.sourcePartition()).isEqualTo(Map.of("market_sector", "KSP:0001"));
        assertThat(after.sourceOffset()).isEqualTo(SourceOffsets.offset(LAST));
        SourceRecord first = records.record(new Rejected(PAIR, TICK, reject, null));
        assertThat(first.sourceOffset()).isEqualTo(Map.of("timestamp", TICK.toEpochMilli()));
        Published altered = new Published(TICK, null, null);
        assertThat(records.record(new Rejected(PAIR, TICK, reject, altered)).sourceOffset())
                .isEqualTo(Map.of("timestamp", TICK.toEpochMilli()));
    }

    @Test
    @DisplayName("knows every reason by name in its schema's docs: a fixed list")
    void reasonCodes() {
        String doc = RejectValue.SCHEMA.parameters().get("io.confluent.connect.avro.field.doc.reason_code");
        assertThat(doc).isEqualTo("NOT_JSON, TOO_LARGE, WRONG_SHAPE, ABSENT_FIGURE, WRONG_FIGURE or ALL_BLANK");
    }
}

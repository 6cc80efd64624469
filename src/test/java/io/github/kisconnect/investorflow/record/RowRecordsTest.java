package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Rejects;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.emit.Row;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rows of a snapshot")
class RowRecordsTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");
    private static final Instant RECEIVED = TICK.plusMillis(123);
    private static final Published LAST =
            new Published(TICK.minusSeconds(60), "v1:5ea475839825098e", LocalDate.of(2026, 11, 23), 4, null);

    private final RecordFactory rows = factory(RecordLayout.ROWS);

    @Test
    @DisplayName("are twelve, one for each group in the record's order, under the pair's key and the group's")
    void twelve() {
        List<SourceRecord> records = rows.records(emitted(Samples.all(1L), LAST));
        assertThat(records)
                .extracting(SourceRecord::key)
                .containsExactly(
                        "KSP:0001:foreigner",
                        "KSP:0001:individual",
                        "KSP:0001:institution_total",
                        "KSP:0001:financial_investment",
                        "KSP:0001:investment_trust",
                        "KSP:0001:private_fund",
                        "KSP:0001:bank",
                        "KSP:0001:insurance",
                        "KSP:0001:other_financial",
                        "KSP:0001:pension_fund",
                        "KSP:0001:other_organization",
                        "KSP:0001:other_corporation");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("kis.ksp");
            assertThat(record.kafkaPartition()).isNull();
            assertThat(record.timestamp()).isEqualTo(RECEIVED.toEpochMilli());
            assertThat(record.sourcePartition()).isEqualTo(Map.of("market_sector", "KSP:0001"));
            assertThat(record.valueSchema()).isSameAs(RowValue.SCHEMA);
            assertThat(record.headers())
                    .extracting(header -> header.key() + "=" + header.value())
                    .containsExactly("kis.tr_id=FHPTJ04030000", "kis.msg_cd=MCA00000");
            ((Struct) record.value()).validate();
        });
    }

    @Test
    @DisplayName("have the figures of their group, null where the API left one blank")
    void figures() {
        Snapshot snapshot = Snapshot.of((group, figure) -> group == InvestorGroup.BANK && figure == Figure.BUY_VALUE
                ? null
                : group.ordinal() * 10L + figure.ordinal());
        for (SourceRecord record : rows.records(emitted(snapshot, null))) {
            Struct value = (Struct) record.value();
            InvestorGroup group = Stream.of(InvestorGroup.values())
                    .filter(one -> one.fieldName().equals(value.getString("investor")))
                    .findAny()
                    .orElseThrow();
            for (Figure figure : Figure.values()) {
                assertThat(value.getInt64(figure.fieldName()))
                        .as(group + " " + figure)
                        .isEqualTo(snapshot.figure(group, figure));
            }
        }
    }

    @Test
    @DisplayName("name the institutions' total as the parent of its seven parts, and of no other group")
    void parents() {
        List<String> parts = rows.records(emitted(Samples.all(1L), null)).stream()
                .map(record -> (Struct) record.value())
                .filter(value -> "institution_total".equals(value.getString("investor_parent")))
                .map(value -> value.getString("investor"))
                .toList();
        assertThat(parts)
                .containsExactly(
                        "financial_investment",
                        "investment_trust",
                        "private_fund",
                        "bank",
                        "insurance",
                        "other_financial",
                        "pension_fund");
        assertThat(rows.records(emitted(Samples.all(1L), null)).stream()
                        .filter(record -> ((Struct) record.value()).getString("investor_parent") == null))
                .hasSize(5);
    }

    @Test
    @DisplayName("say of their snapshot, each of them, what the snapshot's own record says")
    void context() {
        Row row = new Row(Samples.all(1L), RECEIVED, TICK.plusSeconds(1), "");
        Emitted emitted = Emissions.lastOfSession(PAIR, TICK, row, "v1:0123456789abcdef");
        Struct snapshot =
                (Struct) factory(RecordLayout.SNAPSHOT).records(emitted).get(0).value();
        Set<String> groups = new HashSet<>(
                Stream.of(InvestorGroup.values()).map(InvestorGroup::fieldName).toList());
        List<Field> shared = snapshot.schema().fields().stream()
                .filter(field -> !groups.contains(field.name()))
                .toList();
        assertThat(shared).hasSizeGreaterThan(10);
        for (SourceRecord record : rows.records(emitted)) {
            Struct value = (Struct) record.value();
            for (Field field : shared) {
                assertThat(value.get(field.name())).as(field.name()).isEqualTo(snapshot.get(field));
                assertThat(value.schema().field(field.name()).schema()).isEqualTo(field.schema());
            }
        }
    }

    @Test
    @DisplayName(
            "have the pair's offset before, all but the twelfth, so that a part of a snapshot is never taken for the whole")
    void offsets() {
        List<SourceRecord> records = rows.records(emitted(Samples.all(1L), LAST));
        assertThat(records.subList(0, 11)).allSatisfy(record -> assertThat(SourceOffsets.read(record.sourceOffset()))
                .contains(LAST));
        assertThat(SourceOffsets.read(records.get(11).sourceOffset()).orElseThrow())
                .isEqualTo(emitted(Samples.all(1L), LAST).published());
    }

    @Test
    @DisplayName("of a pair's first snapshot have an offset before its tick, which says nothing of its figures")
    void firstOffsets() {
        List<SourceRecord> records = rows.records(emitted(Samples.all(1L), null));
        assertThat(records.subList(0, 11)).allSatisfy(record -> assertThat(record.sourceOffset())
                .isEqualTo(Map.of("timestamp", TICK.toEpochMilli() - 1)));
    }

    @Test
    @DisplayName("are flat: no field is a struct")
    void flat() {
        assertThat(RowValue.SCHEMA.fields())
                .extracting(field -> field.schema().type())
                .doesNotContain(Schema.Type.STRUCT, Schema.Type.ARRAY, Schema.Type.MAP);
        assertThat(RowValue.SCHEMA.name()).isEqualTo("io.github.kisconnect.investorflow.InvestorFlowRow");
        assertThat(RowValue.SCHEMA.version()).isEqualTo(1);
    }

    @Test
    @DisplayName("are not made of an answer that cannot be read: its record is as in the other layout")
    void rejects() {
        Rejected rejected = new Rejected(PAIR, TICK, Rejects.of(RejectReason.WRONG_FIGURE, "{}"), LAST);
        SourceRecord expected = factory(RecordLayout.SNAPSHOT).records(rejected).get(0);
        assertThat(rows.records(rejected)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("KSP:0001").isEqualTo(expected.key());
            assertThat(record.topic()).isEqualTo("kis.quarantine");
            assertThat(record.value()).isEqualTo(expected.value());
            assertThat(record.sourceOffset()).isEqualTo(expected.sourceOffset());
        });
    }

    private static Emitted emitted(Snapshot snapshot, Published last) {
        Row row = new Row(snapshot, RECEIVED, null, "MCA00000");
        return new Emitted(PAIR, TICK, row, null, 0, 0, false, false, null, last);
    }

    private static RecordFactory factory(RecordLayout layout) {
        return new RecordFactory(
                "kis.${market}", "kis.quarantine", layout, Catalogue.bundled(), TradingSessions.always());
    }
}

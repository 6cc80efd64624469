package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.InvestorGroup;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The record's schemas")
class ValueSchemasTest {
    private static final Schema VALUE = FlowValue.SCHEMA;
    private static final Schema FLOW = FlowValue.FLOW_SCHEMA;
    private static final List<String> GROUPS = List.of(
            "foreigner",
            "individual",
            "institution_total",
            "financial_investment",
            "investment_trust",
            "private_fund",
            "bank",
            "insurance",
            "other_financial",
            "pension_fund",
            "other_organization",
            "other_corporation");

    @Test
    @DisplayName("have the names and the version of the contract")
    void names() {
        assertThat(VALUE.name()).isEqualTo("io.github.kisconnect.investorflow.InvestorFlow");
        assertThat(FLOW.name()).isEqualTo("io.github.kisconnect.investorflow.Flow");
        assertThat(VALUE.version()).isEqualTo(1);
        assertThat(FLOW.version()).isEqualTo(1);
        assertThat(VALUE.isOptional()).isFalse();
    }

    @Test
    @DisplayName("have the fields of the contract, in its order")
    void fields() {
        List<String> first = List.of(
                "market",
                "sector",
                "market_name",
                "market_name_en",
                "sector_name",
                "sector_name_en",
                "sector_kind",
                "tick_at",
                "received_at",
                "served_at",
                "trade_date",
                "session_phase",
                "previous_tick_at",
                "missed_ticks",
                "missed_ticks_of_day",
                "correction",
                "end_of_session",
                "volume_unit",
                "value_unit");
        assertThat(VALUE.fields())
                .extracting(Field::name)
                .containsExactlyElementsOf(
                        Stream.concat(first.stream(), GROUPS.stream()).toList());
        assertThat(FLOW.fields())
                .extracting(Field::name)
                .containsExactly(
                        "sell_volume", "buy_volume", "net_buy_volume", "sell_value", "buy_value", "net_buy_value");
    }

    @Test
    @DisplayName("use one and the same Flow for all twelve groups")
    void sharedInstance() {
        assertThat(GROUPS)
                .allSatisfy(group -> assertThat(VALUE.field(group).schema()).isSameAs(FLOW));
    }

    @Test
    @DisplayName(
            "have optional 64-bit figures, and nothing optional but these, names, the server's time and the previous tick")
    void types() {
        assertThat(FLOW.fields())
                .allSatisfy(field -> assertThat(field.schema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA));
        assertThat(VALUE.fields().stream()
                        .filter(field -> field.schema().isOptional())
                        .map(Field::name))
                .containsExactly(
                        "market_name",
                        "market_name_en",
                        "sector_name",
                        "sector_name_en",
                        "served_at",
                        "previous_tick_at");
        for (String name : List.of("tick_at", "received_at", "served_at", "previous_tick_at")) {
            assertThat(VALUE.field(name).schema().name()).as(name).isEqualTo(Timestamp.LOGICAL_NAME);
        }
        assertThat(VALUE.field("trade_date").schema().name()).isEqualTo(Date.LOGICAL_NAME);
        for (String name : List.of("missed_ticks", "missed_ticks_of_day")) {
            assertThat(VALUE.field(name).schema()).as(name).isEqualTo(Schema.INT32_SCHEMA);
        }
        for (String name : List.of("correction", "end_of_session")) {
            assertThat(VALUE.field(name).schema()).as(name).isEqualTo(Schema.BOOLEAN_SCHEMA);
        }
        for (String name : List.of("market", "sector", "sector_kind", "session_phase", "volume_unit", "value_unit")) {
            assertThat(VALUE.field(name).schema()).as(name).isEqualTo(Schema.STRING_SCHEMA);
        }
    }

    @Test
    @DisplayName("have true Avro docs for the records and for each of their fields, and no others")
    void docs() {
        for (Schema schema : List.of(VALUE, FLOW)) {
            assertThat(schema.parameters().get("io.confluent.connect.avro.record.doc"))
                    .isNotBlank();
            assertThat(schema.fields()).allSatisfy(field -> assertThat(doc(schema, field.name()))
                    .as(field.name())
                    .isNotBlank());
            assertThat(schema.parameters()).hasSize(1 + schema.fields().size());
            assertThat(schema.doc()).isNull();
        }
    }

    @Test
    @DisplayName("tell the API's prefix, the Korean label and today's meaning of each group")
    void groupDocs() {
        assertThat(Arrays.asList(InvestorGroup.values())).allSatisfy(group -> assertThat(doc(VALUE, group.fieldName()))
                .contains("KIS prefix " + group.apiPrefix(), group.koreanLabel(), group.meaning()));
        assertThat(doc(VALUE, "institution_total")).contains("orgn", "기관계", "sum of the seven");
        assertThat(doc(VALUE, "financial_investment")).contains("scrt", "증권", "금융투자");
        assertThat(doc(VALUE, "foreigner")).contains("frgn", "외국인", "기타외국인");
    }

    @Test
    @DisplayName("tell the API's suffix and where the unit of each figure stands")
    void figureDocs() {
        assertThat(doc(FLOW, "sell_volume")).contains("seln_vol", "volume_unit");
        assertThat(doc(FLOW, "buy_volume")).contains("shnu_vol", "volume_unit");
        assertThat(doc(FLOW, "net_buy_volume")).contains("ntby_qty", "ntby_vol", "volume_unit");
        assertThat(doc(FLOW, "sell_value")).contains("seln_tr_pbmn", "value_unit");
        assertThat(doc(FLOW, "buy_value")).contains("shnu_tr_pbmn", "value_unit");
        assertThat(doc(FLOW, "net_buy_value")).contains("ntby_tr_pbmn", "value_unit");
    }

    private static String doc(Schema schema, String field) {
        return schema.parameters().get("io.confluent.connect.avro.field.doc." + field);
    }
}

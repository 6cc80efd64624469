package io.github.kisconnect.investorflow.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.InvestorGroup;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The record's schemas")
class ValueSchemasTest {
    private static final Schema VALUE = FlowValue.SCHEMA;
    private static final Schema FLOW = FlowValue.FLOW_SCHEMA;

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
    @DisplayName("use one and the same Flow for all twelve groups")
    void sharedInstance() {
        assertThat(InvestorGroup.values())
                .allSatisfy(group ->
                        assertThat(VALUE.field(group.fieldName()).schema()).isSameAs(FLOW));
    }

    @Test
    @DisplayName("have optional 64-bit figures, and say of all else that may be null what null means")
    void nulls() {
        assertThat(FLOW.fields())
                .allSatisfy(field -> assertThat(field.schema()).isEqualTo(Schema.OPTIONAL_INT64_SCHEMA));
        assertThat(VALUE.fields())
                .allSatisfy(field -> assertThat(doc(VALUE, field.name()).contains("null:")
                                || doc(VALUE, field.name()).contains("(null:"))
                        .as(field.name())
                        .isEqualTo(field.schema().isOptional() || field.name().equals("missed_ticks")));
    }

    @Test
    @DisplayName("have true Avro docs for the records and for each of their fields, and no others")
    void docs() {
        for (Schema schema : List.of(VALUE, FLOW, RowValue.SCHEMA)) {
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
        assertThat(InvestorGroup.values()).allSatisfy(group -> assertThat(doc(VALUE, group.fieldName()))
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

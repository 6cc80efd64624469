package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The files that consumers and operators start from")
class ReleasedFilesTest {
    private static final Path SCHEMA = ReleasedSchemas.newest("InvestorFlow.avsc");
    private static final Path SAMPLE = ReleasedSchemas.newest("InvestorFlow.sample.json");
    private static final Path ROW_SCHEMA = ReleasedSchemas.newest("InvestorFlowRow.avsc");
    private static final Path ROW_SAMPLE = ReleasedSchemas.newest("InvestorFlowRow.sample.json");
    private static final Path REJECT_SCHEMA = ReleasedSchemas.newest("InvestorFlowReject.avsc");
    private static final Path REJECT_SAMPLE = ReleasedSchemas.newest("InvestorFlowReject.sample.json");
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    @DisplayName("have the schemas as a converter makes them")
    void schemas() throws IOException {
        Generated.file(SCHEMA, AvroOf.text(SampleRecord.schema()));
        Generated.file(ROW_SCHEMA, AvroOf.text(SampleRecord.rowSchema()));
        Generated.file(REJECT_SCHEMA, AvroOf.text(SampleRecord.rejectSchema()));
    }

    @Test
    @DisplayName(
            "have the sample record as the code makes it from the simulator, and the README shows its first two groups")
    void sample() throws IOException {
        Generated.file(SAMPLE, SampleRecord.json());
        Generated.part(
                Path.of("README.md"),
                "is beside it:\n\n",
                "\n- `tick_at`",
                SampleRecord.excerpt().indent(4));
    }

    @Test
    @DisplayName("have a sample row, of the same snapshot")
    void rowSample() throws IOException {
        Generated.file(ROW_SAMPLE, SampleRecord.rowJson());
        JsonNode row = JSON.readTree(SampleRecord.rowJson());
        JsonNode snapshot = JSON.readTree(SampleRecord.json());
        assertThat(row.path("tick_at")).isEqualTo(snapshot.path("tick_at"));
        assertThat(row.path("net_buy_value"))
                .isEqualTo(snapshot.path(row.path("investor").textValue()).path("net_buy_value"));
    }

    @Test
    @DisplayName(
            "have the sample reject as the code makes it from the simulator, its body shown as the UTF-8 text that the bytes are")
    void rejectSample() throws IOException {
        Generated.file(REJECT_SAMPLE, SampleRecord.rejectJson());
        assertThat(JSON.readTree(JSON.readTree(REJECT_SAMPLE.toFile())
                                .path("body")
                                .asText())
                        .path("output"))
                .isEmpty();
    }

    @Test
    @DisplayName("have samples with every field of the released schemas, in their order")
    void samplesFitSchemas() throws IOException {
        assertSameFields(JSON.readTree(SampleRecord.json()), parsed(AvroOf.text(SampleRecord.schema())));
        assertSameFields(JSON.readTree(SampleRecord.rowJson()), parsed(AvroOf.text(SampleRecord.rowSchema())));
        assertSameFields(JSON.readTree(SampleRecord.rejectJson()), parsed(AvroOf.text(SampleRecord.rejectSchema())));
    }

    private static void assertSameFields(JsonNode sample, Schema schema) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> all = sample.fieldNames(); all.hasNext(); ) {
            names.add(all.next());
        }
        assertThat(names)
                .containsExactlyElementsOf(
                        schema.getFields().stream().map(Schema.Field::name).toList());
        schema.getFields().stream()
                .filter(field -> field.schema().getType() == Schema.Type.RECORD)
                .forEach(field -> assertSameFields(sample.path(field.name()), field.schema()));
    }

    @Test
    @DisplayName("have schemas in which every record and every field has a doc")
    void docs() throws IOException {
        Schema schema = parsed(AvroOf.text(SampleRecord.schema()));
        Schema flow = schema.getField("foreigner").schema();
        Schema row = parsed(AvroOf.text(SampleRecord.rowSchema()));
        Schema reject = parsed(AvroOf.text(SampleRecord.rejectSchema()));
        for (Schema record : List.of(schema, flow, row, reject)) {
            assertThat(record.getDoc()).isNotBlank();
            assertThat(record.getFields())
                    .allSatisfy(
                            field -> assertThat(field.doc()).as(field.name()).isNotBlank());
        }
    }

    @Test
    @DisplayName("have a README of under 200 lines")
    void isShort() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThan(200);
    }

    private static Schema parsed(String text) {
        return new Schema.Parser().parse(text);
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Of a released schema, each later version")
class ReleasedSchemasTest {
    private static final Schema FLOW = parsed(ReleasedSchemas.newest("InvestorFlow.avsc"));

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"InvestorFlow.avsc", "InvestorFlowRow.avsc", "InvestorFlowReject.avsc"})
    @DisplayName("reads all earlier ones and is read by them, and has their fields first")
    void released(String file) {
        List<Schema> versions = ReleasedSchemas.versions().stream()
                .map(version -> version.resolve(file))
                .filter(Files::exists)
                .map(ReleasedSchemasTest::parsed)
                .toList();
        assertThat(versions).isNotEmpty();
        for (int later = 0; later < versions.size(); later++) {
            for (Schema earlier : versions.subList(0, later)) {
                assertThat(problems(earlier, versions.get(later))).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("may have a further field with a default at its end")
    void appended() {
        assertThat(problems(FLOW, changed(fields -> added(fields, fields.size(), true))))
                .isEmpty();
    }

    @Test
    @DisplayName("may have none without a default, none in between, and none less")
    void refused() {
        assertThat(problems(FLOW, changed(fields -> added(fields, fields.size(), false))))
                .isNotEmpty();
        assertThat(problems(FLOW, changed(fields -> added(fields, 3, true)))).isNotEmpty();
        assertThat(problems(FLOW, changed(fields -> fields.subList(0, fields.size() - 1))))
                .isNotEmpty();
    }

    @Test
    @DisplayName("may have no further field inside Flow, though Avro would allow it")
    void insideFlow() {
        Schema group = FLOW.getField("foreigner").schema();
        Schema longer = copy(group, added(group.getFields(), group.getFields().size(), true));
        Schema changed = changed(fields -> fields.stream()
                .map(field -> field.schema().equals(group)
                        ? new Schema.Field(field.name(), longer, field.doc(), field.defaultVal())
                        : field)
                .toList());
        assertThat(compatible(FLOW, changed)).isTrue();
        assertThat(problems(FLOW, changed)).isNotEmpty();
    }

    private static List<String> problems(Schema earlier, Schema later) {
        List<String> problems = new ArrayList<>();
        if (!compatible(earlier, later)) {
            problems.add("a reader of the one cannot read the other");
        }
        List<Schema.Field> first = earlier.getFields();
        List<Schema.Field> all = later.getFields();
        boolean begins = all.size() >= first.size();
        for (int i = 0; begins && i < first.size(); i++) {
            begins = first.get(i).name().equals(all.get(i).name())
                    && first.get(i).schema().equals(all.get(i).schema());
        }
        if (!begins) {
            problems.add("it does not begin with the fields of the earlier one, as they were");
        }
        return problems;
    }

    private static boolean compatible(Schema one, Schema other) {
        return Stream.of(
                        SchemaCompatibility.checkReaderWriterCompatibility(one, other),
                        SchemaCompatibility.checkReaderWriterCompatibility(other, one))
                .allMatch(result -> result.getType() == SchemaCompatibilityType.COMPATIBLE);
    }

    private static Schema changed(UnaryOperator<List<Schema.Field>> change) {
        return copy(FLOW, change.apply(FLOW.getFields()));
    }

    private static Schema copy(Schema schema, List<Schema.Field> fields) {
        return Schema.createRecord(
                schema.getName(),
                schema.getDoc(),
                schema.getNamespace(),
                false,
                fields.stream()
                        .map(field -> new Schema.Field(field.name(), field.schema(), field.doc(), field.defaultVal()))
                        .toList());
    }

    private static List<Schema.Field> added(List<Schema.Field> fields, int place, boolean isOptional) {
        Schema text = Schema.create(Schema.Type.STRING);
        List<Schema.Field> more = new ArrayList<>(fields);
        more.add(
                place,
                isOptional
                        ? new Schema.Field(
                                "more",
                                Schema.createUnion(Schema.create(Schema.Type.NULL), text),
                                null,
                                JsonProperties.NULL_VALUE)
                        : new Schema.Field("more", text));
        return more;
    }

    private static Schema parsed(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("schemas/README.md")
class SchemasDocTest {
    private static final Path README = Path.of("schemas", "README.md");

    @Test
    @DisplayName("has every field of the newest schemas, with its type and what it says of itself")
    void fields() throws IOException {
        Schema flow = schema("InvestorFlow");
        table("InvestorFlow", flow.getFields().stream().filter(field -> !isGroup(field)));
        table("Groups", flow.getFields().stream().filter(SchemasDocTest::isGroup));
        table("Flow", flow.getField("foreigner").schema().getFields().stream());
        table(
                "InvestorFlowRow",
                schema("InvestorFlowRow").getFields().stream().filter(field -> flow.getField(field.name()) == null));
        table("InvestorFlowReject", schema("InvestorFlowReject").getFields().stream());
    }

    @Test
    @DisplayName("has the API's name of each of the 72 figures")
    void figures() throws IOException {
        String head =
                Stream.of(Figure.values()).map(Figure::fieldName).collect(Collectors.joining(" | ", "| | ", " |\n"));
        String line = "|---".repeat(1 + Figure.values().length) + "|\n";
        Generated.part(
                README,
                "<!-- 72 figures -->\n",
                "\n##",
                "\n" + head + line
                        + Stream.of(InvestorGroup.values())
                                .map(group -> Stream.of(Figure.values())
                                        .map(group::apiField)
                                        .collect(Collectors.joining(
                                                "` | `", "| `" + group.fieldName() + "` | `", "` |\n")))
                                .collect(Collectors.joining()));
    }

    private static void table(String name, Stream<Schema.Field> fields) throws IOException {
        Generated.part(
                README,
                "<!-- " + name + " -->\n",
                "\n##",
                fields.map(field -> "| `" + field.name() + "` | " + type(field.schema()) + " | " + field.doc() + " |\n")
                        .collect(Collectors.joining("", "\n| field | type | |\n|---|---|---|\n", "")));
    }

    private static boolean isGroup(Schema.Field field) {
        return field.schema().getType() == Schema.Type.RECORD;
    }

    private static String type(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> type(schema.getTypes().get(1)) + " or null";
            case RECORD -> "`" + schema.getName() + "`";
            default -> schema.getLogicalType() == null
                    ? schema.getType().getName()
                    : schema.getLogicalType().getName();
        };
    }

    private static Schema schema(String name) throws IOException {
        return new Schema.Parser().parse(ReleasedSchemas.newest(name + ".avsc").toFile());
    }
}

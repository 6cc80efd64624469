package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.config.ConfigValidationFixture;
import io.github.kisconnect.investorflow.emit.Rejected;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.record.SnapshotRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The recipe for a transform beside a quarantine topic")
class TransformRecipeTest extends ConfigValidationFixture {
    private static final Path RECIPE = Path.of("connect-config", "flatten.json");
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Instant TICK = Instant.parse("2026-11-23T01:00:00Z");

    private Map<String, String> recipe;
    private SourceRecord flows;
    private SourceRecord reject;

    @BeforeEach
    void records() throws IOException {
        recipe = new JsonMapper().readValue(RECIPE.toFile(), new TypeReference<LinkedHashMap<String, String>>() {});
        SnapshotRecords records = new SnapshotRecords(recipe.get("topic"), recipe.get("quarantine.topic"));
        flows = records.record(Emissions.first(PAIR, TICK, Samples.all(7L)));
        reject = records.record(new Rejected(PAIR, TICK, Rejects.of(RejectReason.WRONG_FIGURE, "{}"), null));
    }

    @Test
    @DisplayName(
            "is in docs/consume.md, and one in which the connector finds nothing wrong, and has nothing to warn of")
    void documented() throws IOException {
        String text = Files.readString(RECIPE).strip();
        assertThat(Markdown.allBlocks().stream()
                        .filter(block -> block.text().strip().equals(text)))
                .singleElement()
                .satisfies(block -> assertThat(block.file()).isEqualTo(Path.of("docs", "consume.md")));
        properties.putAll(recipe);
        assertThat(errors()).isEmpty();
        assertThat(warnings()).isEmpty();
        properties.remove("transforms.flat.predicate");
        assertThat(warnings()).singleElement().asString().contains("[flat]", recipe.get("quarantine.topic"));
    }

    @Test
    @DisplayName("makes of a record fields without structs, under names that Avro takes")
    void flattens() throws Exception {
        SourceRecord flat = transformed(recipe, flows);
        assertThat(flat.topic()).isEqualTo("kis.investor-flow.flat");
        assertThat(flat.key()).isEqualTo("KSP:0001");
        Struct value = (Struct) flat.value();
        value.validate();
        assertThat(value.getInt64("foreigner_sell_volume")).isEqualTo(7);
        assertThat(value.getInt64("other_corporation_net_buy_value")).isEqualTo(7);
        assertThat(value.get("tick_at")).isEqualTo(Date.from(TICK));
        List<Field> before = flows.valueSchema().fields();
        assertThat(value.schema().fields())
                .hasSize(before.size() + 12 * (6 - 1))
                .allSatisfy(field -> {
                    assertThat(field.schema().type()).isNotEqualTo(Schema.Type.STRUCT);
                    SchemaBuilder.record("Flat").fields().requiredString(field.name());
                });
    }

    @Test
    @DisplayName("leaves a reject as it is")
    void rejects() throws Exception {
        assertThat(transformed(recipe, reject)).isSameAs(reject);
    }

    @Test
    @DisplayName("needs its delimiter: Avro refuses the default one in a name")
    void delimiter() throws Exception {
        recipe.remove("transforms.flat.delimiter");
        Schema flat = transformed(recipe, flows).valueSchema();
        assertThat(flat.field("foreigner.sell_volume")).isNotNull();
        assertThatThrownBy(() -> SchemaBuilder.record("Flat").fields().requiredString("foreigner.sell_volume"))
                .isInstanceOf(SchemaParseException.class);
    }

    @Test
    @DisplayName("needs its predicate, as any transform does that wants a field of records: it fails at a reject")
    void predicate() throws Exception {
        recipe.put("transforms.flat.type", "org.apache.kafka.connect.transforms.ExtractField$Value");
        recipe.put("transforms.flat.field", "foreigner");
        assertThat(transformed(recipe, flows).value()).isInstanceOf(Struct.class);
        assertThat(transformed(recipe, reject)).isSameAs(reject);
        recipe.remove("transforms.flat.predicate");
        assertThatThrownBy(() -> transformed(recipe, reject)).hasMessageContaining("foreigner");
    }

    private List<String> warnings() {
        try (LogCapture log = LogCapture.begin()) {
            connector.start(properties);
            return log.ours(Level.WARN).stream()
                    .filter(line -> line.contains("predicate"))
                    .toList();
        }
    }

    /** As Connect does it: a transform with a predicate takes the records that this one does, or with negate those that it does not. */
    private static SourceRecord transformed(Map<String, String> config, SourceRecord record) throws Exception {
        SourceRecord result = record;
        for (String name : config.get("transforms").split(",")) {
            String prefix = "transforms." + name + ".";
            String condition = config.get(prefix + "predicate");
            boolean negate = Boolean.parseBoolean(config.get(prefix + "negate"));
            if (condition == null
                    || negate
                            ^ predicate(config, "predicates." + condition + ".").test(result)) {
                result = transformation(config, prefix).apply(result);
            }
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Transformation<SourceRecord> transformation(Map<String, String> config, String prefix)
            throws ReflectiveOperationException {
        return (Transformation<SourceRecord>) configured(config, prefix);
    }

    @SuppressWarnings("unchecked")
    private static Predicate<SourceRecord> predicate(Map<String, String> config, String prefix)
            throws ReflectiveOperationException {
        return (Predicate<SourceRecord>) configured(config, prefix);
    }

    private static Configurable configured(Map<String, String> config, String prefix)
            throws ReflectiveOperationException {
        Map<String, String> own = new LinkedHashMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        Configurable part = (Configurable)
                Class.forName(own.get("type")).getDeclaredConstructor().newInstance();
        part.configure(own);
        return part;
    }
}

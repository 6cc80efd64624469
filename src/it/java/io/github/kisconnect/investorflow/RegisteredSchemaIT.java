package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.record.RecordLayout;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.stack.AvroLibraries;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The schema that the converter registers")
@ExtendWith(StackExtension.class)
class RegisteredSchemaIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final AvroLibraries AVRO = AvroLibraries.present();
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    @DisplayName("is the released one, docs and all, under the topic's subject of the Confluent API")
    void equalsReleased(LocalStack stack) throws IOException {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001,KSQ:1001").quarantined()) {
            run.simulator().inject(Injection.of(Fault.Row.EMPTY_OUTPUT).forPair(new MarketSector("KSQ", "1001")));
            run.start(1);
            try (TopicReader records = run.reader();
                    RejectReader rejects = run.rejectReader()) {
                records.readUntil("record", SOON, read -> !read.isEmpty());
                rejects.readUntil("reject", SOON, read -> !read.isEmpty());
            }
            assertThat(registered(stack, run.topic())).isEqualTo(newest("InvestorFlow.avsc"));
            assertThat(registered(stack, run.quarantineTopic())).isEqualTo(newest("InvestorFlowReject.avsc"));
        }
    }

    @Test
    @DisplayName("is the released one of rows, where the topic has rows")
    void rows(LocalStack stack) throws IOException {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001")
                .with(ConfigKeys.RECORD_LAYOUT, RecordLayout.ROWS.configValue())
                .start(1)) {
            try (TopicReader snapshots = run.reader()) {
                snapshots.readUntil("snapshot of twelve rows", SOON, read -> !read.isEmpty());
            }
            assertThat(registered(stack, run.topic())).isEqualTo(newest("InvestorFlowRow.avsc"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"InvestorFlow.avsc", "InvestorFlowRow.avsc", "InvestorFlowReject.avsc"})
    @DisplayName(
            "is one that the registry takes after every released version, whichever way it is read, and it refuses a wrong one")
    void compatible(String file, LocalStack stack) throws IOException {
        String registry = stack.registry().address();
        String subject = "contract-" + UUID.randomUUID();
        List<Path> versions = ReleasedSchemas.versions();
        String current = Files.readString(versions.get(0).resolve(file));
        AVRO.register(registry, subject, current);
        AVRO.requireCompatibility(registry, subject);
        for (Path version : versions) {
            current = Files.readString(version.resolve(file));
            assertThat(AVRO.isCompatible(registry, subject, current))
                    .as("%s", version)
                    .isTrue();
            AVRO.register(registry, subject, current);
        }
        ObjectNode wrong = (ObjectNode) JSON.readTree(current);
        ((ArrayNode) wrong.path("fields")).addObject().put("name", "more").put("type", "string");
        assertThat(AVRO.isCompatible(registry, subject, wrong.toString()))
                .as("with a field more that has no default")
                .isFalse();
    }

    private static JsonNode registered(LocalStack stack, String topic) throws IOException {
        return JSON.readTree(AVRO.latest(stack.registry().address(), topic + "-value"));
    }

    private static JsonNode newest(String file) throws IOException {
        return JSON.readTree(ReleasedSchemas.newest(file).toFile());
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The schema that the converter registers")
@ExtendWith(StackExtension.class)
class RegisteredSchemaIT {
    private static final JsonMapper JSON = new JsonMapper();
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
            assertThat(registered(stack, run.topic())).isEqualTo(released("InvestorFlow.avsc"));
            assertThat(registered(stack, run.quarantineTopic())).isEqualTo(released("InvestorFlowReject.avsc"));
        }
    }

    private static JsonNode registered(LocalStack stack, String topic) throws IOException {
        return JSON.readTree(
                JSON.readTree(URI.create(stack.registryUrl() + "/subjects/" + topic + "-value/versions/latest")
                                .toURL()
                                .openStream())
                        .path("schema")
                        .asText());
    }

    private static JsonNode released(String file) throws IOException {
        return JSON.readTree(Path.of("schemas", "v1", file).toFile());
    }
}

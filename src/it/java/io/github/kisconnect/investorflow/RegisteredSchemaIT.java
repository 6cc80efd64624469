package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
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

    @Test
    @DisplayName("is the released one, docs and all, under the topic's subject of the Confluent API")
    void equalsReleased(LocalStack stack) throws IOException {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001").start(1);
                TopicReader reader = run.reader()) {
            reader.readUntil("record", Duration.ofSeconds(30), read -> !read.isEmpty());

            JsonNode version = JSON.readTree(
                    URI.create(stack.registryUrl() + "/subjects/" + run.topic() + "-value/versions/latest")
                            .toURL()
                            .openStream());

            assertThat(JSON.readTree(version.path("schema").asText()))
                    .isEqualTo(JSON.readTree(
                            Path.of("schemas", "v1", "InvestorFlow.avsc").toFile()));
        }
    }
}

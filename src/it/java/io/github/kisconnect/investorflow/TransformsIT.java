package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.RawTopics;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.stack.AvroLibraries;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectorStatus;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("An answer that cannot be read, where the connector has a transform,")
@ExtendWith(StackExtension.class)
class TransformsIT {
    private static final MarketSector STRUCK = new MarketSector("KSP", "0001");
    private static final String PAIRS = STRUCK + ",KSQ:1001";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    @DisplayName("goes to quarantine as it is by the recipe of docs/consume.md, and records go on, flattened")
    void recipe(LocalStack stack) throws IOException {
        try (ConnectorRun run = new ConnectorRun(stack, PAIRS).quarantined()) {
            Map<String, String> recipe = JSON.readValue(
                    Path.of("connect-config", "flatten.json").toFile(),
                    new TypeReference<LinkedHashMap<String, String>>() {});
            recipe.keySet().removeAll(Set.of(ConfigKeys.TOPIC, ConfigKeys.QUARANTINE_TOPIC));
            recipe.put("predicates.reject.pattern", run.quarantineTopic());
            recipe.forEach(run::with);
            run.start(1);
            try (RejectReader rejects = run.rejectReader()) {
                Await.until("flattened record", SOON, () -> published(stack, run) > 0);
                run.simulator()
                        .inject(Injection.of(Fault.Row.MALFORMED_FIGURE)
                                .forPair(STRUCK)
                                .times(1));
                rejects.readUntil("reject", SOON, read -> !read.isEmpty());
                assertThat(rejects.all().get(0).key()).isEqualTo(STRUCK.toString());
            }
            int before = published(stack, run);
            Await.until("record after the reject", SOON, () -> published(stack, run) > before);
            assertThat(stack.connect().status(run.name()).running(1)).isTrue();

            JsonNode schema = JSON.readTree(
                    AvroLibraries.present().latest(stack.registry().address(), run.topic() + "-value"));
            assertThat(schema.path("fields").findValuesAsText("name"))
                    .contains("foreigner_sell_volume", "other_corporation_net_buy_value")
                    .doesNotContain("foreigner", "sell_volume");
        }
    }

    @Test
    @DisplayName("fails the task without a predicate, of which the log has warned at the start")
    void unconditional(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, PAIRS)
                .quarantined()
                .with("transforms", "foreigners")
                .with("transforms.foreigners.type", "org.apache.kafka.connect.transforms.ExtractField$Value")
                .with("transforms.foreigners.field", "foreigner")
                .start(1)) {
            Await.until("record", SOON, () -> published(stack, run) > 0);
            run.simulator()
                    .inject(Injection.of(Fault.Row.MALFORMED_FIGURE)
                            .forPair(STRUCK)
                            .times(1));
            ConnectorStatus status = stack.connect()
                    .waitUntil(run.name(), "fail", SOON, one -> !one.failed().isEmpty());
            assertThat(status.failed()).singleElement().satisfies(task -> assertThat(task.trace())
                    .startsWith("org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler")
                    .contains("ExtractField"));
            assertThat(logged(stack, run))
                    .anyMatch(line -> line.contains(" WARN ")
                            && line.contains("transforms [foreigners] without a predicate")
                            && line.contains(run.quarantineTopic()));
        }
    }

    private static Stream<String> logged(LocalStack stack, ConnectorRun run) {
        return stack.workers().stream().flatMap(worker -> worker.logLines().filter(line -> line.contains(run.name())));
    }

    /** How many records the topic has. */
    private static int published(LocalStack stack, ConnectorRun run) {
        return RawTopics.exists(stack.bootstrapServers(), run.topic())
                ? RawTopics.committed(stack.bootstrapServers(), run.topic()).size()
                : 0;
    }
}

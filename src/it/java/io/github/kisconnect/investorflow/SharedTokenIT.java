package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectorStatus;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Two workers with one token file")
@Tag("once")
@ExtendWith(StackExtension.class)
class SharedTokenIT {
    @Test
    @DisplayName("poll with one token, issued once, where a second one would take a minute")
    void oneToken(LocalStack stack) {
        try (ConnectorRun run =
                new ConnectorRun(stack, "KSP:0001,KSQ:1001,K2I:F001,ETF:T000", Duration.ofSeconds(60))) {
            Path file = stack.plugins().resolveSibling("tokens-" + run.name() + ".json");
            run.with(ConfigKeys.TOKEN_FILE, file).with("tasks.max", 4).start(4);
            ConnectorStatus status = stack.connect()
                    .waitUntil(
                            run.name(),
                            "run on both workers",
                            Duration.ofSeconds(30),
                            one -> one.running(4)
                                    && one.tasks().stream()
                                                    .map(ConnectorStatus.Part::workerId)
                                                    .distinct()
                                                    .count()
                                            == 2);
            assertThat(status.tasks()).hasSize(4);
            try (TopicReader reader = run.reader()) {
                List<FlowRecord> records = reader.readUntil(
                        "records of every task's pair",
                        Duration.ofSeconds(30),
                        read -> read.stream().map(FlowRecord::key).distinct().count() == 4);
                assertThat(records).isNotEmpty();
            }
            assertThat(run.simulator().tokenIssues()).isEqualTo(1);
            assertThat(run.simulator().requests(Endpoint.TOKEN)).isEqualTo(1);
            assertThat(file)
                    .content()
                    .contains(run.simulator().issuedTokens())
                    .doesNotContain(ConnectorRun.APP_KEY, ConnectorRun.APP_SECRET);
        }
    }
}

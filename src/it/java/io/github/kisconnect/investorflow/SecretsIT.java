package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Secrets")
@ExtendWith(StackExtension.class)
class SecretsIT {

    @Test
    @DisplayName("are in no log and in no REST answer of a worker, also when things go wrong")
    void nowhere(LocalStack stack) throws IOException {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001,KSQ:1001").start(1);
                TopicReader reader = run.reader()) {
            reader.readUntil("record", Duration.ofSeconds(30), read -> !read.isEmpty());
            for (Fault fault : List.of(Fault.Reply.RATE_LIMIT, Fault.Wire.RESET, Fault.Row.MALFORMED_FIGURE)) {
                long before = run.simulator().ledger().size();
                run.simulator().inject(fault);
                while (run.simulator().ledger().size() < before + 2) {
                    reader.next();
                }
                run.simulator().clear();
            }
            stack.connect().restart(run.name());

            String shown = stack.connect().config(run.name()) + " "
                    + stack.connect().taskConfigs(run.name()) + " "
                    + stack.connect().status(run.name());
            assertThat(shown).contains("${env:").doesNotContain(ConnectorRun.APP_KEY, ConnectorRun.APP_SECRET);
            for (Service service : Stream.concat(Stream.of(stack.broker(), stack.registry()), stack.workers().stream())
                    .toList()) {
                assertThat(Files.readString(service.log()))
                        .as(service.name())
                        .isNotEmpty()
                        .doesNotContain(ConnectorRun.APP_KEY, ConnectorRun.APP_SECRET, "Bearer ");
            }
        }
    }
}

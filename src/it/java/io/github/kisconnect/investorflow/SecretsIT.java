package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectorStatus;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Secrets")
@ExtendWith(StackExtension.class)
class SecretsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** A token that is cut off is one, too. */
    private static final int TELLING_LETTERS = 20;

    @Test
    @DisplayName("are in no log, in no REST answer and in no stack trace of a worker, also when things go wrong")
    void nowhere(LocalStack stack) throws IOException {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001,KSQ:1001").start(1);
                TopicReader reader = run.reader()) {
            reader.readUntil("record", SOON, read -> !read.isEmpty());
            for (Fault fault : List.of(Fault.Reply.RATE_LIMIT, Fault.Wire.RESET, Fault.Row.MALFORMED_FIGURE)) {
                long before = run.simulator().ledger().size();
                run.simulator().inject(fault);
                reader.readUntil(
                        "two answers with " + fault,
                        SOON,
                        read -> run.simulator().ledger().size() >= before + 2);
                run.simulator().clear();
            }
            String failed = answers(stack.connect(), run, failure(stack.connect(), run));
            run.simulator().clear();
            stack.connect().restart(run.name());
            String running = answers(
                    stack.connect(),
                    run,
                    stack.connect().waitUntil(run.name(), "run again", SOON, status -> status.running(1)));
            int records = reader.all().size();
            reader.readUntil("record after the restart", SOON, read -> read.size() > records);

            List<String> secrets = secrets(run.simulator());
            assertThat(failed).contains("${env:", "EGW00105", "StartedTask").doesNotContain(secrets);
            assertThat(running).contains("${env:").doesNotContain(secrets);
            for (Service service : Stream.concat(Stream.of(stack.broker(), stack.registry()), stack.workers().stream())
                    .toList()) {
                assertThat(Files.readString(service.log()))
                        .as(service.name())
                        .isNotEmpty()
                        .doesNotContain("Bearer ")
                        .doesNotContain(secrets);
            }
        }
    }

    /** The status after the API has refused the configuration for good, in words that repeat what was sent to it. */
    private static ConnectorStatus failure(ConnectRest connect, ConnectorRun run) {
        run.simulator()
                .inject(new Fault.HttpError(
                        500, "EGW00105", ConnectorRun.APP_KEY + " with " + ConnectorRun.APP_SECRET));
        ConnectorStatus status =
                connect.waitUntil(run.name(), "fail", SOON, one -> !one.failed().isEmpty());
        assertThat(status.failed()).allSatisfy(part -> assertThat(part.trace()).isNotBlank());
        return status;
    }

    private static String answers(ConnectRest connect, ConnectorRun run, ConnectorStatus status) {
        return connect.config(run.name()) + " " + connect.taskConfigs(run.name()) + " " + connect.offsets(run.name())
                + " " + status;
    }

    private static List<String> secrets(KisSimulator simulator) {
        List<String> secrets = new ArrayList<>(List.of(ConnectorRun.APP_KEY, ConnectorRun.APP_SECRET));
        simulator.issuedTokens().forEach(token -> secrets.add(token.substring(0, TELLING_LETTERS)));
        assertThat(secrets).as("with at least one token").hasSizeGreaterThan(2);
        return secrets;
    }
}

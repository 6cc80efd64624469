package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.RawTopics;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.RejectRecord;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectorStatus;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.MBeans;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Secrets")
@ExtendWith(StackExtension.class)
class SecretsIT {
    private static final MarketSector STRUCK = new MarketSector("KSP", "0001");
    private static final Duration SOON = Duration.ofSeconds(30);
    /** A token that is cut off is one, too. */
    private static final int TELLING_LETTERS = 20;

    @Test
    @DisplayName("are in no log, REST answer, stack trace, topic or MBean of a worker, also when things go wrong")
    void nowhere(LocalStack stack) throws IOException {
        try (ConnectorRun run = corporate(stack);
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
            assertHidden(run);
            startBehindProxy(stack);
            String beans = beans(stack);
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
            assertThat(beans)
                    .contains(run.name(), "records-total", "SystemProperties")
                    .doesNotContain(secrets);
            assertTopics(stack, run, secrets);
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

    /** A connector of a corporate customer, with all the secrets that such a one has. */
    private static ConnectorRun corporate(LocalStack stack) {
        ConnectorRun run =
                new ConnectorRun(stack, STRUCK + ",KSQ:1001").quarantined().with(ConfigKeys.CUSTOMER_TYPE, "B");
        ExtraSecrets.CORPORATE.keySet().forEach(setting -> run.with(setting, ExtraSecrets.placeholder(setting)));
        return run.start(1);
    }

    /** Has a connector whose proxy has a password for a moment; nobody listens there. */
    private static void startBehindProxy(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, STRUCK.toString())
                .with(ConfigKeys.BASE_URL, "https://127.0.0.1:1")
                .with(ConfigKeys.PROXY_URL, "http://127.0.0.1:1")
                .with(ConfigKeys.PROXY_USERNAME, "somebody")
                .with(ConfigKeys.PROXY_PASSWORD, ExtraSecrets.placeholder(ConfigKeys.PROXY_PASSWORD))) {
            run.start(1);
            assertThat(answers(stack.connect(), run, stack.connect().status(run.name())))
                    .contains(ExtraSecrets.placeholder(ConfigKeys.PROXY_PASSWORD))
                    .doesNotContain(ExtraSecrets.PROXY_PASSWORD);
        }
    }

    /** An answer that cannot be read and repeats all that was sent to it goes to quarantine without that. */
    private static void assertHidden(ConnectorRun run) {
        List<String> sent = new ArrayList<>(List.of(ConnectorRun.APP_KEY, ConnectorRun.APP_SECRET));
        sent.addAll(ExtraSecrets.CORPORATE.values());
        sent.addAll(run.simulator().issuedTokens());
        String body = "{\"rt_cd\":\"0\",\"msg_cd\":\"MCA00000\",\"msg1\":\"" + String.join(" ", sent)
                + "\",\"output\":{\"frgn_seln_vol\":\"" + sent.get(sent.size() - 1) + "\"}}";
        try (RejectReader rejects = run.rejectReader()) {
            run.simulator().answerWith(STRUCK, 200, body);
            rejects.readUntil("the answer that repeats secrets", SOON, read -> read.stream()
                    .anyMatch(reject -> text(reject).contains("[hidden]")));
            run.simulator().clear();
            RejectRecord reject = rejects.all().get(rejects.all().size() - 1);
            assertThat(text(reject))
                    .isEqualTo(sent.stream().reduce(body, (text, secret) -> text.replace(secret, "[hidden]")));
            assertThat(reject.value().getReason()).isEqualTo("the answer repeats a secret");
        }
    }

    private static String text(RejectRecord reject) {
        return new String(reject.body(), StandardCharsets.UTF_8);
    }

    /** The workers' own topics and the connector's, byte for byte. */
    private static void assertTopics(LocalStack stack, ConnectorRun run, List<String> secrets) {
        Map<String, String> telling = Map.of(
                "connect-configs",
                ExtraSecrets.placeholder(ConfigKeys.PERSONAL_SECKEY),
                "connect-offsets",
                "market_sector",
                "connect-status",
                "EGW00105",
                run.topic(),
                STRUCK.toString(),
                run.quarantineTopic(),
                "[hidden]");
        telling.forEach((topic, text) -> assertThat(RawTopics.text(stack.bootstrapServers(), topic))
                .as(topic)
                .contains(text)
                .doesNotContain(secrets));
        assertThat(RawTopics.text(stack.bootstrapServers(), "connect-configs"))
                .contains(ExtraSecrets.placeholder(ConfigKeys.PROXY_PASSWORD))
                .contains("${env:" + ConnectorRun.KEY_VARIABLE + "}", "${env:" + ConnectorRun.SECRET_VARIABLE + "}");
    }

    /** Names, attributes and values of all MBeans of all workers. */
    private static String beans(LocalStack stack) {
        return stack.workers().stream()
                .flatMap(worker -> MBeans.of(worker).stream())
                .map(MBeans.Attribute::toString)
                .collect(Collectors.joining("\n"));
    }

    /** The status after the API has refused the configuration for good, in words that repeat what was sent to it. */
    private static ConnectorStatus failure(ConnectRest connect, ConnectorRun run) {
        String words = ConnectorRun.APP_KEY + " with " + ConnectorRun.APP_SECRET + " of "
                + String.join(", ", ExtraSecrets.CORPORATE.values());
        run.simulator().inject(new Fault.HttpError(500, "EGW00105", words));
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
        secrets.addAll(ExtraSecrets.values());
        simulator.issuedTokens().forEach(token -> secrets.add(token.substring(0, TELLING_LETTERS)));
        assertThat(secrets)
                .as("with at least one token")
                .hasSizeGreaterThan(2 + ExtraSecrets.values().size());
        return secrets;
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.config.InvestorFlowConfig;
import io.github.kisconnect.investorflow.sandbox.stack.AvroLibraries;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PUT /connector-plugins/…/config/validate")
@ExtendWith(StackExtension.class)
class ValidationIT {

    @Test
    @DisplayName("finds nothing wrong with a right configuration")
    void right(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:*,KSQ:1001,!KSP:0027").with("poll.interval.ms", 60_000)) {
            assertThat(messages(stack, run)).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "finds nothing wrong with the configuration that the README shows, on the API's own host and with its sessions")
    void readme(LocalStack stack) throws IOException {
        Map<String, String> config = new LinkedHashMap<>();
        new JsonMapper()
                .readTree(Path.of("connect-config", AvroLibraries.present().name(), "first-try.json")
                        .toFile())
                .path("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        config.put("name", "readme");
        config.put(ConfigKeys.APP_KEY, "${env:" + ConnectorRun.KEY_VARIABLE + "}");
        config.put(ConfigKeys.APP_SECRET, "${env:" + ConnectorRun.SECRET_VARIABLE + "}");

        assertThat(stack.connect().validate(ConnectorRun.CLASS, config)).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @DisplayName("answers a wrong setting with one message, which says what to do")
    @CsvSource(
            delimiter = '|',
            value = {
                "kis.app.key             | ''                                        | exactly as KIS issued it",
                "kis.app.key             | ${env:NO_SUCH_VARIABLE}                   | has not resolved",
                "kis.app.secret          | ${vault:kis:app.secret}                   | has not resolved",
                "kis.app.secret          | \"of-a-file\"                               | is in quotes",
                "kis.base.url            | https://openapi.koreainvestment.com       | write https://openapi.koreainvestment.com:9443",
                "kis.base.url            | https://openapivts.koreainvestment.com    | paper-trading host",
                "kis.base.url            | https://example.org                       | -Dio.github.kisconnect.allowed.hosts=example.org",
                "kis.base.url            | http://openapi.koreainvestment.com        | in the clear",
                "kis.base.url            | https://user:pw@openapi.koreainvestment.com | user info",
                "kis.base.url            | nowhere                                   | https://host:port",
                "kis.customer.type       | C                                         | must be one of: P, B",
                "kis.requests.per.second | 0                                         | above 0",
                "kis.requests.per.second | fast                                      | fast",
                "kis.max.in.flight       | 0                                         | at least 1",
                "kis.connect.timeout.ms  | -1                                        | at least 1",
                "kis.request.timeout.ms  | 0                                         | at least 1",
                "kis.request.timeout.ms  | 4999                                      | kis.connect.timeout.ms 5000",
                "kis.token.file          | /                                         | give the path of a file",
                "topic                   | ''                                        | use the default, kis.investor-flow",
                "market.sectors          | KSP:001                                   | nearest: KSP:0001",
                "market.sectors          | ksp:0001                                  | in capitals",
                "market.sectors          | KPS:*                                     | KSP:*, KSQ:*",
                "market.sectors          | KSP:0001,!KSP:0001                        | selects no pair",
                "topic                   | kis flows                                 | not a topic name",
                "poll.interval.ms        | 999                                       | nearest: 1000",
                "poll.interval.ms        | 7000                                      | divisor of 24 h",
                "emit.mode               | some                                      | changes",
                "emit.max.silence.ms     | -1                                        | at least 0",
                "session.gate            | never                                     | krx, always",
                "session.start           | 9:00                                      | HH:mm in KST",
                "session.end             | 08:40                                     | not after session.start",
                "session.holidays        | 2026-02-30                                | yyyy-MM-dd",
                "session.max.outage.ms   | 1999                                      | at least twice poll.interval.ms",
                "kis.proxy.url           | socks://127.0.0.1:1080                    | http://host:port",
                "kis.ssl.truststore.location | /no/such/file                          | kis.ssl.truststore.password",
                "kis.ssl.truststore.location | /dev/zero                             | not a regular file",
                "kis.ssl.truststore.password | of-no-store                           | without kis.ssl.truststore.location",
                "quarantine.topic        | no topic                                  | not a topic name",
                "kis.request.per.second  | 3                                         | check its spelling",
                "transaction.boundary    | interval                                  | Use 'poll'"
            })
    void wrong(String key, String value, String remedy, LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001").with(key, value)) {
            Map<String, List<String>> messages = messages(stack, run);
            assertThat(messages).containsOnlyKeys(key);
            assertThat(messages.get(key)).anyMatch(message -> message.contains(remedy) && message.contains(key));
        }
    }

    @Test
    @DisplayName("takes a blank for a setting that is not given, as forms send it")
    void blank(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001")) {
            InvestorFlowConfig.DEFINITION.configKeys().values().stream()
                    .filter(key -> key.hasDefault() && key.defaultValue == null)
                    .forEach(key -> run.with(key.name, ""));
            assertThat(messages(stack, run)).isEmpty();
        }
    }

    @Test
    @DisplayName("names the missing settings")
    void missing(LocalStack stack) {
        Map<String, List<String>> messages = stack.connect().validate(ConnectorRun.CLASS, Map.of("name", "x"));
        assertThat(messages).containsOnlyKeys("kis.app.key", "kis.app.secret", "market.sectors");
    }

    @Test
    @DisplayName(
            "refuses to demand exactly-once, as the production samples do, where the workers do not have it enabled")
    void exactlyOnce(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001").with("exactly.once.support", "required")) {
            assertThat(messages(stack, run)).containsOnlyKeys("exactly.once.support");
        }
    }

    @Test
    @DisplayName("refuses a sweep that is longer than the interval, naming pairs, rate and interval")
    void sweep(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "*").with("kis.requests.per.second", 1)) {
            assertThat(messages(stack, run)).containsOnlyKeys("poll.interval.ms");
            Map<String, String> resolved = new LinkedHashMap<>(run.config());
            resolved.putAll(Map.of("kis.app.key", "key", "kis.app.secret", "secret", "kis.mac.address", "id"));
            assertThat(messages(stack, run).get("poll.interval.ms").get(0))
                    .contains(new InvestorFlowConfig(resolved).pairs().size() + " pairs")
                    .contains("kis.requests.per.second")
                    .contains("market.sectors");
        }
    }

    private static Map<String, List<String>> messages(LocalStack stack, ConnectorRun run) {
        Map<String, String> config = new LinkedHashMap<>(run.config());
        config.put("name", run.name());
        return stack.connect().validate(ConnectorRun.CLASS, config);
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Sector;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("On real workers, the connector")
@ExtendWith(StackExtension.class)
class PublishingIT {
    private static final List<String> EVERY_PAIR = Catalogue.bundled().sectors().stream()
            .map(Sector::pair)
            .map(Object::toString)
            .toList();

    @Test
    @DisplayName("publishes every catalogued pair as the API gave it, figure by figure, each by exactly one task")
    void everyPair(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, String.join(",", EVERY_PAIR))
                        .with(ConfigKeys.POLL_INTERVAL_MS, 10_000)
                        .with("tasks.max", 3)
                        .start(3);
                TopicReader reader = run.reader()) {
            List<FlowRecord> records = reader.readUntil(
                    "two records of every pair",
                    Duration.ofSeconds(60),
                    read -> recordsOf(read).size() == EVERY_PAIR.size()
                            && recordsOf(read).values().stream().allMatch(count -> count >= 2));

            List<String> taskPairs = stack.connect().taskConfigs(run.name()).stream()
                    .flatMap(task -> Arrays.stream(task.get("task.pairs").split(",")))
                    .map(numbered -> numbered.substring(numbered.indexOf('=') + 1))
                    .toList();
            assertThat(taskPairs).containsExactlyInAnyOrderElementsOf(EVERY_PAIR);

            Reconciliation.Report report = run.stopAndReconcile(reader);
            assertThat(report.differences()).isEmpty();
            assertThat(report.pairs()).isEqualTo(EVERY_PAIR.size());
            assertThat(records).allSatisfy(record -> assertThat(record.headers())
                    .containsEntry("kis.tr_id", "FHPTJ04030000")
                    .containsEntry("kis.msg_cd", "MCA00000"));
            assertThat(run.simulator().tokenIssues())
                    .as("tokens issued to two workers")
                    .isLessThanOrEqualTo(2);
            assertThat(run.simulator().rateLimited())
                    .as(
                            "requests over the quota: a few may arrive together where processes have to wait for a processor")
                    .isLessThanOrEqualTo(5);
        }
    }

    @Test
    @DisplayName(
            "goes on where it was when it is deleted and made again: no tick twice, none of a pair's records unconnected")
    void resumes(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001,K2I:F001").start(1);
                TopicReader reader = run.reader()) {
            reader.readUntil("six records", Duration.ofSeconds(30), read -> read.size() >= 6);
            // What is fetched and not yet published at a delete is fetched afresh later; here nothing is under way.
            run.simulator().inject(Fault.Reply.RATE_LIMIT);
            int before = reader.readUntilQuiet(Duration.ofSeconds(2)).size();
            run.delete();
            run.simulator().clear();

            run.start(1);
            List<FlowRecord> records =
                    reader.readUntil("six more", Duration.ofSeconds(30), read -> read.size() >= before + 6);

            FlowRecord first = records.get(before);
            assertThat(first.value().getPreviousTickAt())
                    .isEqualTo(records.subList(0, before).stream()
                            .filter(record -> record.pair().equals(first.pair()))
                            .reduce((a, b) -> b)
                            .orElseThrow()
                            .value()
                            .getTickAt());
            assertThat(first.value().getMissedTicks()).isPositive();
            assertThat(run.stopAndReconcile(reader).differences()).isEmpty();
        }
    }

    @Test
    @DisplayName("writes to a topic a market when the topic has the market in its name")
    void topicByMarket(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001,K2I:F001")) {
            run.with(ConfigKeys.TOPIC, run.topic() + ".${market}").start(1);
            try (TopicReader reader = run.reader()) {
                List<FlowRecord> records = reader.readUntil(
                        "records of two pairs",
                        Duration.ofSeconds(30),
                        read -> recordsOf(read).size() == 2);
                assertThat(records).allSatisfy(record -> assertThat(record.topic())
                        .isEqualTo(run.topic() + (record.pair().market().equals("KSP") ? ".ksp" : ".k2i")));
            }
        }
    }

    private static Map<String, Long> recordsOf(List<FlowRecord> records) {
        return records.stream().collect(Collectors.groupingBy(FlowRecord::key, Collectors.counting()));
    }
}

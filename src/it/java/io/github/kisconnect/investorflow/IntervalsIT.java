package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("On two real workers, pairs with intervals of their own")
@Tag("once")
@ExtendWith(StackExtension.class)
class IntervalsIT {
    private static final Map<String, Long> MILLIS = Map.of(
            "KSP:0001",
            1000L,
            "K2I:F001",
            1000L,
            "KSQ:1001",
            2000L,
            "KSP:0002",
            4000L,
            "KSP:0003",
            4000L,
            "KSP:0004",
            4000L);
    private static final double RATE = 4;
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    @DisplayName(
            "are asked for in each of their own ticks by all tasks together, within the rate, and nothing is lost over a restart")
    void ownTicks(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, String.join(",", MILLIS.keySet()))
                        .with(ConfigKeys.POLL_INTERVAL_MS, 4000)
                        .with(ConfigKeys.POLL_INTERVAL_OVERRIDES, "KSP:0001=1000,K2I:*=1000,KSQ:1001=2000")
                        .with(ConfigKeys.REQUESTS_PER_SECOND, RATE)
                        .with("tasks.max", 3)
                        .start(3);
                TopicReader reader = run.reader()) {
            reader.readUntil(
                    "three records of every pair",
                    SOON,
                    read -> recordsOf(read, Instant.MIN).values().stream()
                                    .filter(count -> count >= 3)
                                    .count()
                            == MILLIS.size());
            run.restart(3);
            Instant restarted = Instant.now();
            List<FlowRecord> records = reader.readUntil(
                    "three more of every pair",
                    SOON,
                    read -> recordsOf(read, restarted).values().stream()
                                    .filter(count -> count >= 3)
                                    .count()
                            == MILLIS.size());

            assertThat(records)
                    .allSatisfy(record -> assertThat(record.value().getTickAt().toEpochMilli())
                            .as("tick of %s", record.pair())
                            .matches(tick -> tick % MILLIS.get(record.key()) == 0));
            Map<String, Long> counts = recordsOf(records, restarted);
            assertThat(counts.get("KSP:0001")).as("records of a fast pair").isGreaterThan(counts.get("KSP:0002") * 2);
            Reconciliation.Report report = run.stopAndReconcile(reader);
            assertThat(report.differences()).isEmpty();
            assertThat(report.pairs()).isEqualTo(MILLIS.size());
            assertThat(run.simulator().rateLimited()).isZero();
        }
    }

    private static Map<String, Long> recordsOf(List<FlowRecord> records, Instant since) {
        return records.stream()
                .filter(record -> record.value().getReceivedAt().isAfter(since))
                .collect(Collectors.groupingBy(FlowRecord::key, Collectors.counting()));
    }
}

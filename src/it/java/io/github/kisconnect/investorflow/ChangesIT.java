package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators change, beside pairs and tasks, which {@link DeliverySuite} changes. */
@DisplayName("On running workers")
@Tag("once")
@ExtendWith(StackExtension.class)
class ChangesIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    @DisplayName("the interval is changed: the pair goes on after its last record, on the new ticks")
    void interval(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001").start(1);
                TopicReader reader = run.reader()) {
            awaitMore(reader, 3);
            run.with(ConfigKeys.POLL_INTERVAL_MS, 5000).reconfigure(1);
            Instant slower = Instant.now();
            awaitReceivedAfter(slower, 2, reader);
            Instant faster = Instant.now();
            run.with(ConfigKeys.POLL_INTERVAL_MS, 1000).reconfigure(1);
            Instant fastAgain = Instant.now();
            awaitReceivedAfter(fastAgain, 3, reader);

            List<FlowRecord> records = assertChain(reader);
            assertThat(records)
                    .filteredOn(record -> record.timestamp().isAfter(slower)
                            && record.timestamp().isBefore(faster))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(record -> isTickOf(Duration.ofSeconds(5), record));
            assertThat(records)
                    .filteredOn(record -> record.timestamp().isAfter(fastAgain))
                    .anyMatch(record -> !isTickOf(Duration.ofSeconds(5), record));
        }
    }

    private static boolean isTickOf(Duration interval, FlowRecord record) {
        return record.value().getTickAt().toEpochMilli() % interval.toMillis() == 0;
    }

    @Test
    @DisplayName("the topic is changed: the new one begins where the old one ends, and says so")
    void topic(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001").start(1);
                TopicReader reader = run.reader()) {
            awaitMore(reader, 3);
            String next = run.topic() + "-next";
            run.with(ConfigKeys.TOPIC, next).reconfigure(1);
            reader.readUntil(
                    "records in the new topic",
                    SOON,
                    read -> read.stream()
                                    .filter(record -> record.topic().equals(next))
                                    .count()
                            > 2);

            List<FlowRecord> records = assertChain(reader);
            assertThat(records.get(0).topic()).isEqualTo(run.topic());
            assertThat(records.get(records.size() - 1).topic()).isEqualTo(next);
        }
    }

    @Test
    @DisplayName("two connectors with one app key share a token on each worker")
    void two(LocalStack stack) {
        try (ConnectorRun one = new ConnectorRun(stack, "KSP:0001,KSQ:1001").with("tasks.max", 2);
                ConnectorRun other = new ConnectorRun(stack, "K2I:F001,ETF:T000")
                        .with("tasks.max", 2)
                        .with(ConfigKeys.BASE_URL, one.simulator().url());
                TopicReader ofOne = one.reader();
                TopicReader ofOther = other.reader()) {
            one.start(2);
            other.start(2);
            awaitMore(ofOne, 4);
            awaitMore(ofOther, 4);

            assertThat(one.simulator().requests(Endpoint.TOKEN))
                    .isBetween(1L, (long) stack.workers().size());
            assertThat(partitions(stack, one)).containsExactlyInAnyOrder("KSP:0001", "KSQ:1001");
            assertThat(partitions(stack, other)).containsExactlyInAnyOrder("K2I:F001", "ETF:T000");
            assertThat(stack.workers().stream().flatMap(Service::logLines))
                    .anyMatch(line -> line.contains("is above the account's quota of 18")
                            && line.contains(one.name())
                            && line.contains(other.name()));
        }
    }

    private static List<Object> partitions(LocalStack stack, ConnectorRun run) {
        Await.until(
                "offset of each of two pairs",
                SOON,
                () -> stack.connect().offsets(run.name()).size() == 2);
        return stack.connect().offsets(run.name()).stream()
                .map(offset -> offset.partition().get("market_sector"))
                .toList();
    }

    private static void awaitReceivedAfter(Instant instant, int records, TopicReader reader) {
        reader.readUntil(
                records + " records after " + instant,
                SOON,
                read -> read.stream()
                                .filter(record -> record.timestamp().isAfter(instant))
                                .count()
                        >= records);
    }

    private static void awaitMore(TopicReader reader, int records) {
        int before = reader.all().size();
        reader.readUntil(records + " records more", SOON, read -> read.size() >= before + records);
    }

    /** Each record but the first of a day names the one before it. */
    private static List<FlowRecord> assertChain(TopicReader reader) {
        List<FlowRecord> records = new ArrayList<>(reader.all());
        records.sort(Comparator.comparing(record -> record.value().getTickAt()));
        for (int i = 1; i < records.size(); i++) {
            InvestorFlow before = records.get(i - 1).value();
            InvestorFlow record = records.get(i).value();
            assertThat(record.getPreviousTickAt())
                    .as("record %s of %s", i, records.size())
                    .isEqualTo(record.getTradeDate().equals(before.getTradeDate()) ? before.getTickAt() : null);
        }
        return records;
    }
}

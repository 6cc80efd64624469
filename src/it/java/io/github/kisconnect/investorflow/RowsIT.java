package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.record.RecordLayout;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.RawTopics;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Records are written at least once here; exactly once, {@link DeliverySuite} sees no part of a snapshot.
 *
 * <p>How the rows get apart: a producer's batch has room for one row, and is sent when another row follows or when it has lingered. So the last
 * rows of partitions wait, and are not there when the worker is killed.
 */
@DisplayName("A worker that is killed when some rows of a snapshot are acknowledged and others are not")
@Tag("once")
class RowsIT {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final int PARTITIONS = 3;
    private static final int ROWS = 12;
    /** Between the size of one row and that of two. */
    private static final int BATCH_BYTES = 450;
    /** One tick a day, so that the worker is back within it. */
    private static final Duration INTERVAL = Duration.ofDays(1);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path PRODUCER = Path.of("target", "rows-producer.properties");

    private static LocalStack stack;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(ConnectorRun.stackIn(Path.of("target", "rows")).build());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    @DisplayName("fetches the snapshot again, a pair's first one, and all twelve rows are there")
    void first() throws IOException {
        try (ConnectorRun run = connector()) {
            run.start(1);
            assertComesAgainWhole(run, 0);
        }
    }

    @Test
    @DisplayName("fetches the snapshot again, one that goes on from an earlier record, and all twelve rows are there")
    void later() throws IOException {
        try (ConnectorRun run = connector()) {
            run.createStopped();
            Instant yesterday = today().minus(INTERVAL);
            Map<String, Object> offset = Map.of(
                    "timestamp",
                    yesterday.toEpochMilli(),
                    "digest",
                    "v1:0123456789abcdef",
                    "trade_date",
                    Kst.date(yesterday).toString());
            stack.connect()
                    .alterOffsets(
                            run.name(),
                            List.of(new ConnectRest.SourceOffset(Map.of("market_sector", PAIR.toString()), offset)));
            run.resume(1);
            assertComesAgainWhole(run, 1);
        }
    }

    private static ConnectorRun connector() throws IOException {
        linger(Duration.ofMinutes(1));
        return new ConnectorRun(stack, PAIR.toString())
                .with(ConfigKeys.RECORD_LAYOUT, RecordLayout.ROWS.configValue())
                .with(ConfigKeys.POLL_INTERVAL_MS, INTERVAL.toMillis())
                .with("topic.creation.default.partitions", PARTITIONS)
                .with("topic.creation.default.replication.factor", 1)
                .with("producer.override.batch.size", BATCH_BYTES)
                .with("producer.override.linger.ms", "${file:" + PRODUCER.toAbsolutePath() + ":linger}");
    }

    /** From a task's next start on. */
    private static void linger(Duration linger) throws IOException {
        Files.writeString(PRODUCER, "linger=" + linger.toMillis());
    }

    /** {@code altered}: so many offsets were stored before it ran. */
    private static void assertComesAgainWhole(ConnectorRun run, int altered) throws IOException {
        Await.until(
                "stored offset of the rows that are acknowledged",
                SOON,
                () -> stored(run).size() > altered);
        Service worker = stack.workers().get(0);
        worker.kill();
        int before = written(run).size();
        assertThat(before).as("rows before the kill").isBetween(1, ROWS - 1);

        linger(Duration.ZERO);
        worker.start();
        try (TopicReader reader = run.reader()) {
            FlowRecord whole = reader.readUntil("whole snapshot", SOON, read -> !read.isEmpty())
                    .get(0);
            assertThat(whole.value().getTickAt()).isEqualTo(today());
            assertThat(reader.incomplete(Instant.now()))
                    .as("the part before the kill")
                    .hasSize(1);
            Map<String, Instant> latest = written(run).stream()
                    .collect(Collectors.toMap(
                            row -> new String(row.key(), StandardCharsets.UTF_8),
                            row -> Instant.ofEpochMilli(row.timestamp()),
                            (earlier, later) -> later));
            assertThat(written(run)).hasSize(before + ROWS);
            assertThat(latest).as("each key's last row").hasSize(ROWS);
            assertThat(latest.values()).containsOnly(whole.timestamp());
            Await.until("offset of the whole snapshot", SOON, () -> stored(run).stream()
                    .anyMatch(offset -> offset.contains(whole.snapshot().digest())));
        }
    }

    private static Instant today() {
        return Kst.date(Instant.now()).atStartOfDay(Kst.ZONE).toInstant();
    }

    private static List<ConsumerRecord<byte[], byte[]>> written(ConnectorRun run) {
        return RawTopics.exists(stack.bootstrapServers(), run.topic())
                ? RawTopics.committed(stack.bootstrapServers(), run.topic())
                : List.of();
    }

    /** The texts of the offsets that were stored of the pair, the latest last. */
    private static List<String> stored(ConnectorRun run) {
        return new OffsetsTopic(stack.bootstrapServers())
                .stored(run.name()).values().stream().flatMap(List::stream).toList();
    }
}

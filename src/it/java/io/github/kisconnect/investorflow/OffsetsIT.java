package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest.SourceOffset;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRestException;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Over REST, the offsets of a stopped connector")
@ExtendWith(StackExtension.class)
class OffsetsIT {
    private static final MarketSector FIRST = new MarketSector("KSP", "0001");
    private static final MarketSector SECOND = new MarketSector("K2I", "F001");
    private static final String PAIRS = FIRST + "," + SECOND;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int REFUSED = 500;

    @Test
    @DisplayName("are moved back by an hour: nothing is replayed, and the next record counts from there")
    void back(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, PAIRS).start(1);
                TopicReader reader = run.reader()) {
            int before = stopWithRecords(run, reader);
            Map<MarketSector, Map<String, Object>> stored = stored(stack, run);
            long timestamp = (long) stored.get(FIRST).get("timestamp");
            Map<String, Object> moved = with(stored.get(FIRST), "timestamp", timestamp - HOUR);

            assertThat(alter(stack, run, offset(FIRST, moved)))
                    .isEqualTo("The offsets for this connector have been altered successfully");
            assertThat(stored(stack, run)).isEqualTo(Map.of(FIRST, moved, SECOND, stored.get(SECOND)));

            List<FlowRecord> next = resume(stack, run, reader, before);
            assertThat(next).allSatisfy(record -> assertThat(record.value().getTickAt())
                    .isAfterOrEqualTo(Instant.ofEpochMilli(timestamp)));
            assertGoesOnFrom(moved, first(FIRST, next));
            assertGoesOnFrom(stored.get(SECOND), first(SECOND, next));
        }
    }

    @Test
    @DisplayName("let the current tick be asked again when they are moved back, and only then")
    void currentTick(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, PAIRS).with(ConfigKeys.POLL_INTERVAL_MS, 24 * HOUR);
                TopicReader reader = run.start(1).reader()) {
            int before = stopWithRecords(run, reader);
            Map<String, Object> last = stored(stack, run).get(SECOND);
            alter(stack, run, offset(SECOND, with(last, "timestamp", (long) last.get("timestamp") - HOUR)));
            stack.connect().resume(run.name());
            // Its slot comes after that of the pair that was left alone.
            List<FlowRecord> next = reader.readUntil("record of the tick again", SOON, read -> read.size() > before)
                    .subList(before, before + 1);

            assumeThat(Kst.date(Instant.now()))
                    .as("no midnight in Korea came in between")
                    .hasToString((String) last.get("trade_date"));
            assertThat(first(SECOND, next).value().getTickAt().toEpochMilli()).isEqualTo(last.get("timestamp"));
            assertThat(first(SECOND, next).value().getPreviousTickAt())
                    .as("the record before in the tick, which now counts as the day before's")
                    .isNull();
            assertThat(run.simulator().ledger().all().stream().filter(entry -> FIRST.equals(entry.pair())))
                    .as("requests for the pair that was left alone")
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "stay as they are when one alteration is refused, by whichever worker, with a sentence on what is wrong")
    void refused(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, PAIRS).start(1);
                TopicReader reader = run.reader()) {
            stopWithRecords(run, reader);
            Map<MarketSector, Map<String, Object>> stored = stored(stack, run);
            Map<String, Object> right = stored.get(FIRST);
            long ahead = System.currentTimeMillis() + HOUR;
            Map<SourceOffset, String> wrong = new LinkedHashMap<>();
            wrong.put(offset(FIRST, Map.of("timestamp", ahead)), "more than one poll interval (1000 ms) ahead");
            wrong.put(
                    offset(FIRST, Map.of("timestamp", "soon")), "timestamp 'soon' of {\"market_sector\":\"KSP:0001\"}");
            wrong.put(offset(FIRST, Map.of("timestamp", 1.5)), "timestamp 1.5 of");
            wrong.put(offset(FIRST, Map.of("timestamp", -1)), "timestamp -1 of");
            wrong.put(offset(FIRST, Map.of()), "has no timestamp");
            wrong.put(offset(FIRST, with(right, "digest", "abc")), "digest 'abc' of");
            wrong.put(offset(FIRST, with(right, "trade_date", "2026-02-30")), "trade_date '2026-02-30' of");
            wrong.put(offset(FIRST, with(right, "tick", 1)), "has the field 'tick'");
            wrong.put(new SourceOffset(Map.of("market_sector", "ksp"), right), "market_sector 'ksp' of the partition");
            wrong.put(new SourceOffset(Map.of("pair", "KSP:0001"), right), "has no market_sector");
            wrong.put(
                    new SourceOffset(Map.of("market_sector", "KSP:0001", "task", 0), right),
                    "has the key 'task', and only market_sector is allowed");

            wrong.forEach((offset, sentence) -> {
                for (Service worker : stack.workers()) {
                    ConnectRestException refusal =
                            catchThrowableOfType(ConnectRestException.class, () -> stack.connect(worker)
                                    .alterOffsets(run.name(), List.of(offset(SECOND, Map.of("timestamp", 0)), offset)));
                    assertThat(refusal).as(sentence).isNotNull();
                    assertThat(refusal.status()).isEqualTo(REFUSED);
                    assertThat(refusal)
                            .hasMessageContaining(" gave 500: No offset was altered, because ")
                            .hasMessageContaining(sentence);
                }
            });
            assertThat(stored(stack, run)).isEqualTo(stored);
        }
    }

    @Test
    @DisplayName("are forgotten for one pair or for all, malformed ones included, and the pair's day begins anew")
    void forgotten(LocalStack stack) throws Exception {
        try (ConnectorRun run = new ConnectorRun(stack, PAIRS).start(1);
                TopicReader reader = run.reader()) {
            int before = stopWithRecords(run, reader);
            Map<MarketSector, Map<String, Object>> stored = stored(stack, run);
            SourceOffset malformed = new SourceOffset(Map.of("market_sector", "ksp"), Map.of("timestamp", "soon"));
            store(stack, run, malformed);

            assertThat(alter(stack, run, offset(FIRST, null), new SourceOffset(malformed.partition(), null)))
                    .isEqualTo("The offsets for this connector have been altered successfully");
            assertThat(known(stack, run)).containsExactly(offset(SECOND, stored.get(SECOND)));
            List<FlowRecord> next = resume(stack, run, reader, before);
            assertThat(first(FIRST, next).value().getPreviousTickAt()).isNull();
            assertGoesOnFrom(stored.get(SECOND), first(SECOND, next));

            before = stopWithRecords(run, reader);
            store(stack, run, malformed);
            assertThat(stack.connect().resetOffsets(run.name()))
                    .isEqualTo("The offsets for this connector have been reset successfully");
            assertThat(known(stack, run)).isEmpty();
            next = resume(stack, run, reader, before);
            assertThat(first(FIRST, next).value().getPreviousTickAt()).isNull();
            assertThat(first(SECOND, next).value().getPreviousTickAt()).isNull();
        }
    }

    /** Without those that were forgotten: workers may still list them for a moment, as null (seen on Kafka 3.9.1). */
    private static List<SourceOffset> known(LocalStack stack, ConnectorRun run) {
        return stack.connect().offsets(run.name()).stream()
                .filter(stored -> stored.offset() != null)
                .toList();
    }

    /** Waits for a record of each pair, stops the connector, and says how many records it has made. */
    private static int stopWithRecords(ConnectorRun run, TopicReader reader) {
        reader.readUntil("a record of each pair", SOON, OffsetsIT::ofBoth);
        run.stop();
        return reader.readUntilQuiet(QUIET).size();
    }

    private static List<FlowRecord> resume(LocalStack stack, ConnectorRun run, TopicReader reader, int before) {
        stack.connect().resume(run.name());
        List<FlowRecord> records = reader.readUntil(
                "a further record of each pair", SOON, read -> ofBoth(read.subList(before, read.size())));
        return records.subList(before, records.size());
    }

    private static boolean ofBoth(List<FlowRecord> records) {
        return records.stream().map(FlowRecord::pair).distinct().count() == 2;
    }

    private static FlowRecord first(MarketSector pair, List<FlowRecord> records) {
        return records.stream()
                .filter(record -> record.pair().equals(pair))
                .findFirst()
                .orElseThrow();
    }

    /** Holds at any hour: from an offset of another date in Korea nothing is counted. */
    private static void assertGoesOnFrom(Map<String, Object> offset, FlowRecord record) {
        Instant from = Instant.ofEpochMilli((long) offset.get("timestamp"));
        String date = record.value().getTradeDate().toString();
        if (date.equals(offset.get("trade_date")) && date.equals(Kst.date(from).toString())) {
            assertThat(record.value().getPreviousTickAt()).isEqualTo(from);
            assertThat(record.value().getMissedTicks())
                    .isEqualTo(
                            Duration.between(from, record.value().getTickAt()).toSeconds() - 1);
        } else {
            assertThat(record.value().getPreviousTickAt()).isNull();
        }
    }

    private static String alter(LocalStack stack, ConnectorRun run, SourceOffset... offsets) {
        return stack.connect().alterOffsets(run.name(), List.of(offsets));
    }

    private static Map<MarketSector, Map<String, Object>> stored(LocalStack stack, ConnectorRun run) {
        return stack.connect().offsets(run.name()).stream()
                .collect(Collectors.toMap(
                        stored -> MarketSector.parse((String) stored.partition().get("market_sector"))
                                .orElseThrow(),
                        ConnectRest.SourceOffset::offset));
    }

    private static SourceOffset offset(MarketSector pair, Map<String, Object> offset) {
        return new SourceOffset(Map.of("market_sector", pair.toString()), offset);
    }

    private static Map<String, Object> with(Map<String, Object> offset, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(offset);
        changed.put(field, value);
        return changed;
    }

    /** Stores an offset past the connector, as can only be done in the workers' own topic. */
    private static void store(LocalStack stack, ConnectorRun run, SourceOffset offset) throws Exception {
        String key = "[\"" + run.name() + "\",{\"market_sector\":\""
                + offset.partition().get("market_sector") + "\"}]";
        String value = "{\"timestamp\":\"" + offset.offset().get("timestamp") + "\"}";
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("connect-offsets", key, value)).get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
        // A worker may answer with the offsets of a moment ago.
        Await.until("offset that was stored", SOON, () -> stack.connect()
                .offsets(run.name())
                .contains(offset));
    }
}

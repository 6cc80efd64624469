package io.github.kisconnect.investorflow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.record.GoldenOffset;
import io.github.kisconnect.investorflow.record.SourceOffsets;
import io.github.kisconnect.investorflow.sandbox.RawTopics;
import io.github.kisconnect.investorflow.sandbox.StoredOffset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topic in which the local stack's workers keep source offsets, without a worker between.
 *
 * @param bootstrapServers of the broker
 */
record OffsetsTopic(String bootstrapServers) {
    private static final String NAME = "connect-offsets";
    private static final JsonMapper JSON = new JsonMapper();

    /** Of one connector, the texts of the values that were stored under the text of each key, the latest last. */
    Map<String, List<String>> stored(String connector) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        RawTopics.committed(bootstrapServers, NAME).forEach(record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (key.contains(connector)) {
                values.computeIfAbsent(key, any -> new ArrayList<>())
                        .add(new String(record.value(), StandardCharsets.UTF_8));
            }
        });
        return values;
    }

    /** The source offsets of a connector's pairs, in the order in which they were stored. */
    List<StoredOffset> ofPairs(String connector) {
        return RawTopics.committed(bootstrapServers, NAME).stream()
                .flatMap(record -> storedOffset(record, connector).stream())
                .toList();
    }

    /** Empty for what is another connector's, or no pair's. */
    private static Optional<StoredOffset> storedOffset(ConsumerRecord<byte[], byte[]> record, String connector) {
        if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
            throw new IllegalStateException(NAME + " does not tell when an offset was stored");
        }
        JsonNode key = json(record.key());
        if (!key.path(0).asText().equals(connector)) {
            return Optional.empty();
        }
        return MarketSector.parse(key.path(1).path("market_sector").asText())
                .map(pair ->
                        new StoredOffset(pair, lastTick(record.value()), Instant.ofEpochMilli(record.timestamp())));
    }

    /** Null where the offset was forgotten, or tells of no record. */
    private static Instant lastTick(byte[] value) {
        if (value == null) {
            return null;
        }
        return SourceOffsets.read(JSON.convertValue(json(value), new TypeReference<Map<String, Object>>() {}))
                .filter(last -> last.tradeDate() != null)
                .map(Published::tick)
                .orElse(null);
    }

    private static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts offsets into the topic as they are. */
    void store(List<GoldenOffset> offsets) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            offsets.forEach(offset -> producer.send(new ProducerRecord<>(NAME, offset.key(), offset.value())));
        }
    }
}

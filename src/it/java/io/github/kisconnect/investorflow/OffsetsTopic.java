package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.record.GoldenOffset;
import io.github.kisconnect.investorflow.sandbox.RawTopics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topic in which the local stack's workers keep source offsets, without a worker between.
 *
 * @param bootstrapServers of the broker
 */
record OffsetsTopic(String bootstrapServers) {
    private static final String NAME = "connect-offsets";

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

    /** Puts offsets into the topic as they are. */
    void store(List<GoldenOffset> offsets) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            offsets.forEach(offset -> producer.send(new ProducerRecord<>(NAME, offset.key(), offset.value())));
        }
    }
}

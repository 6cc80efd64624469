package io.github.kisconnect.investorflow.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what topics hold, as bytes: what is stored, and what should not be in them. */
public final class RawTopics {
    private static final Duration ONE_POLL = Duration.ofMillis(100);

    private RawTopics() {}

    /**
     * Keys, headers and values of every record that is in a topic now, those of aborted transactions included, each byte as one
     * character, one part a line.
     *
     * @throws IllegalArgumentException when there is no such topic
     */
    public static String text(String bootstrapServers, String topic) {
        StringBuilder text = new StringBuilder();
        all(bootstrapServers, topic).forEach(record -> append(text, record));
        return text.toString();
    }

    /**
     * Every committed record that is in a topic now, those of a partition in their order.
     *
     * @throws IllegalArgumentException when there is no such topic
     */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String bootstrapServers, String topic) {
        return read(bootstrapServers, topic, "read_committed");
    }

    /**
     * The same with those of transactions that are open or were aborted.
     *
     * @throws IllegalArgumentException when there is no such topic
     */
    public static List<ConsumerRecord<byte[], byte[]>> all(String bootstrapServers, String topic) {
        return read(bootstrapServers, topic, "read_uncommitted");
    }

    /** Whether there is such a topic; a look at its records might make it. */
    public static boolean exists(String bootstrapServers, String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listTopics().names().get().contains(topic);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic, String isolation) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalArgumentException("no topic " + topic);
            }
            Map<TopicPartition, Long> ends = new LinkedHashMap<>(consumer.endOffsets(partitions));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!ends.isEmpty()) {
                consumer.poll(ONE_POLL).forEach(records::add);
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
        return records;
    }

    private static void append(StringBuilder text, ConsumerRecord<byte[], byte[]> record) {
        append(text, record.key());
        for (Header header : record.headers()) {
            text.append(header.key()).append('\n');
            append(text, header.value());
        }
        append(text, record.value());
    }

    private static void append(StringBuilder text, byte[] bytes) {
        if (bytes != null) {
            text.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
        }
    }
}

package io.github.kisconnect.investorflow.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Takes the records of a topic as they come, and notes for each how long ago its answer had arrived. */
final class Consumption implements AutoCloseable {
    private static final Duration ONE_POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final TopicPartition partition;
    private final Thread thread = new Thread(this::consume, "bench-consumer");
    /** Changed when a measured span begins. */
    private volatile Latencies latencies = new Latencies();

    private volatile long records;
    private volatile boolean closed;
    private volatile RuntimeException failure;

    /** Makes the topic, of one partition. */
    Consumption(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.partition = new TopicPartition(topic, 0);
        administrate(admin ->
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all());
        thread.setDaemon(true);
        thread.start();
    }

    private void administrate(Function<Admin, KafkaFuture<Void>> action) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            action.apply(admin).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not obey", e.getCause());
        }
    }

    private void consume() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "bench-" + UUID.randomUUID());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!closed) {
                ConsumerRecords<byte[], byte[]> news = consumer.poll(ONE_POLL);
                long now = System.currentTimeMillis();
                Latencies into = latencies;
                news.forEach(record -> into.add(now - record.timestamp()));
                records += news.count();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    String topic() {
        return partition.topic();
    }

    /** From now on into a new list. */
    void begin() {
        latencies = new Latencies();
    }

    /** Since the begin. */
    Latencies latencies() {
        if (failure != null) {
            throw failure;
        }
        return latencies;
    }

    /** All so far. */
    long records() {
        return records;
    }

    /** Removes the topic: a long run would fill the disk. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        administrate(admin -> admin.deleteTopics(List.of(topic())).all());
    }
}

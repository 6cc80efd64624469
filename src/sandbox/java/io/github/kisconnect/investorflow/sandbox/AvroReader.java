package io.github.kisconnect.investorflow.sandbox;

import io.github.kisconnect.investorflow.Flow;
import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.InvestorFlowReject;
import io.github.kisconnect.investorflow.InvestorFlowRow;
import io.github.kisconnect.investorflow.sandbox.stack.AvroLibraries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics of Avro values from their beginning, into the classes that are generated from the released schemas.
 *
 * @param <V> the generated class
 * @param <R> a record as it is handed out
 */
public abstract sealed class AvroReader<V, R> implements AutoCloseable permits TopicReader, RejectReader {
    private static final Duration ONE_POLL = Duration.ofMillis(100);

    static {
        // Avro loads no class that a schema names unless it is trusted; these are generated from schemas/.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT,
                Set.of(InvestorFlow.class, Flow.class, InvestorFlowRow.class, InvestorFlowReject.class)::contains));
    }

    private final KafkaConsumer<String, V> consumer;
    private final List<R> all = new ArrayList<>();
    /** Where to go on when the broker has been away, and the group begins anew. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** {@code registry}: the schema registry's address. */
    AvroReader(String bootstrapServers, String registry, Pattern topics) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.id", "reader-" + UUID.randomUUID());
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", "false");
        config.put("isolation.level", "read_committed");
        config.put("metadata.max.age.ms", "250");
        this.consumer = new KafkaConsumer<>(
                config, new StringDeserializer(), AvroLibraries.present().deserializer(registry));
        consumer.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                // Nothing is committed; the positions are kept here.
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                partitions.stream()
                        .filter(positions::containsKey)
                        .forEach(partition -> consumer.seek(partition, positions.get(partition)));
            }
        });
    }

    /** What has come since the last call; waits a moment for the first. */
    public List<R> next() {
        List<R> records = new ArrayList<>();
        for (ConsumerRecord<String, V> record : consumer.poll(ONE_POLL)) {
            records.addAll(read(record));
            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        }
        all.addAll(records);
        return records;
    }

    /** Everything read so far. */
    public List<R> all() {
        return List.copyOf(all);
    }

    /**
     * Reads on until all that was read is as wanted.
     *
     * @throws IllegalStateException when it is not within the limit
     */
    public List<R> readUntil(String wanted, Duration limit, Predicate<List<R>> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.test(all)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "no " + wanted + " within " + limit + "; " + all.size() + " records were read");
            }
            next();
        }
        return all();
    }

    /** Reads on until nothing has come for that long. */
    public List<R> readUntilQuiet(Duration quiet) {
        long last = System.nanoTime();
        while (System.nanoTime() - last < quiet.toNanos()) {
            if (!next().isEmpty()) {
                last = System.nanoTime();
            }
        }
        return all();
    }

    /** What a record completes, as it is handed out. */
    abstract List<R> read(ConsumerRecord<String, V> record);

    static String position(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package io.github.kisconnect.investorflow.sandbox;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.github.kisconnect.investorflow.Flow;
import io.github.kisconnect.investorflow.InvestorFlow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the records of topics from their beginning, as a consumer of the released schema does. */
public final class TopicReader implements AutoCloseable {
    private static final Duration ONE_POLL = Duration.ofMillis(100);

    static {
        // Avro loads no class that a schema names unless it is trusted; these are generated from schemas/.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type == InvestorFlow.class || type == Flow.class));
    }

    private final KafkaConsumer<String, InvestorFlow> consumer;
    private final List<FlowRecord> all = new ArrayList<>();

    /** Reads every topic whose whole name matches, those that do not exist yet included. */
    public TopicReader(String bootstrapServers, String apicurioUrl, Pattern topics) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("group.id", "reader-" + UUID.randomUUID());
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", "false");
        config.put("isolation.level", "read_committed");
        config.put("metadata.max.age.ms", "250");
        config.put("apicurio.registry.url", apicurioUrl);
        config.put("apicurio.registry.headers.enabled", "false");
        config.put("apicurio.registry.as-confluent", "true");
        config.put("apicurio.registry.use-id", "contentId");
        config.put("apicurio.registry.use-specific-avro-reader", "true");
        AvroKafkaDeserializer<InvestorFlow> values = new AvroKafkaDeserializer<>();
        values.configure(config, false);
        config.keySet().removeIf(key -> key.startsWith("apicurio."));
        this.consumer = new KafkaConsumer<>(config, new StringDeserializer(), values);
        consumer.subscribe(topics);
    }

    /** What has come since the last call; waits a moment for the first. */
    public List<FlowRecord> next() {
        List<FlowRecord> records = new ArrayList<>();
        for (ConsumerRecord<String, InvestorFlow> record : consumer.poll(ONE_POLL)) {
            records.add(read(record));
        }
        all.addAll(records);
        return records;
    }

    /** Everything read so far. */
    public List<FlowRecord> all() {
        return List.copyOf(all);
    }

    /**
     * Reads on until all that was read is as wanted.
     *
     * @throws IllegalStateException when it is not within the limit
     */
    public List<FlowRecord> readUntil(String wanted, Duration limit, Predicate<List<FlowRecord>> condition) {
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
    public List<FlowRecord> readUntilQuiet(Duration quiet) {
        long last = System.nanoTime();
        while (System.nanoTime() - last < quiet.toNanos()) {
            if (!next().isEmpty()) {
                last = System.nanoTime();
            }
        }
        return all();
    }

    private static FlowRecord read(ConsumerRecord<String, InvestorFlow> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new FlowRecord(
                record.topic() + "-" + record.partition() + "@" + record.offset(),
                record.topic(),
                record.key(),
                Instant.ofEpochMilli(record.timestamp()),
                headers,
                record.value());
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A transaction that a partition has open")
@Tag("once")
class HangingTransactionsIT {
    private static final Path WORK = Path.of("target", "hanging-transactions");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    @DisplayName("is ended when its coordinator has forgotten it, and left alone while it is under way")
    void forgotten() throws Exception {
        try (LocalStack stack = LocalStack.start(StackOptions.in(WORK).build());
                Producer<String, String> forgotten = producer(stack, "forgotten")) {
            begin(forgotten, "forgotten");
            stack.broker().stop();
            forgetTransactions();
            stack.broker().start();
            try (Producer<String, String> underWay = producer(stack, "under-way");
                    HangingTransactions looks = new HangingTransactions(stack.bootstrapServers());
                    Consumer<String, String> consumer = new KafkaConsumer<>(
                            Map.of(
                                    "bootstrap.servers", stack.bootstrapServers(),
                                    "isolation.level", "read_committed",
                                    "auto.offset.reset", "earliest"),
                            new StringDeserializer(),
                            new StringDeserializer())) {
                begin(underWay, "under-way");
                TopicPartition partition = new TopicPartition("forgotten", 0);
                consumer.assign(List.of(partition));
                Await.until("end of the forgotten one", LIMIT, () -> {
                    consumer.poll(Duration.ofMillis(100));
                    return consumer.position(partition) > 0;
                });
                underWay.commitTransaction();
                consumer.assign(List.of(new TopicPartition("under-way", 0)));
                Await.until("what the one under way has sent", LIMIT, () -> !consumer.poll(Duration.ofMillis(100))
                        .isEmpty());
                assertThat(looks.ended()).isEqualTo(1);
            }
        }
    }

    private static Producer<String, String> producer(LocalStack stack, String id) {
        Producer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", id),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    private static void begin(Producer<String, String> producer, String topic) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "sent"));
        producer.flush();
    }

    /** Takes the log of the coordinator's states away. */
    private static void forgetTransactions() throws IOException {
        try (Stream<Path> all = Files.walk(WORK.resolve("broker"))) {
            List<Path> logs = all.filter(path -> path.toString().contains("__transaction_state-"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            assertThat(logs).as("logs of the coordinator").isNotEmpty();
            for (Path log : logs) {
                Files.delete(log);
            }
        }
    }
}

package io.github.kisconnect.investorflow;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/**
 * Ends transactions that a partition has open and no coordinator knows of, as somebody has to, and prints it.
 *
 * <p>Kafka 4.3.1 leaves such a one now and then when a broker is stopped (KAFKA-20734). Nothing that follows it is read with
 * {@code read_committed}, so that no worker and no task starts, for good.
 */
final class HangingTransactions implements AutoCloseable {
    private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    /** In these a coordinator has no marker to write any more. */
    private static final Set<TransactionState> ENDED =
            Set.of(TransactionState.EMPTY, TransactionState.COMPLETE_COMMIT, TransactionState.COMPLETE_ABORT);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Admin admin;
    private volatile int ended;

    /** A transaction in a partition's log. */
    private record Open(TopicPartition partition, long producer, OptionalLong start) {}

    /** Looks every two seconds until closed. */
    HangingTransactions(String bootstrapServers) {
        Properties settings = new Properties();
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LONGEST_CALL.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LONGEST_CALL.toMillis());
        admin = Admin.create(settings);
        clock.scheduleWithFixedDelay(this::look, 2, 2, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            end();
        } catch (ExecutionException e) {
            // The broker is away, or a topic is going. There is a next time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Thrown on, it would end all further looks, and nobody would know.
            e.printStackTrace();
        }
    }

    /**
     * A coordinator calls a transaction complete when it has written the last marker: what was open before it was asked, and is open
     * after it has called it complete, stays so.
     */
    private void end() throws ExecutionException, InterruptedException {
        Map<Open, ProducerState> before = open();
        before.keySet().removeIf(one -> isUnderWay(one.producer()));
        if (!before.isEmpty()) {
            for (Map.Entry<Open, ProducerState> still : open().entrySet()) {
                if (before.containsKey(still.getKey())) {
                    abort(still.getKey(), still.getValue());
                }
            }
        }
    }

    private Map<Open, ProducerState> open() throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions =
                admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                        .flatMap(topic -> partitions(topic).stream())
                        .toList();
        Map<Open, ProducerState> open = new HashMap<>();
        admin.describeProducers(partitions).all().get().forEach((partition, state) -> state.activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .forEach(producer -> open.put(
                        new Open(partition, producer.producerId(), producer.currentTransactionStartOffset()),
                        producer)));
        return open;
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }

    private boolean isUnderWay(long producer) {
        try {
            return admin
                    .listTransactions(new ListTransactionsOptions().filterProducerIds(Set.of(producer)))
                    .all()
                    .get()
                    .stream()
                    .anyMatch(one -> !ENDED.contains(one.state()));
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void abort(Open open, ProducerState state) throws ExecutionException, InterruptedException {
        admin.abortTransaction(new AbortTransactionSpec(
                        open.partition(),
                        open.producer(),
                        (short) state.producerEpoch(),
                        state.coordinatorEpoch().orElse(0)))
                .all()
                .get();
        ended++;
        System.out.println("Ended a transaction that no coordinator knew of: " + open + " " + state);
    }

    /** How many were ended. */
    int ended() {
        return ended;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        admin.close(Duration.ZERO);
    }
}

package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.poll.HandOver;
import io.github.kisconnect.investorflow.poll.PollPlan;
import io.github.kisconnect.investorflow.poll.Poller;
import io.github.kisconnect.investorflow.record.RecordFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running task: owns the client, the poller and its thread, and closes them. */
final class StartedTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartedTask.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(1);

    private final RunningTasks.Start start;
    private final KisClient client;
    private final Poller poller;
    private final HandOver handOver;
    private final RecordFactory records;
    private final Meters meters;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** {@code thread}: runs the poller; not started yet. */
    StartedTask(
            RunningTasks.Start start,
            KisClient client,
            Poller poller,
            HandOver handOver,
            RecordFactory records,
            Thread thread) {
        this.start = start;
        this.client = client;
        this.poller = poller;
        this.handOver = handOver;
        this.records = records;
        this.meters = start.meters();
        this.thread = thread;
    }

    /** Starts polling, or closes if another start of the task has begun meanwhile. */
    void begin(PollPlan plan) {
        boolean runs = start.run(this);
        LOG.info(
                runs
                        ? "Polling {} of {} pairs every {}: {}"
                        : "A later start of the task has replaced this one; not polling {} of {} pairs every {}: {}",
                plan.pairs().size(),
                plan.timetable().pairs(),
                plan.byInterval().keySet().stream().map(Duration::toString).collect(Collectors.joining(" or ")),
                plan.everyPair().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    /** Called only by {@link RunningTasks}, which knows whether this task may run. */
    void run() {
        thread.start();
    }

    /** The records of what has arrived; null when nothing came within half a second. */
    List<SourceRecord> poll() throws InterruptedException {
        meters.showPending();
        List<SourceRecord> batch = handOver.take(LONGEST_POLL).stream()
                .flatMap(publishable -> records.records(publishable).stream())
                .toList();
        if (batch.isEmpty()) {
            failWhenPollingHasEnded();
            return null;
        }
        handOver.handedOver(batch);
        return batch;
    }

    private void failWhenPollingHasEnded() {
        poller.failure().ifPresent(failure -> {
            throw new ConnectException(FailureText.of(failure));
        });
        poller.crash().ifPresent(error -> {
            throw new ConnectException("Polling ended with an internal connector error; please report it", error);
        });
    }

    /** The worker has written a record to Kafka, or has dropped it. */
    void acknowledged(SourceRecord record) {
        handOver.acknowledged(record);
    }

    /** The worker has committed offsets. */
    void committed() {
        handOver.committed();
    }

    /** Closes threads and connections; safe to call from any thread, and more than once. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        poller.stop();
        try {
            // First, so that the poller does not use a closed client.
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        start.giveBack();
        LOG.info("Polling has ended");
    }
}

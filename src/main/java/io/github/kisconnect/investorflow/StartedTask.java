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

    /** {@code thread}: runs the poller, and has not begun. */
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

    /** Starts to poll, or ends where another start of the task has begun meanwhile. */
    void begin(PollPlan plan) {
        boolean runs = start.run(this);
        LOG.info(
                runs
                        ? "Polling {} of {} pairs every {}: {}"
                        : "Another start of the task has overtaken this one; not polling {} of {} pairs every {}: {}",
                plan.pairs().size(),
                plan.timetable().pairs(),
                plan.byInterval().keySet().stream().map(Duration::toString).collect(Collectors.joining(" or ")),
                plan.everyPair().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    /** For {@link RunningTasks} only, which knows whether it may. */
    void run() {
        thread.start();
    }

    /** What has arrived, as records; null when nothing came within half a second. */
    List<SourceRecord> poll() throws InterruptedException {
        meters.showPending();
        List<SourceRecord> batch =
                handOver.take(LONGEST_POLL).stream().map(records::record).toList();
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
            throw new ConnectException("Polling ended with an error of the connector's own; please report it", error);
        });
    }

    /** The worker has a record safely in Kafka, or has let it go. */
    void acknowledged(SourceRecord record) {
        handOver.acknowledged(record);
    }

    /** The worker has committed offsets. */
    void committed() {
        handOver.committed();
    }

    /** Ends threads and connections; safe to call from any thread, and again. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        poller.stop();
        try {
            // First, so that it makes no request of a client that is closed.
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        start.giveBack();
        LOG.info("Polling has ended");
    }
}

package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.kis.Host;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.Quota;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.poll.Answers;
import io.github.kisconnect.investorflow.poll.HandOver;
import io.github.kisconnect.investorflow.poll.PollClock;
import io.github.kisconnect.investorflow.poll.PollMeters;
import io.github.kisconnect.investorflow.poll.PollPlan;
import io.github.kisconnect.investorflow.poll.Poller;
import io.github.kisconnect.investorflow.poll.Ticks;
import io.github.kisconnect.investorflow.record.RecordFactory;
import io.github.kisconnect.investorflow.record.SourceOffsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running task: owns the client, the poller and its thread, and closes them. */
final class StartedTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StartedTask.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(1);
    /** What is kept for a worker that waits for its broker: a few records of each pair, and a bound on memory. */
    private static final int KEPT_PER_PAIR = 100;

    private static final int MOST_KEPT = 10_000;

    /** What runs in this worker, by connector and task. */
    private static final ConcurrentMap<String, StartedTask> RUNNING = new ConcurrentHashMap<>();

    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final KisClient client;
    private final Poller poller;
    private final HandOver handOver;
    private final RecordFactory records;
    private final Meters meters;
    private final Thread thread;

    private StartedTask(
            InvestorFlowTaskConfig config,
            Map<MarketSector, Published> published,
            KisClient client,
            ConnectorThreads threads,
            Meters meters,
            PollClock clock) {
        PollPlan plan = config.plan();
        TradingSessions sessions = config.sessions(client.holidays());
        TaskEmission emission = new TaskEmission(
                config.emission(),
                sessions,
                plan.pairs().stream()
                        .map(PollPlan.NumberedPair::pair)
                        .map(pair -> new TaskEmission.Start(pair, plan.interval(), published.get(pair)))
                        .toList());
        Map<MarketSector, Instant> lastPolled = new HashMap<>();
        published.forEach((pair, last) -> lastPolled.put(pair, last.tick()));
        this.name = nameOf(config);
        this.client = client;
        this.handOver =
                new HandOver(Math.min(MOST_KEPT, KEPT_PER_PAIR * plan.pairs().size()), clock);
        Quota quota = client.announce(config.connectorName(), config.requestsPerSecond());
        PollMeters pollMeters = new PollMeters(meters, emission.pairs(), clock, quota::requestsPerSecond);
        meters.show(Metric.SESSION_OPEN, Meters.ALL, () -> sessions.isOpen(clock.instant()) ? 1 : 0);
        meters.show(Metric.CALENDAR_DAYS_LEFT, Meters.ALL, () -> TradingCalendar.bundled()
                .daysLeft(Kst.date(clock.instant())));
        Answers answers = new Answers(
                new Ticks(plan.interval()),
                sessions,
                emission,
                answered(published),
                handOver,
                pollMeters,
                config.maxOutage(),
                clock);
        this.poller = new Poller(plan, sessions, client, quota, answers, pollMeters, lastPolled, clock);
        this.records =
                new RecordFactory(config.topic(), config.quarantineTopic().orElse(null), Catalogue.bundled(), sessions);
        this.meters = meters;
        this.thread = threads.newThread(poller);
    }

    /**
     * A running task; {@code meters} close with it, and stay the caller's to close where this throws.
     *
     * <p>Its predecessor asks no more when this returns: a worker that has waited in vain for a task to stop, as without a broker, starts the
     * next one beside it, and two would spend the quota twice.
     */
    static StartedTask start(InvestorFlowTaskConfig config, OffsetStorageReader offsets, Meters meters) {
        Optional.ofNullable(RUNNING.get(nameOf(config))).ifPresent(StartedTask::close);
        PollClock clock = PollClock.system();
        Map<MarketSector, Published> published = published(config.plan(), offsets, clock.instant());
        ConnectorThreads threads = new ConnectorThreads("kis-investor-flow-" + config.taskId());
        KisClient client =
                new KisClient(config.kis(), new Host(clock, clock::nanoTime, threads, new SecureRandom()), meters);
        try {
            StartedTask task = new StartedTask(config, published, client, threads, meters, clock);
            LOG.info(
                    "Polling {} of {} pairs every {}: {}",
                    config.plan().pairs().size(),
                    config.plan().totalPairs(),
                    config.pollInterval(),
                    config.plan().pairs().stream()
                            .map(numbered -> numbered.pair().toString())
                            .collect(Collectors.joining(", ")));
            task.thread.start();
            RUNNING.put(task.name, task);
            return task;
        } catch (Throwable e) {
            // Else the connector would count among those that use the account, for as long as the worker runs.
            client.close();
            throw e;
        }
    }

    private static String nameOf(InvestorFlowTaskConfig config) {
        return config.connectorName() + "-" + config.taskId();
    }

    /** What the stored offsets remember of each pair's last record. */
    private static Map<MarketSector, Published> published(PollPlan plan, OffsetStorageReader offsets, Instant now) {
        Map<Map<String, String>, MarketSector> partitions = plan.pairs().stream()
                .map(PollPlan.NumberedPair::pair)
                .collect(Collectors.toMap(SourceOffsets::partition, pair -> pair));
        Map<MarketSector, Published> published = new HashMap<>();
        offsets.offsets(partitions.keySet()).forEach((partition, offset) -> SourceOffsets.read(offset)
                .filter(last -> isPossible(partitions.get(partition), last, now, plan.interval()))
                .ifPresent(last -> published.put(partitions.get(partition), last)));
        return published;
    }

    /** The pairs that have a record: an offset without a digest may be that of an answer that could not be read. */
    private static Set<MarketSector> answered(Map<MarketSector, Published> published) {
        return published.entrySet().stream()
                .filter(entry -> entry.getValue().digest() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static boolean isPossible(MarketSector pair, Published last, Instant now, Duration interval) {
        if (SourceOffsets.isAhead(last.tick(), now, interval)) {
            LOG.warn(
                    "The stored offset of {} is {}, ahead of the clock by more than an interval; it is ignored",
                    pair,
                    last.tick());
            return false;
        }
        return true;
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

    void acknowledged() {
        handOver.acknowledged();
    }

    /** Ends threads and connections; safe to call from any thread, and again. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        RUNNING.remove(name, this);
        poller.stop();
        try {
            // First, so that it makes no request of a client that is closed.
            thread.join(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        meters.close();
        LOG.info("Polling has ended");
    }
}

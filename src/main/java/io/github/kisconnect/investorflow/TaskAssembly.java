package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.InvestorFlowTaskConfig;
import io.github.kisconnect.investorflow.emit.Published;
import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.account.Quota;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.metrics.Meters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.poll.Answers;
import io.github.kisconnect.investorflow.poll.ConnectorThreads;
import io.github.kisconnect.investorflow.poll.HandOver;
import io.github.kisconnect.investorflow.poll.PollClock;
import io.github.kisconnect.investorflow.poll.PollMeters;
import io.github.kisconnect.investorflow.poll.PollPlan;
import io.github.kisconnect.investorflow.poll.Poller;
import io.github.kisconnect.investorflow.poll.Requests;
import io.github.kisconnect.investorflow.record.RecordFactory;
import io.github.kisconnect.investorflow.record.StoredOffsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Builds a task from its configuration: the one place that knows all packages. */
final class TaskAssembly {
    private TaskAssembly() {}

    /**
     * Returns a running task, or a closed one if another start has begun meanwhile. Closing the task ends
     * {@code start}; if this throws, the caller must end it.
     */
    static StartedTask start(RunningTasks.Start start, InvestorFlowTaskConfig config, OffsetStorageReader offsets) {
        Meters meters = start.meters();
        PollClock clock = PollClock.system();
        PollPlan plan = config.plan();
        Map<MarketSector, Published> published = StoredOffsets.read(offsets, plan.intervals(), clock.instant());
        ConnectorThreads threads = new ConnectorThreads("kis-investor-flow-" + start.name());
        KisClient client =
                new KisClient(config.kis(), new Host(clock, clock::nanoTime, threads, new SecureRandom()), meters);
        try {
            StartedTask task = assemble(start, config, plan, published, client, threads, meters, clock);
            task.begin(plan);
            return task;
        } catch (Throwable e) {
            // Otherwise the connector would count as a user of the account for as long as the worker runs.
            client.close();
            throw e;
        }
    }

    private static StartedTask assemble(
            RunningTasks.Start start,
            InvestorFlowTaskConfig config,
            PollPlan plan,
            Map<MarketSector, Published> published,
            KisClient client,
            ConnectorThreads threads,
            Meters meters,
            PollClock clock) {
        TradingSessions sessions = config.sessions(client.holidays());
        showSession(meters, sessions, clock);
        Quota quota = client.announce(config.connectorName(), config.requestsPerSecond());
        PollMeters pollMeters = new PollMeters(meters, plan.everyPair(), clock, quota::requestsPerSecond);
        HandOver handOver = new HandOver(clock);
        Answers answers = new Answers(
                plan,
                sessions,
                emission(config, plan, sessions, published),
                published.keySet().stream()
                        // An offset without a digest may be of an answer that could not be read.
                        .filter(pair -> published.get(pair).digest() != null)
                        .collect(Collectors.toSet()),
                handOver,
                pollMeters,
                config.maxOutage(),
                clock);
        Map<MarketSector, Instant> lastPolled = published.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().tick()));
        Requests requests = new Requests(client);
        Poller poller =
                new Poller(plan, sessions, requests, quota, answers, pollMeters, lastPolled, clock, start::isLatest);
        RecordFactory records = new RecordFactory(
                config.topic(),
                config.quarantineTopic().orElse(null),
                config.recordLayout(),
                Catalogue.bundled(),
                sessions);
        return new StartedTask(start, client, poller, handOver, records, threads.newThread(poller));
    }

    private static TaskEmission emission(
            InvestorFlowTaskConfig config,
            PollPlan plan,
            TradingSessions sessions,
            Map<MarketSector, Published> published) {
        Map<MarketSector, Duration> intervals = plan.intervals();
        List<TaskEmission.Start> starts = plan.everyPair().stream()
                .map(pair -> new TaskEmission.Start(pair, intervals.get(pair), published.get(pair)))
                .toList();
        return new TaskEmission(config.emission(), sessions, starts);
    }

    private static void showSession(Meters meters, TradingSessions sessions, PollClock clock) {
        meters.show(Metric.SESSION_OPEN, Meters.ALL, () -> sessions.isOpen(clock.instant()) ? 1 : 0);
        meters.show(Metric.CALENDAR_DAYS_LEFT, Meters.ALL, () -> TradingCalendar.bundled()
                .daysLeft(Kst.date(clock.instant())));
    }
}

package io.github.kisconnect.investorflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Measures one subject after the other under a load, each with a simulator of its own. */
record Traffic(Options options, BenchStack stack, int warmSeconds, int seconds) {
    /** How long an idle worker is looked at. */
    private static final int IDLE_SECONDS = 20;

    /** What the worker uses while it has no connector, in CPU milliseconds a second. */
    double idle() {
        Duration span = Duration.ofSeconds(options.shortForm() ? 1 : IDLE_SECONDS);
        // Its start is to be over.
        Waiting.sleep(span);
        long pid = stack.worker().pid();
        long before = cpuMillis(pid);
        Waiting.sleep(span);
        return (cpuMillis(pid) - before) / (double) span.toSeconds();
    }

    /** {@code idleMillis}: CPU milliseconds a second that are no work of the subject's. */
    TrafficResult measure(Subject subject, TrafficCase what, int round, double idleMillis) {
        System.out.println(what.name() + ": " + subject.shown() + ", round " + round);
        try (SimulatorProcess simulator = SimulatorProcess.start(
                        what.quota(), what.roundTrip(), what.plan().pairs());
                Consumption consumption = new Consumption(stack.bootstrapServers(), stack.newTopic())) {
            TrafficResult result = measure(subject, what, round, idleMillis, simulator, consumption);
            requireRecords(subject, what, simulator.counts(), consumption);
            return result;
        }
    }

    private TrafficResult measure(
            Subject subject,
            TrafficCase what,
            int round,
            double idleMillis,
            SimulatorProcess simulator,
            Consumption consumption) {
        try (Load load = start(subject, what, simulator, consumption.topic())) {
            Waiting.until(
                    "first records of " + subject.shown() + " in " + what.name(),
                    Duration.ofMinutes(1),
                    () -> consumption.records() > 0);
            Waiting.sleep(Duration.ofSeconds(warmSeconds));
            consumption.begin();
            Snapshot begin = Snapshot.of(load, simulator);
            Waiting.sleep(what.wholeTicks(seconds));
            Snapshot end = Snapshot.of(load, simulator);
            return result(subject, what, round, idleMillis, begin, end, consumption.latencies());
        }
    }

    /** Else the figures mean nothing: each answer became a record, but for those that the end has cut off. */
    private static void requireRecords(
            Subject subject, TrafficCase what, SimulatorMain.Counts counts, Consumption consumption) {
        ConnectorPlan plan = what.plan();
        long cutOff = plan.inFlight() * plan.tasks() + (long) plan.rate();
        long wanted = counts.requests() - counts.refused() - cutOff;
        Waiting.until(
                wanted + " records of " + subject.shown() + " in " + what.name(),
                Duration.ofMinutes(1),
                () -> consumption.records() >= wanted);
    }

    private Load start(Subject subject, TrafficCase what, SimulatorProcess simulator, String topic) {
        return subject instanceof Subject.Floor
                ? Load.floor(stack, options, what, simulator, topic, 0)
                : Load.connector(stack, what, simulator, topic);
    }

    private static TrafficResult result(
            Subject subject,
            TrafficCase what,
            int round,
            double idleMillis,
            Snapshot begin,
            Snapshot end,
            Latencies latencies) {
        double seconds = (end.counts().nanos() - begin.counts().nanos()) / 1e9;
        long requests = end.counts().requests() - begin.counts().requests();
        double cpu = end.cpuMillis() - begin.cpuMillis() - seconds * idleMillis;
        return new TrafficResult(
                subject.shown(),
                what.name(),
                round,
                seconds,
                requests,
                100 * requests / (seconds * what.due()),
                end.counts().mostInASecond(),
                end.counts().refused(),
                latencies.size(),
                cpu / Math.max(1, requests),
                latencies.percentile(0.5),
                latencies.percentile(0.99));
    }

    /** What was used and asked until a moment. */
    private record Snapshot(long cpuMillis, SimulatorMain.Counts counts) {
        static Snapshot of(Load load, SimulatorProcess simulator) {
            return new Snapshot(Traffic.cpuMillis(load.pid()), simulator.counts());
        }
    }

    private static long cpuMillis(long pid) {
        try {
            return ProcessUse.cpuMillis(pid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.github.kisconnect.investorflow.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the connector costs a worker that has little to do: CPU, wake-ups, connections and memory, over what the same worker needs
 * without a connector.
 *
 * <p>Each round starts the worker anew for each build, measures it young, lets many answers go through it, and measures it warm.
 */
final class LightBenchmark implements Benchmark {
    private static final int FIVE_MINUTES = 300;
    private static final int FIVE_ROUNDS = 5;
    private static final long WARMING_ANSWERS = 40_000;
    private static final Duration LONGEST_WARMING = Duration.ofMinutes(5);
    private static final int FAST = 1_000;

    @Override
    public String name() {
        return "light";
    }

    @Override
    public void run(Options options) {
        Map<String, String> heading = Heading.of(name(), options);
        List<LightCase> cases = Arrays.stream(LightCase.values())
                .filter(one -> one == LightCase.IDLE || options.wants(one.name().toLowerCase()))
                .toList();
        List<LightResult> results = new ArrayList<>();
        try (SimulatorProcess simulator = SimulatorProcess.start(0, Duration.ZERO, FAST);
                BenchStack stack = BenchStack.start(options)) {
            Light light = new Light(stack, simulator, options.seconds(FIVE_MINUTES, 5), options.shortForm());
            for (int round = 1; round <= options.rounds(FIVE_ROUNDS); round++) {
                for (Build build : options.builds()) {
                    stack.use(build);
                    for (LightCase one : cases) {
                        results.add(light.measure(build, round, false, one));
                    }
                    if (options.wants("warm")) {
                        light.warm(options.shortForm() ? FAST : WARMING_ANSWERS);
                        results.add(light.measure(build, round, true, LightCase.IDLE));
                        results.add(light.measure(build, round, true, LightCase.FIFTEEN));
                    }
                    write(heading, results);
                }
            }
        }
    }

    /** After each build: a run of hours may be broken off. */
    private void write(Map<String, String> heading, List<LightResult> results) {
        Report.write(name(), heading, LightTables.of(results), results);
    }

    /** Measures one case after the other on one stack. */
    private record Light(BenchStack stack, SimulatorProcess simulator, int seconds, boolean shortForm) {
        LightResult measure(Build build, int round, boolean warm, LightCase what) {
            System.out.println("light: " + build.name() + ", round " + round + ", " + (warm ? "warm" : "young") + ", "
                    + what.shown());
            ConnectorPlan plan = what.plan();
            if (plan == null) {
                settle();
                return look(build, round, warm, what);
            }
            try (BenchStack.Running running = stack.run(plan, simulator, stack.newTopic())) {
                settle();
                if (what == LightCase.PAUSED) {
                    running.pause();
                    settle();
                }
                return look(build, round, warm, what);
            }
        }

        private LightResult look(Build build, int round, boolean warm, LightCase what) {
            List<Integer> connections = new ArrayList<>();
            long before = simulator.counts().requests();
            long pid = stack.worker().pid();
            Use use = Use.of(
                    pid,
                    Duration.ofSeconds(seconds),
                    () -> connections.add(simulator.counts().connections()));
            long requests = simulator.counts().requests() - before;
            double open = connections.stream().collect(Collectors.averagingInt(Integer::intValue));
            return new LightResult(build.name(), round, warm, what, use, requests, open, Jcmd.liveHeap(pid));
        }

        /** What a start or an end brings with it is not to be measured. */
        private void settle() {
            Waiting.sleep(Duration.ofSeconds(shortForm ? 2 : 15));
        }

        void warm(long answers) {
            System.out.println("light: " + answers + " answers to warm the worker");
            long wanted = simulator.counts().requests() + answers;
            ConnectorPlan plan = new ConnectorPlan(FAST, 1, FAST, Duration.ofSeconds(1), 64, Map.of());
            try (BenchStack.Running running = stack.run(plan, simulator, stack.newTopic())) {
                Waiting.until(
                        answers + " answers for " + running.name(),
                        LONGEST_WARMING,
                        () -> simulator.counts().requests() >= wanted);
            }
        }
    }
}

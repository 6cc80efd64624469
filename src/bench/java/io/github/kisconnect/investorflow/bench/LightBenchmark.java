package io.github.kisconnect.investorflow.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the connector costs a worker that has little to do: CPU, wake-ups, connections and memory, over what the same worker needs
 * without a connector; and what the bare program costs at the same rate.
 *
 * <p>Each round starts the worker anew for each build, measures it young, lets many answers go through it, and measures it warm.
 */
final class LightBenchmark implements Benchmark {
    private static final int FIVE_MINUTES = 300;
    private static final int FIVE_ROUNDS = 5;
    private static final int SHORT_SECONDS = 3;

    @Override
    public String name() {
        return "light";
    }

    @Override
    public void run(Options options, Supplier<BenchStack> started) {
        Map<String, String> heading = Heading.of(name(), options);
        List<LightCase> young = LightCase.YOUNG.stream()
                .filter(one -> one == LightCase.IDLE || options.wants(one.option()))
                .toList();
        List<LightResult> results = new ArrayList<>();
        BenchStack stack = started.get();
        Duration span = Duration.ofSeconds(options.seconds(FIVE_MINUTES, SHORT_SECONDS));
        try (SimulatorProcess simulator = SimulatorProcess.start(0, Duration.ZERO, LightWorker.FAST)) {
            for (int round = 1; round <= options.rounds(FIVE_ROUNDS); round++) {
                for (Build build : options.builds()) {
                    stack.use(build);
                    LightWorker worker = new LightWorker(options, stack, simulator, build, round, span);
                    young.forEach(one -> results.add(worker.measure(false, one)));
                    if (options.wants("warm")) {
                        worker.warm();
                        LightCase.WARM.forEach(one -> results.add(worker.measure(true, one)));
                    }
                    // A run of hours may be broken off.
                    write(heading, results);
                }
                if (options.wants("floor")) {
                    LightFloor floor = new LightFloor(options, stack, simulator, round, span);
                    results.add(floor.measure(false));
                    results.add(floor.measure(true));
                    write(heading, results);
                }
            }
        }
    }

    private void write(Map<String, String> heading, List<LightResult> results) {
        Report.write(name(), heading, LightTables.of(results), results);
    }
}

package io.github.kisconnect.investorflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How well the connector uses the slots that it has, what that costs, and how late its records come, end to end.
 *
 * @param withFloor whether the bare program is measured, too
 * @param roundSeconds how long a case is measured, unless it is said otherwise
 */
record TrafficBenchmark(
        String name, String title, List<TrafficCase> cases, boolean withFloor, int usualRounds, int roundSeconds)
        implements Benchmark {

    private static final int WARM_SECONDS = 20;
    private static final int SHORT_SECONDS = 3;

    /** Far above an account's quota, where the connector itself is the limit. */
    static TrafficBenchmark throughput() {
        return new TrafficBenchmark(
                "throughput",
                "All slots needed, one task",
                List.of(
                        TrafficCase.fast(1_000, 0, 32),
                        TrafficCase.fast(1_000, 20, 64),
                        TrafficCase.fast(1_000, 50, 64),
                        TrafficCase.fast(1_000, 200, 256),
                        TrafficCase.fast(250, 50, 16)),
                true,
                3,
                60);
    }

    /** At an account's quota, which is enforced. */
    static TrafficBenchmark quota() {
        List<TrafficCase> cases = Stream.of(15, 18)
                .flatMap(rate -> Stream.of(1, 3).flatMap(tasks -> IntStream.of(50, 400)
                        .mapToObj(roundTrip -> TrafficCase.ofAccount(rate, tasks, roundTrip))))
                .toList();
        return new TrafficBenchmark(
                "quota", "88 pairs; the simulator refuses more than the rate + 3 in any second", cases, false, 1, 120);
    }

    @Override
    public void run(Options options, Supplier<BenchStack> started) {
        Map<String, String> heading = Heading.of(name, options);
        List<TrafficCase> wanted =
                cases.stream().filter(one -> options.wants(one.name())).toList();
        List<TrafficResult> results = new ArrayList<>();
        BenchStack stack = started.get();
        int seconds = options.seconds(roundSeconds, SHORT_SECONDS);
        Traffic traffic = new Traffic(options, stack, options.shortForm() ? 1 : WARM_SECONDS, seconds);
        for (int round = 1; round <= options.rounds(usualRounds); round++) {
            for (Build build : options.builds()) {
                stack.use(build);
                double idle = traffic.idle();
                for (TrafficCase one : wanted) {
                    results.add(traffic.measure(new Subject.Connector(build), one, round, idle));
                }
            }
            if (withFloor) {
                for (TrafficCase one : wanted) {
                    results.add(traffic.measure(new Subject.Floor(), one, round, 0));
                }
            }
            write(heading, results);
        }
    }

    private void write(Map<String, String> heading, List<TrafficResult> results) {
        Report.write(name, heading, List.of(TrafficTable.of(title, cases, results)), results);
    }
}

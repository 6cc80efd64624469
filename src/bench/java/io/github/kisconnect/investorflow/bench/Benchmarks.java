package io.github.kisconnect.investorflow.bench;

import java.util.List;
import java.util.stream.Collectors;

/** Runs the benchmarks that {@code -Dbench=} names, or all. */
public final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(
            new MicroBenchmark(), TrafficBenchmark.throughput(), new LightBenchmark(), TrafficBenchmark.quota());

    private Benchmarks() {}

    public static void main(String[] arguments) {
        String wanted = System.getProperty("bench", "all");
        List<Benchmark> chosen = ALL.stream()
                .filter(one ->
                        wanted.equals("all") || List.of(wanted.split(",")).contains(one.name()))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("-Dbench=" + wanted + " names no benchmark; there are all, "
                    + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", ")));
        }
        Options options = Options.ofProperties();
        try (LazyStack stack = new LazyStack(options)) {
            for (Benchmark benchmark : chosen) {
                benchmark.run(options, stack);
                Report.show(benchmark.name());
            }
        }
    }
}

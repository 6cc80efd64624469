package io.github.kisconnect.investorflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Single steps, by JMH in JVMs of their own: time, and bytes allocated. JMH's own figures go into a file beside. */
final class MicroBenchmark implements Benchmark {
    private static final String FLOOR = "floorOf";
    private static final int FORKS = 3;
    private static final int WARM_SECONDS = 5;
    private static final int SECONDS = 5;

    /**
     * What a step took.
     *
     * @param error half of the interval that has the mean with 99.9 % certainty; not a number of too few measurements
     */
    private record Step(String name, boolean floor, double micros, double error, double bytes) {
        static Step of(RunResult result) {
            String name = result.getPrimaryResult().getLabel();
            boolean floor = name.startsWith(FLOOR);
            double bytes = result.getSecondaryResults().values().stream()
                    .filter(one -> one.getLabel().endsWith("gc.alloc.rate.norm"))
                    .mapToDouble(one -> one.getScore())
                    .findFirst()
                    .orElse(Double.NaN);
            return new Step(
                    floor ? ofFloor(name) : name,
                    floor,
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError(),
                    bytes);
        }

        private static String ofFloor(String name) {
            String step = name.substring(FLOOR.length());
            return step.substring(0, 1).toLowerCase(Locale.ROOT) + step.substring(1);
        }

        List<String> row() {
            return List.of(
                    name,
                    floor ? "floor" : "this build",
                    "%.2f".formatted(micros),
                    Double.isNaN(error) ? "" : "%.2f".formatted(error),
                    "%.0f".formatted(bytes));
        }
    }

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public void run(Options options, Supplier<BenchStack> stack) {
        Map<String, String> heading = Heading.of(name(), options);
        heading.put("registry", "in the same process; the converter asks it once");
        try {
            Files.createDirectories(Report.FOLDER);
            List<Step> steps = new ArrayList<>();
            for (RunResult result : new Runner(jmh(options)).run()) {
                steps.add(Step.of(result));
            }
            steps.sort(Comparator.comparing(Step::name).thenComparing(Step::floor));
            Table table = new Table(
                    "One answer's steps, on one thread",
                    List.of("step", "by", "us", "+/-", "bytes"),
                    steps.stream().map(Step::row).toList());
            Report.write(name(), heading, List.of(table), steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH failed", e);
        }
    }

    private static org.openjdk.jmh.runner.options.Options jmh(Options options) {
        return new OptionsBuilder()
                .include(MicroSteps.class.getName() + "\\.")
                .addProfiler(GCProfiler.class)
                .forks(options.rounds(FORKS))
                .warmupIterations(options.shortForm() ? 0 : WARM_SECONDS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(options.seconds(SECONDS, 1))
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs(options.workerJvm().toArray(String[]::new))
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(Report.FOLDER.resolve("micro-jmh.json").toString())
                .build();
    }
}

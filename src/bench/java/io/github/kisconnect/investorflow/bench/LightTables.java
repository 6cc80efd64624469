package io.github.kisconnect.investorflow.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Shows medians over the rounds, over what the worker used without a connector in the same state. */
final class LightTables {
    private static final int SHOWN_THREADS = 10;
    private static final double MIB = 1024 * 1024;

    /** A case of a build, in all rounds. */
    private record Key(String build, boolean warm, LightCase what) {
        static Key of(LightResult result) {
            return new Key(result.build(), result.warm(), result.what());
        }

        Key idle() {
            return new Key(build, warm, LightCase.IDLE);
        }

        String state() {
            return warm ? "warm" : "young";
        }
    }

    private final Map<Key, List<LightResult>> byKey;

    private LightTables(List<LightResult> results) {
        this.byKey = results.stream().collect(Collectors.groupingBy(Key::of, LinkedHashMap::new, Collectors.toList()));
    }

    static List<Table> of(List<LightResult> results) {
        LightTables tables = new LightTables(results);
        return List.of(tables.cases(), tables.threads());
    }

    private Table cases() {
        return new Table(
                "A worker, medians; what it used without a connector is taken off, and stands in brackets; own threads"
                        + " are those that it lacked before the first one",
                List.of(
                        "build",
                        "worker",
                        "what",
                        "rounds of s",
                        "CPU ms/s",
                        "CPU s per 1,000",
                        "wake-ups/s",
                        "wake-ups per answer",
                        "own threads: CPU ms/s",
                        "wake-ups/s",
                        "answers/s",
                        "connections",
                        "live heap MiB"),
                byKey.keySet().stream().map(this::row).toList());
    }

    private List<String> row(Key key) {
        boolean idle = key.what() == LightCase.IDLE;
        double cpu = median(key, one -> one.use().cpuMillisPerSecond());
        double idleCpu = median(key.idle(), one -> one.use().cpuMillisPerSecond());
        double wakeUps = median(key, one -> one.use().wakeUpsPerSecond());
        double idleWakeUps = median(key.idle(), one -> one.use().wakeUpsPerSecond());
        double answers = median(key, one -> one.requests() / one.use().seconds());
        double heap = median(key, LightResult::liveHeapBytes) / MIB;
        double idleHeap = median(key.idle(), LightResult::liveHeapBytes) / MIB;
        Rates own = own(key);
        List<LightResult> rounds = byKey.get(key);
        return List.of(
                key.build(),
                key.state(),
                key.what().shown(),
                "%d of %.0f".formatted(rounds.size(), rounds.get(0).use().seconds()),
                over(idle, cpu, idleCpu),
                answers == 0 ? "" : "%.2f".formatted((cpu - idleCpu) / answers),
                over(idle, wakeUps, idleWakeUps),
                answers == 0 ? "" : "%.1f".formatted((wakeUps - idleWakeUps) / answers),
                idle ? "" : "%.2f".formatted(own.cpuMillis()),
                idle ? "" : "%.1f".formatted(own.wakeUps()),
                "%.2f".formatted(answers),
                "%.1f".formatted(median(key, LightResult::connections)),
                over(idle, heap, idleHeap));
    }

    /** Of the threads that a worker lacks that never had a connector: what the compiler does by chance is not among it. */
    private Rates own(Key key) {
        Map<String, Rates> without = threads(new Key(key.build(), false, LightCase.IDLE));
        return threads(key).entrySet().stream()
                .filter(entry -> !without.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(new Rates(0, 0, 0), Rates::and);
    }

    private static String over(boolean idle, double value, double without) {
        return idle ? "(%.1f)".formatted(without) : "%.1f (%.1f)".formatted(value - without, without);
    }

    /** Those that woke most, by name. */
    private Table threads() {
        return new Table(
                "Its threads that woke most, a second; in brackets without a connector",
                List.of("build", "worker", "what", "threads", "name", "wake-ups/s", "CPU ms/s"),
                byKey.keySet().stream()
                        .filter(key -> key.what() != LightCase.IDLE)
                        .flatMap(key -> threads(key).entrySet().stream()
                                .sorted(Comparator.comparingDouble(
                                        entry -> -entry.getValue().wakeUps()))
                                .limit(SHOWN_THREADS)
                                .map(entry -> row(key, entry.getKey(), entry.getValue())))
                        .toList());
    }

    private List<String> row(Key key, String name, Rates rates) {
        Rates idle = threads(key.idle()).getOrDefault(name, new Rates(0, 0, 0));
        return List.of(
                key.build(),
                key.state(),
                key.what().shown(),
                Integer.toString(rates.threads()),
                name,
                "%.1f (%.1f)".formatted(rates.wakeUps(), idle.wakeUps()),
                "%.2f (%.2f)".formatted(rates.cpuMillis(), idle.cpuMillis()));
    }

    /** What threads of a name use a second, on the average of all rounds; the most of them in a round. */
    private record Rates(int threads, double wakeUps, double cpuMillis) {
        Rates and(Rates other) {
            return new Rates(Math.max(threads, other.threads), wakeUps + other.wakeUps, cpuMillis + other.cpuMillis);
        }
    }

    private Map<String, Rates> threads(Key key) {
        List<LightResult> rounds = byKey.getOrDefault(key, List.of());
        return rounds.stream()
                .flatMap(one -> one.use().threads().stream()
                        .map(use -> Map.entry(use.name(), rates(use, one.use().seconds() * rounds.size()))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Rates::and));
    }

    private static Rates rates(ThreadUse use, double seconds) {
        return new Rates(use.threads(), use.wakeUps() / seconds, use.cpuNanos() / 1e6 / seconds);
    }

    private double median(Key key, ToDoubleFunction<LightResult> value) {
        return Medians.of(byKey.getOrDefault(key, List.of()).stream().mapToDouble(value));
    }
}

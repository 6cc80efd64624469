package io.github.kisconnect.investorflow.bench;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process has used in a span of time.
 *
 * @param seconds the span's length
 * @param cpuMillis of the process
 * @param wakeUps of all its threads
 * @param threads by their names, those that woke most first
 */
record Use(double seconds, double cpuMillis, long wakeUps, List<ThreadUse> threads) {
    /** Threads that end are told of as they were seen last. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    /** Lets a span pass, and says what the process used in it; {@code eachLook}: done some times meanwhile. */
    static Use of(long pid, Duration length, Runnable eachLook) {
        Map<Long, String> names = new HashMap<>(Jcmd.threadNames(pid));
        ProcessUse begin = ProcessUse.of(pid);
        ProcessUse end = begin;
        long deadline = begin.nanos() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            Waiting.sleep(Duration.ofNanos(Math.min(left, BETWEEN_LOOKS.toNanos())));
            end = ProcessUse.of(pid).with(end);
            eachLook.run();
        }
        names.putAll(Jcmd.threadNames(pid));
        return between(begin, end, names);
    }

    private static Use between(ProcessUse begin, ProcessUse end, Map<Long, String> names) {
        Map<String, ThreadUse> byName = new TreeMap<>();
        end.threads().forEach((id, last) -> {
            ThreadUse used = last.since(begin.threads().get(id));
            String name = names.getOrDefault(id, Jcmd.ofMany(last.name()));
            byName.merge(name, used.named(name), ThreadUse::and);
        });
        List<ThreadUse> threads = byName.values().stream()
                .sorted(Comparator.comparingLong(ThreadUse::wakeUps).reversed())
                .toList();
        return new Use(
                (end.nanos() - begin.nanos()) / 1e9,
                end.cpuMillis() - begin.cpuMillis(),
                threads.stream().mapToLong(ThreadUse::wakeUps).sum(),
                threads);
    }

    double cpuMillisPerSecond() {
        return cpuMillis / seconds;
    }

    double wakeUpsPerSecond() {
        return wakeUps / seconds;
    }
}

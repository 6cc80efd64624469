package io.github.kisconnect.investorflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process and each of its threads have used until now, as Linux tells it.
 *
 * @param nanos when, by the monotonic clock
 * @param cpuMillis of the process, in the kernel's ticks of 10 ms, threads that have ended included
 * @param threads by their ids
 */
record ProcessUse(long nanos, long cpuMillis, Map<Long, ThreadUse> threads) {
    private static final int MILLIS_A_TICK = 10;
    /** Of {@code stat}, after the name in brackets. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    static ProcessUse of(long pid) {
        try {
            return new ProcessUse(System.nanoTime(), cpuMillis(pid), threads(pid));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be looked at; this needs Linux", e);
        }
    }

    /** The CPU of a process alone: much less work. */
    static long cpuMillis(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return MILLIS_A_TICK * (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]));
    }

    /** The same, with what an earlier look has seen of threads that have ended since. */
    ProcessUse with(ProcessUse earlier) {
        Map<Long, ThreadUse> all = new HashMap<>(earlier.threads);
        all.putAll(threads);
        return new ProcessUse(nanos, cpuMillis, all);
    }

    private static Map<Long, ThreadUse> threads(long pid) throws IOException {
        Map<Long, ThreadUse> threads = new HashMap<>();
        List<Path> folders;
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            folders = all.toList();
        }
        for (Path folder : folders) {
            try {
                threads.put(Long.valueOf(folder.getFileName().toString()), thread(folder));
            } catch (NoSuchFileException e) {
                // It has ended just now.
            } catch (IOException e) {
                // So it is said of one that ends while its file is read.
                if (Files.exists(folder.resolve("comm"))) {
                    throw e;
                }
            }
        }
        return threads;
    }

    private static ThreadUse thread(Path folder) throws IOException {
        String name = Files.readString(folder.resolve("comm")).trim();
        long cpuNanos =
                Long.parseLong(Files.readString(folder.resolve("schedstat")).split(" ")[0]);
        long wakeUps = Files.readAllLines(folder.resolve("status")).stream()
                .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                .sum();
        return new ThreadUse(name, 1, cpuNanos, wakeUps);
    }
}

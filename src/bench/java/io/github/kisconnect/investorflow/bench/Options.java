package io.github.kisconnect.investorflow.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the properties say that the profile passes on.
 *
 * @param shortForm whether it is only to be seen that the benchmarks work
 * @param builds that are compared, this one first
 * @param cases the names of the cases that are run; empty for all
 * @param rounds how often each case is run; 0 for the benchmark's own number
 * @param seconds how long a case is measured; 0 for the benchmark's own time
 * @param workerJvm flags of the workers' JVM, and of the bare program's
 */
record Options(
        boolean shortForm, List<Build> builds, Set<String> cases, int rounds, int seconds, List<String> workerJvm) {

    /** The stack's tests do without, for a quick start. */
    private static final String BEST_CODE = "-XX:TieredStopAtLevel=4";

    /** Those of Kafka's own start script, but for the heap's size. */
    private static final List<String> KAFKAS_FLAGS = List.of(
            "-XX:-UseSerialGC",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-Xms256m",
            "-Xmx1g");

    /** One of each benchmark. */
    private static final Set<String> SHORT_CASES = Set.of("250-50", "fifteen", "18-3-50");

    static Options ofProperties() {
        String jvm = System.getProperty("bench.jvm", "");
        return new Options(
                Boolean.getBoolean("bench.short"),
                Builds.of(Path.of(System.getProperty("archive.file")), System.getProperty("bench.against", "")),
                Arrays.stream(System.getProperty("bench.cases", "").split(","))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()),
                Integer.getInteger("bench.rounds", 0),
                Integer.getInteger("bench.seconds", 0),
                Stream.concat(Stream.of(BEST_CODE), jvm.isEmpty() ? KAFKAS_FLAGS.stream() : Stream.of(jvm.split(" ")))
                        .toList());
    }

    boolean wants(String name) {
        return cases.isEmpty() ? !shortForm || SHORT_CASES.contains(name) : cases.contains(name);
    }

    int rounds(int usual) {
        return rounds > 0 ? rounds : shortForm ? 1 : usual;
    }

    int seconds(int usual, int inShort) {
        return seconds > 0 ? seconds : shortForm ? inShort : usual;
    }

    /** The command that repeats a table. */
    static String command(String benchmark) {
        TreeMap<String, String> given = new TreeMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name ->
                        name.startsWith("bench.") && !System.getProperty(name).isEmpty())
                .filter(name -> !System.getProperty(name).equals("false"))
                .forEach(name -> given.put(name, System.getProperty(name)));
        return given.entrySet().stream()
                .map(entry -> " -D" + entry.getKey() + "=" + quoted(entry.getValue()))
                .collect(Collectors.joining("", "mvn -Pbench -Dbench=" + benchmark, ""));
    }

    private static String quoted(String value) {
        return value.contains(" ") ? "'" + value + "'" : value;
    }
}

package io.github.kisconnect.investorflow.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What must be known of a table to compare it with another: machine, time, versions and command. */
final class Heading {
    private static final long MIB = 1024 * 1024;

    private Heading() {}

    static Map<String, String> of(String benchmark, Options options) {
        Map<String, String> heading = new LinkedHashMap<>();
        heading.put("command", Options.command(benchmark));
        heading.put("begun", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        heading.put("machine", machine());
        heading.put("load before", load());
        heading.put("JDK", System.getProperty("java.vendor.version", "") + " " + Runtime.version());
        heading.put(
                "versions",
                "Kafka " + System.getProperty("kafka.version") + ", Apicurio "
                        + System.getProperty("apicurio.version"));
        heading.put(
                "builds",
                options.builds().stream()
                        .map(build -> build.name() + " = " + build.commit())
                        .collect(Collectors.joining(", ")));
        heading.put("JVM", String.join(" ", options.workerJvm()));
        return heading;
    }

    private static String machine() {
        String processor = lines("/proc/cpuinfo", "model name");
        String memory = lines("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return "%d cores (%s), %s MiB, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        memory.isEmpty() ? "?" : Long.parseLong(memory) * 1024 / MIB,
                        System.getProperty("os.name"),
                        System.getProperty("os.version"));
    }

    private static String lines(String file, String key) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .orElse("");
    }

    private static String load() {
        return read("/proc/loadavg").split(" ")[0];
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read; this needs Linux", e);
        }
    }
}

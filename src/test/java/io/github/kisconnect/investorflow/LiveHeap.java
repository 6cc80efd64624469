package io.github.kisconnect.investorflow;

import static java.util.stream.Collectors.joining;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is alive in this JVM's heap, in bytes by class. */
public record LiveHeap(Map<String, Long> bytes) {
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(?<bytes>\\d+)\\s+(?<type>\\S+).*");
    private static final int SHOWN = 10;

    /** Collects the garbage, and looks at what is left. */
    public static LiveHeap now() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            Map<String, Long> bytes = new HashMap<>();
            for (String line : histogram.split("\n")) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    bytes.merge(matcher.group("type"), Long.valueOf(matcher.group("bytes")), Long::sum);
                }
            }
            return new LiveHeap(bytes);
        } catch (JMException e) {
            throw new IllegalStateException("this JVM does not tell what is in its heap", e);
        }
    }

    /** Of all classes together. */
    public long total() {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The classes that have grown most since then. */
    public String growthSince(LiveHeap earlier) {
        return bytes.keySet().stream()
                .sorted((a, b) -> Long.compare(growth(b, earlier), growth(a, earlier)))
                .limit(SHOWN)
                .map(type -> type + " by " + growth(type, earlier))
                .collect(joining(", "));
    }

    private long growth(String type, LiveHeap earlier) {
        return bytes.getOrDefault(type, 0L) - earlier.bytes.getOrDefault(type, 0L);
    }
}

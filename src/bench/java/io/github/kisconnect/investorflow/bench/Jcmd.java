package io.github.kisconnect.investorflow.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the JDK's {@code jcmd} says of a JVM. */
final class Jcmd {
    private static final Pattern THREAD = Pattern.compile("\"(?<name>.*)\" .*nid=(?<id>0x[0-9a-f]+|\\d+) .*");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(?<bytes>\\d+)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private Jcmd() {}

    /**
     * The threads' whole names by the kernel's ids, each with # for its numbers: the kernel itself keeps 15 letters. Of the plugin's own
     * threads, which have one name, it is said what they do.
     */
    static Map<Long, String> threadNames(long pid) {
        Map<Long, String> names = new HashMap<>();
        for (String block : run(pid, "Thread.print").split("\n\n")) {
            for (String line : block.split("\n")) {
                Matcher thread = THREAD.matcher(line);
                if (thread.matches()) {
                    names.put(Long.decode(thread.group("id")), ofMany(thread.group("name")) + role(block));
                }
            }
        }
        return names;
    }

    private static String role(String block) {
        if (!block.contains("\"kis-investor-flow-")) {
            return "";
        }
        return block.contains("ThreadPoolExecutor$Worker.run") ? " (requests)" : " (poller)";
    }

    /** A name that all threads of a kind have in common. OkHttp names its own anew for each piece of work. */
    static String ofMany(String name) {
        if (name.startsWith("OkHttp ")) {
            return name.startsWith("OkHttp http") || name.equals("OkHttp Dispatcher")
                    ? "OkHttp Dispatcher"
                    : "OkHttp TaskRunner";
        }
        return NUMBER.matcher(name).replaceAll("#");
    }

    /** What is alive on the heap, in bytes; it is collected for that. */
    static long liveHeap(long pid) {
        Matcher total = TOTAL.matcher(run(pid, "GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("no total in the class histogram of " + pid);
        }
        return Long.parseLong(total.group("bytes"));
    }

    private static String run(long pid, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Commands.run(Path.of("."), List.of(jcmd, Long.toString(pid), command));
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.Version;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A line of the plugin's in a worker's log")
@ExtendWith(StackExtension.class)
class LogLinesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** As the stack's logging configuration lays them out: Connect's context, the thread, the class. */
    private static final Pattern LINE = Pattern.compile(
            "(?<time>\\S+) [A-Z]+ +(?<context>\\[[^]|]+\\|[^]]+] )?\\[(?<thread>[^]]*)] (?<class>\\w+) - .*");

    @Test
    @DisplayName("names the connector and the task, or the connector itself, whichever thread wrote it")
    void context(LocalStack stack) throws IOException {
        Set<String> ours = ourClasses();
        Instant begin = Instant.now();
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001,KSQ:1001").start(1);
                TopicReader reader = run.reader()) {
            reader.readUntil("record", SOON, read -> !read.isEmpty());
            run.simulator().inject(Fault.Wire.RESET);
            Await.until("line about the reset", SOON, () -> lines(stack, ours, begin).stream()
                    .anyMatch(line -> line.group().contains(run.name())
                            && line.group("class").equals("Conditions")));
            run.simulator().clear();

            List<Matcher> lines = lines(stack, ours, begin);
            assertThat(lines).allSatisfy(line -> assertThat(line.group("context"))
                    .as(line.group())
                    .matches("\\[connector-[0-9a-f]{8}\\|(worker|task-[0-9]+)] "));
            List<String> threads = lines.stream()
                    .filter(line -> line.group("context").startsWith("[" + run.name() + "|"))
                    .map(line -> line.group("thread"))
                    .toList();
            assertThat(threads.stream().map(thread -> thread.replaceAll("[^a-zA-Z].*", "")))
                    .as("kinds of threads")
                    .contains("kis", "task", "connector")
                    .doesNotContain("OkHttp");
            assertThat(threads)
                    .filteredOn(thread -> thread.startsWith("kis"))
                    .allMatch(thread -> thread.startsWith("kis-investor-flow-" + run.name() + "-0-"));
        }
    }

    private static List<Matcher> lines(LocalStack stack, Set<String> ours, Instant from) {
        return stack.workers().stream()
                .flatMap(worker -> worker.logLines())
                .map(LINE::matcher)
                .filter(line -> line.matches()
                        && ours.contains(line.group("class"))
                        && Instant.parse(line.group("time")).isAfter(from))
                .toList();
    }

    /** The simple names of the classes in the plugin's jar. */
    private static Set<String> ourClasses() throws IOException {
        try (ZipFile jar =
                new ZipFile(Path.of("target", "kafka-connect-kis-investor-flow-" + Version.current() + ".jar")
                        .toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1, name.length() - ".class".length()))
                    .collect(Collectors.toSet());
        }
    }
}

package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.MBeans;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code -Dsoak.restarts=100} restarts the connector more often. */
@Tag("once")
@DisplayName("On real workers, the connector")
@ExtendWith(StackExtension.class)
class BoundsIT {
    private static final int RESTARTS = Integer.getInteger("soak.restarts", 10);
    private static final int WARM_UP = 3;
    private static final String PAIRS = "KSP:0001,KSQ:1001,K2I:F001";
    private static final String OWN_THREADS = "kis-investor-flow-";
    /** The threads of the workers' web server, whose number goes by what it is asked, and those that start tasks, up to eight. */
    private static final List<String> WORKERS_OWN = List.of("qtp", "StartAndStopExecutor-");

    private static final String LIBRARY = "HTTP library";
    private static final String FILE = "file";
    /**
     * How many more there may be, however many restarts there were: threads of the library that are at work at the same time, connections of the
     * workers with their broker, and archives of which a class is loaded late.
     */
    private static final Map<String, Long> COME_AND_GO = Map.of(LIBRARY, 2L, "socket:[#]", 4L, FILE, 2L);

    private static final Duration SOON = Duration.ofSeconds(30);
    /** Sooner than the half minute for which the HTTP client keeps idle connections and threads. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);
    /** The contract's bound. */
    private static final Duration TO_BE_QUIET = Duration.ofSeconds(2);
    /** Longer than the five seconds that a worker waits for a task to stop, and than some ticks. */
    private static final Duration LOOKED_AT = Duration.ofSeconds(6);

    @Test
    @DisplayName("asks for nothing from two seconds after PAUSED on, and stops in time, while the API hangs")
    void hanging(LocalStack stack) {
        // Time-outs let requests follow each other for as long as nothing ends that.
        try (ConnectorRun paused = hanging(stack, Endpoint.INVESTOR_FLOW, Duration.ofSeconds(1));
                ConnectorRun pausedEarly = hanging(stack, Endpoint.TOKEN, Duration.ofMinutes(1));
                ConnectorRun stopped = hanging(stack, Endpoint.INVESTOR_FLOW, Duration.ofSeconds(3));
                ConnectorRun stoppedEarly = hanging(stack, Endpoint.TOKEN, Duration.ofMinutes(1));
                TopicReader nothing = paused.reader()) {
            Await.until("repeated requests", SOON, () -> figures(paused) > 2 * PAIRS.split(",").length);
            Await.until("request", SOON, () -> figures(stopped) > 0);
            Await.until("requests for tokens", SOON, () -> tokens(pausedEarly) + tokens(stoppedEarly) == 2);

            stopped.stop();
            Instant end = Instant.now();
            stoppedEarly.stop();
            paused.pause();
            Instant pause = Instant.now();
            pausedEarly.pause();
            assertThat(nothing.readUntilQuiet(LOOKED_AT)).isEmpty();

            assertThat(lastRequest(paused)).isBefore(pause.plus(TO_BE_QUIET));
            assertThat(lastRequest(stopped)).isBefore(end);
            for (ConnectorRun early : List.of(pausedEarly, stoppedEarly)) {
                assertThat(figures(early)).isZero();
                assertThat(tokens(early)).isEqualTo(1);
            }
            for (Service worker : stack.workers()) {
                assertThat(worker.log()).content().doesNotContain("Graceful stop of task connector-");
            }
            long before = figures(paused);
            stack.connect().resume(paused.name());
            Await.until("requests after the pause", SOON, () -> figures(paused) > before);
        }
    }

    @Test
    @DisplayName("leaves no thread, no connection and no open file behind when it is deleted")
    void deleted(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, PAIRS);
                TopicReader reader = run.reader()) {
            Path file = stack.plugins().resolveSibling("tokens-" + run.name() + ".json");
            run.with(ConfigKeys.TOKEN_FILE, file).with("tasks.max", 3).start(3);
            reader.readUntil("records", SOON, read -> read.size() > 10);
            assertThat(ownThreads(stack)).isNotEmpty();
            assertThat(run.simulator().openConnections()).isPositive();
            assertThat(file).exists();

            run.delete();

            Await.until("end of our threads", AT_ONCE, () -> ownThreads(stack).isEmpty());
            Await.until("end of our connections", AT_ONCE, () -> run.simulator().openConnections() == 0);
            assertThat(openFiles(stack)).noneMatch(open -> open.contains(run.name()));
        }
    }

    @Test
    @DisplayName("lets neither threads, nor connections, nor open files of the workers grow in number over restarts")
    void restarted(LocalStack stack) {
        // The registry's converter keeps threads of its own from one task to the next.
        try (ConnectorRun run = new ConnectorRun(stack, "KSP:0001")
                .with("value.converter", "org.apache.kafka.connect.json.JsonConverter")
                .start(1)) {
            restart(run, WARM_UP);
            Map<String, Long> before = held(stack);

            restart(run, RESTARTS);

            Map<String, Long> more = new TreeMap<>();
            Await.until(() -> "end of what there are more of, " + more + " instead of " + before, SOON, () -> {
                more.clear();
                held(stack).forEach((kind, count) -> {
                    if (count > before.getOrDefault(kind, 0L) + COME_AND_GO.getOrDefault(kind, 0L)) {
                        more.put(kind, count);
                    }
                });
                return more.isEmpty();
            });
            Await.until(
                    "connection of the last task alone",
                    AT_ONCE,
                    () -> run.simulator().openConnections() == 1);
        }
    }

    private static void restart(ConnectorRun run, int times) {
        for (int i = 0; i < times; i++) {
            run.restart(1);
            // The task before it has ended by now.
            Instant since = Instant.now();
            Await.until(
                    "request of the new task",
                    SOON,
                    () -> figures(run) > 0 && lastRequest(run).isAfter(since));
        }
    }

    /** A connector that runs, and gets no answer there. */
    private static ConnectorRun hanging(LocalStack stack, Endpoint endpoint, Duration timeout) {
        ConnectorRun run = new ConnectorRun(stack, PAIRS)
                .with(ConfigKeys.CONNECT_TIMEOUT_MS, 1000)
                .with(ConfigKeys.REQUEST_TIMEOUT_MS, timeout.toMillis());
        run.simulator().inject(Injection.of(Fault.Wire.HANG).at(endpoint));
        return run.start(1);
    }

    private static long figures(ConnectorRun run) {
        return run.simulator().requests(Endpoint.INVESTOR_FLOW);
    }

    private static long tokens(ConnectorRun run) {
        return run.simulator().requests(Endpoint.TOKEN);
    }

    private static Instant lastRequest(ConnectorRun run) {
        List<LedgerEntry> all = run.simulator().ledger().all();
        return all.get(all.size() - 1).answeredAt();
    }

    private static List<String> ownThreads(LocalStack stack) {
        return threads(stack).filter(name -> name.startsWith(OWN_THREADS)).toList();
    }

    /**
     * How many threads and open files of each kind the workers hold: of each for itself, because some are ended by the garbage collector,
     * and would hide what grows.
     */
    private static Map<String, Long> held(LocalStack stack) {
        // First of all, for to look at the threads opens a file, once.
        List<String> threads = threads(stack)
                .filter(name -> WORKERS_OWN.stream().noneMatch(name::startsWith))
                .toList();
        return Stream.concat(threads.stream(), openFiles(stack).stream())
                .map(BoundsIT::kind)
                .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
    }

    private static String kind(String name) {
        if (name.startsWith("OkHttp") || name.startsWith("Okio")) {
            return LIBRARY;
        }
        return name.startsWith("/") ? FILE : name.replaceAll("[0-9]+", "#");
    }

    private static Stream<String> threads(LocalStack stack) {
        return stack.workers().stream().flatMap(worker -> MBeans.threads(worker).stream());
    }

    private static List<String> openFiles(LocalStack stack) {
        return stack.workers().stream()
                .flatMap(worker -> OpenFiles.of(worker.pid()).stream())
                .toList();
    }
}

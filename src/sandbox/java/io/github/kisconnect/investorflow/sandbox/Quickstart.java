package io.github.kisconnect.investorflow.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * Runs the connector from the built archive on a local stack against the simulator, and shows what a consumer of the topic sees.
 *
 * <p>System properties: {@code archive.file}, {@code stack.directory}, {@code kafka.version}; {@code quickstart.config} for the
 * connector's JSON; {@code quickstart.seconds} for how long the table is shown, 0 until Ctrl-C.
 */
public final class Quickstart {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TO_RUN = Duration.ofSeconds(60);
    private static final Duration TO_STOP = Duration.ofSeconds(30);
    private static final Duration TO_FIRST_RECORD = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final int LEAST_MARKETS = 2;

    private final Screen screen = Screen.standard();
    private final String appKey = "quickstart-" + UUID.randomUUID();
    private final String appSecret = "quickstart-" + UUID.randomUUID() + UUID.randomUUID();
    private final String kafkaVersion = System.getProperty("kafka.version");
    private final Path configFile = Path.of(System.getProperty("quickstart.config", "connect-config/quickstart.json"));
    private final long seconds = Long.getLong("quickstart.seconds", 0);
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** Runs until the time is over or Ctrl-C; fails when the records do not reconcile. */
    public static void main(String[] arguments) throws IOException {
        Quickstart quickstart = new Quickstart();
        Thread hook = new Thread(quickstart.stopsAndJoins(Thread.currentThread()));
        Runtime.getRuntime().addShutdownHook(hook);
        quickstart.run();
        if (!quickstart.interrupted.get()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    /** Ctrl-C: lets the main thread close what it has opened, and keeps the JVM until it has. */
    private Runnable stopsAndJoins(Thread main) {
        return () -> {
            interrupted.set(true);
            main.interrupt();
            try {
                main.join(LONGEST_STOP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private void run() throws IOException {
        long begin = System.nanoTime();
        screen.line("");
        screen.line(
                "KIS investor flows on a local Kafka " + kafkaVersion + ": everything on this machine, nothing real.");
        JsonNode connector = JSON.readTree(configFile.toFile());
        try (KisSimulator simulator = KisSimulator.start(simulatorOptions())) {
            screen.step("KIS simulator", simulator.url(), since(begin));
            try (LocalStack stack = LocalStack.start(stackOptions(simulator))) {
                showFlows(simulator, stack, connector);
                screen.line("Stopping.");
            }
        } catch (RuntimeException e) {
            if (!interrupted.get()) {
                throw e;
            }
            screen.line("");
            screen.line("Stopped.");
        }
    }

    private SimulatorOptions simulatorOptions() {
        return SimulatorOptions.builder()
                .account(appKey, appSecret)
                .movement(Movement.ALWAYS_MOVING)
                .build();
    }

    private StackOptions stackOptions(KisSimulator simulator) {
        return StackOptions.in(Path.of("target", "quickstart"))
                .archive(Path.of(System.getProperty("archive.file")))
                .wellKnownPorts()
                .workerEnvironment("KIS_BASE_URL", simulator.url())
                .workerEnvironment("KIS_APP_KEY", appKey)
                .workerEnvironment("KIS_APP_SECRET", appSecret)
                .progress((name, address, took) -> screen.step(name, address, took))
                .build();
    }

    private void showFlows(KisSimulator simulator, LocalStack stack, JsonNode connector) {
        ConnectRest connect = stack.connect();
        long begin = System.nanoTime();
        String name = connector.path("name").asText();
        JsonNode config = connector.path("config");
        connect.postConnector(connector);
        int tasks = config.path("tasks.max").asInt(1);
        connect.waitUntilRunning(name, tasks, TO_RUN);
        screen.step("connector with " + tasks + " tasks", configFile.toString(), since(begin));
        Pattern topics = Pattern.compile(Pattern.quote(config.path("topic").asText()));
        try (TopicReader reader =
                new TopicReader(stack.bootstrapServers(), stack.registry().address(), topics)) {
            FlowRecord first = reader.readUntil("record", TO_FIRST_RECORD, records -> !records.isEmpty())
                    .get(0);
            screen.step("first record decoded", first.position(), since(begin));
            showWhole(first);
            String firstTerm = config.path("market.sectors").asText().split(",")[0];
            watch(stack, reader, MarketSector.parse(firstTerm).orElse(first.pair()));
            if (!interrupted.get()) {
                connect.stop(name);
                connect.waitUntilStopped(name, TO_STOP);
                List<FlowRecord> records = reader.readUntilQuiet(QUIET);
                reconcile(
                        simulator.ledger().all(),
                        records,
                        Duration.ofMillis(config.path("poll.interval.ms").asLong()));
            }
        }
    }

    /** Every field, one a line. */
    private void showWhole(FlowRecord record) {
        screen.line("");
        screen.line("key " + record.key() + ", timestamp " + record.timestamp() + ", headers " + record.headers());
        for (Schema.Field field : record.value().getSchema().getFields()) {
            screen.line("  %-21s %s".formatted(field.name(), record.value().get(field.name())));
        }
        screen.line("");
    }

    /** Redraws the table at every record of a pair. */
    private void watch(LocalStack stack, TopicReader reader, MarketSector pair) {
        long begin = System.nanoTime();
        while (!interrupted.get() && (seconds == 0 || since(begin).toSeconds() < seconds)) {
            if (!interrupted.get()) {
                stack.requireAlive();
            }
            List<FlowRecord> news = reader.next();
            news.stream()
                    .filter(record -> record.pair().equals(pair))
                    .reduce((a, b) -> b)
                    .ifPresent(record -> {
                        List<String> lines = new ArrayList<>(FlowTable.lines(record, screen.columns()));
                        lines.add(footer(reader.all(), begin));
                        screen.draw(lines);
                    });
        }
    }

    private String footer(List<FlowRecord> all, long begin) {
        long pairs = all.stream().map(FlowRecord::key).distinct().count();
        String until = seconds == 0 ? "Ctrl-C ends it" : (seconds - since(begin).toSeconds()) + " s left";
        return "%d records of %d pairs so far; %s".formatted(all.size(), pairs, until);
    }

    private void reconcile(List<LedgerEntry> ledger, List<FlowRecord> records, Duration interval) {
        Reconciliation.Report report = Reconciliation.of(ledger, records, Circumstances.undisturbed(interval));
        screen.line("");
        screen.line("Reconciliation: " + report.summary());
        if (!report.reconciles()) {
            throw new IllegalStateException("the topic does not agree with what the simulator served");
        }
        if (report.markets() < LEAST_MARKETS) {
            throw new IllegalStateException(
                    "records of " + report.markets() + " markets arrived, expected at least " + LEAST_MARKETS);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}

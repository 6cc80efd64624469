package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.kis.endpoint.ErrorClass;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.poll.Ticks;
import io.github.kisconnect.investorflow.sandbox.Fate;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.MBeans;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("The metrics of a task on a real worker")
@ExtendWith(StackExtension.class)
class MetricsIT {
    private static final MarketSector STRUCK = new MarketSector("KSP", "0001");
    private static final MarketSector OTHER = new MarketSector("KSQ", "1001");
    private static final List<MarketSector> PAIRS = List.of(STRUCK, OTHER);
    private static final Duration SOON = Duration.ofSeconds(30);
    /** From PAUSED on a task may still ask for two seconds. */
    private static final Duration TO_PAUSE = Duration.ofMillis(2500);

    private static final String WORKERS_COUNT = "kafka.connect:type=kafka-metrics-count";

    /** What a task shows while a tick is under way, and none before it. */
    private record Reading(Map<String, Double> shown, Instant tick) {}

    @Test
    @DisplayName(
            "are there under the same names on every version, agree with topic and simulator, and go with the connector")
    void fromBeginToEnd(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, STRUCK + "," + OTHER).quarantined();
                TopicReader records = run.reader();
                RejectReader rejects = run.rejectReader()) {
            records.readUntil("end of other tests' connectors", SOON, read -> beans(stack).stream()
                    .noneMatch(bean -> bean.contains("connector=")));
            Set<String> before = beans(stack);
            List<Double> counts = valueOf(stack, WORKERS_COUNT);
            assertThat(before).contains("kafka.connect:type=connect-worker-metrics", WORKERS_COUNT);
            assertThat(counts).hasSize(2);

            run.start(1);
            records.readUntil("records", SOON, read -> read.size() >= 2 * PAIRS.size());
            Reading begin = reading(stack, run);
            strike(run.simulator(), records, rejects);
            Reading end = reading(stack, run);
            run.pause();
            records.readUntilQuiet(TO_PAUSE);
            rejects.next();
            assertAccount(begin, end, account(run, records, end.tick()));
            Map<String, Double> shown = shown(stack, run);
            assertThat(shown.keySet()).isEqualTo(names());
            assertAgreement(shown, run.simulator(), rejects.all().size());

            run.delete();
            records.readUntil(
                    "the MBeans as before, and as many metrics of the workers' own",
                    SOON,
                    read -> beans(stack).equals(before)
                            && valueOf(stack, WORKERS_COUNT).equals(counts));
            assertThat(stack.connect().connectors()).doesNotContain(run.name());
        }
    }

    @Test
    @DisplayName("end with a task that fails, and the worker's own count of failed tasks tells of it")
    void failedTask(LocalStack stack) {
        try (ConnectorRun run =
                new ConnectorRun(stack, STRUCK.toString()).with(ConfigKeys.APP_SECRET, "another-secret")) {
            stack.connect().putConnector(run.name(), run.config());
            stack.connect().waitUntil(run.name(), "fail", SOON, status -> !status.failed()
                    .isEmpty());
            Await.until(
                    "end of the task's metrics", SOON, () -> shown(stack, run).isEmpty());
            Await.until(
                    "failed task in the worker's metrics",
                    SOON,
                    () -> attributes(stack)
                                    .filter(attribute -> attribute
                                            .bean()
                                            .equals("kafka.connect:type=connect-worker-metrics,connector="
                                                    + run.name()))
                                    .filter(attribute -> attribute.name().equals("connector-failed-task-count"))
                                    .mapToDouble(attribute -> Double.parseDouble(attribute.value()))
                                    .sum()
                            == 1);
        }
    }

    /** Lets something of everything happen, and returns when each request fails and all snapshots have been read. */
    private static void strike(KisSimulator simulator, TopicReader records, RejectReader rejects) {
        simulator.inject(Injection.of(Fault.Row.TWO_ROWS).forPair(STRUCK).times(1));
        rejects.readUntil("reject", SOON, read -> !read.isEmpty());
        simulator.inject(Injection.of(Fault.Row.ALL_ZERO).forPair(OTHER).times(1));
        records.readUntil("zeros", SOON, read -> simulator.ledger().count(LedgerEntry.Kind.ZERO) == 1);
        simulator.inject(Injection.of(Fault.Row.FROZEN).forPair(OTHER).times(2));
        simulator.inject(Injection.of(Fault.Reply.RATE_LIMIT).times(2));
        simulator.inject(Injection.of(Fault.Wire.RESET).forPair(OTHER).times(1));
        int good = records.all().size();
        records.readUntil("records after the faults", SOON, read -> read.size() >= good + 4);
        // A snapshot that is fetched just when the connector is paused would stay in the task.
        simulator.inject(Fault.Reply.HTML_ERROR);
        // A tick is missed when it is over, however often it was tried in it.
        Instant over = Instant.now().plusSeconds(3);
        records.readUntil("failures over some ticks", SOON, read -> simulator.ledger().all().stream()
                .anyMatch(entry -> entry.kind() == LedgerEntry.Kind.FAULT
                        && entry.answeredAt().isAfter(over)));
    }

    private static Reconciliation.Report account(ConnectorRun run, TopicReader records, Instant until) {
        return Reconciliation.of(
                run.simulator().ledger().all(),
                records.all(),
                run.circumstances().until(until));
    }

    /**
     * With what became of each answer and each tick, as topic and ledger have it.
     *
     * @param report up to the tick of {@code end}
     */
    private static void assertAccount(Reading begin, Reading end, Reconciliation.Report report) {
        Map<String, Double> shown = end.shown();
        assertThat(report.differences()).isEmpty();
        assertThat(shown.get("records-total")).isEqualTo(report.records()).isPositive();
        assertThat(shown.get("unchanged-total")).isEqualTo(report.unchanged()).isPositive();
        assertThat(shown.get("held-total")).isZero();
        assertThat(shown.get("regressed-held-total")).isEqualTo(report.held()).isEqualTo(1);
        assertThat(shown.get("snapshots-total"))
                .isEqualTo(report.served())
                .isEqualTo(report.records() + report.unchanged() + report.held());
        for (MarketSector pair : PAIRS) {
            assertThat(shown.get("records-total " + pair)).isEqualTo(ticks(report, pair, Instant.MIN, Fate.PUBLISHED));
            // A task may have missed its first tick, which nobody but itself knows of.
            String missed = "missed-ticks-total " + pair;
            assertThat(shown.get(missed) - begin.shown().get(missed))
                    .as("missed ticks of %s from %s to %s", pair, begin.tick(), end.tick())
                    .isEqualTo(ticks(report, pair, begin.tick(), Fate.MISSED));
        }
        assertThat(shown.get("missed-ticks-total"))
                .isEqualTo(shown.get("missed-ticks-total " + STRUCK) + shown.get("missed-ticks-total " + OTHER))
                .isPositive();
        long answered = Stream.of(Fate.PUBLISHED, Fate.UNCHANGED, Fate.HELD)
                .mapToLong(report::ticks)
                .sum();
        assertThat(shown.get("expected-ticks-total") - answered - shown.get("missed-ticks-total"))
                .as("the pairs of the tick that is not over")
                .isEqualTo(PAIRS.size());
    }

    /** {@code from}: the first tick that counts. */
    private static long ticks(Reconciliation.Report report, MarketSector pair, Instant from, Fate fate) {
        return report.ticks().stream()
                .filter(tick -> tick.pair().equals(pair) && !tick.tick().isBefore(from) && tick.fate() == fate)
                .count();
    }

    private static void assertAgreement(Map<String, Double> shown, KisSimulator simulator, int rejects) {
        assertThat(shown.get("quarantined-total")).isEqualTo(rejects).isEqualTo(1);
        assertThat(shown.get("quarantined-total " + STRUCK)).isEqualTo(1);
        assertThat(shown.get("quarantined-total " + OTHER)).isZero();
        assertThat(shown.get("requests-total"))
                .isEqualTo(Stream.of(Endpoint.values())
                        .mapToLong(simulator::requests)
                        .sum());
        assertThat(shown.get("throttled-total"))
                .isEqualTo(simulator.rateLimited())
                .isEqualTo(shown.get("errors-total throttled"))
                .isEqualTo(2);
        assertThat(shown.get("errors-total passing"))
                .as("but for the answer with two rows")
                .isEqualTo(simulator.ledger().count(LedgerEntry.Kind.FAULT) - 1);
        assertThat(shown.get("token-issues-total"))
                .isEqualTo(simulator.tokenIssues())
                .isEqualTo(1);
        assertThat(shown.get("token-expires-in-seconds")).isBetween(86_000.0, 86_400.0);
        assertThat(shown.get("retries-total")).isPositive();
        assertThat(shown.get("in-flight")).isZero();
        assertThat(shown.get("parked-pairs")).isZero();
        assertThat(shown.get("quota-requests-per-second")).isBetween(1.0, 15.0);
        assertThat(shown.get("clock-skew-ms"))
                .as("simulator and worker on one host")
                .isZero();
        assertThat(shown.get("request-latency-ms-avg")).isPositive().isLessThan(shown.get("request-latency-ms-max"));
        assertThat(shown.get("seconds-since-last-snapshot")).isGreaterThan(2).isLessThan(60);
        assertThat(shown.get("seconds-since-last-change"))
                .isGreaterThanOrEqualTo(shown.get("seconds-since-last-snapshot"));
    }

    /** Every metric that there is to be: its name, and behind a blank its tag's value. */
    private static Set<String> names() {
        Set<String> names = new HashSet<>();
        for (Metric metric : Metric.values()) {
            Stream<String> tagged =
                    switch (metric.tag()) {
                        case NONE -> Stream.of("");
                        case MARKET_SECTOR -> Stream.concat(
                                Stream.of(""), PAIRS.stream().map(pair -> " " + pair));
                        case CLASS -> Stream.of(ErrorClass.values())
                                .map(error -> " "
                                        + error.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                    };
            tagged.forEach(tag -> names.add(metric.metricName() + tag));
        }
        return names;
    }

    /** Reads the metrics within one tick, in which every pair has been asked for: those before it are settled then. */
    private static Reading reading(LocalStack stack, ConnectorRun run) {
        Ticks ticks = new Ticks(run.interval());
        AtomicReference<Reading> reading = new AtomicReference<>();
        Await.until("reading within one tick", SOON, () -> {
            Instant tick = ticks.current(Instant.now());
            if (asked(run, tick)) {
                Map<String, Double> shown = shown(stack, run);
                reading.set(ticks.current(Instant.now()).equals(tick) ? new Reading(shown, tick) : null);
            }
            return reading.get() != null;
        });
        return reading.get();
    }

    private static boolean asked(ConnectorRun run, Instant tick) {
        return run.simulator().ledger().all().stream()
                .filter(entry -> !entry.answeredAt().isBefore(tick))
                .map(LedgerEntry::pair)
                .collect(Collectors.toSet())
                .containsAll(PAIRS);
    }

    /** What the connector's task shows, in the same form, whichever worker runs it. */
    private static Map<String, Double> shown(LocalStack stack, ConnectorRun run) {
        String prefix = "kafka.connect:type=plugins,connector=" + run.name() + ",task=0";
        Map<String, Double> shown = new TreeMap<>();
        attributes(stack)
                .filter(attribute -> attribute.bean().startsWith(prefix))
                .forEach(attribute -> shown.put(
                        attribute.name() + tagValue(attribute.bean().substring(prefix.length())),
                        Double.valueOf(attribute.value())));
        return shown;
    }

    /** Of {@code ,class=passing} or {@code ,market_sector="KSP:0001"}; JMX wants quotation marks around a colon. */
    private static String tagValue(String tag) {
        if (tag.isEmpty()) {
            return "";
        }
        assertThat(tag).matches(",(class=[a-z-]+|market_sector=\"[A-Z0-9]+:[A-Z0-9]+\")");
        return " " + tag.substring(tag.indexOf('=') + 1).replace("\"", "");
    }

    private static List<Double> valueOf(LocalStack stack, String bean) {
        return attributes(stack)
                .filter(attribute -> attribute.bean().equals(bean))
                .map(attribute -> Double.valueOf(attribute.value()))
                .toList();
    }

    private static Set<String> beans(LocalStack stack) {
        return attributes(stack)
                .map(MBeans.Attribute::bean)
                .filter(bean -> bean.startsWith("kafka.connect:"))
                // Those of connections come and go with the connections.
                .filter(bean -> !bean.contains("node-metrics"))
                .collect(Collectors.toSet());
    }

    private static Stream<MBeans.Attribute> attributes(LocalStack stack) {
        return stack.workers().stream().flatMap(worker -> MBeans.of(worker).stream());
    }
}

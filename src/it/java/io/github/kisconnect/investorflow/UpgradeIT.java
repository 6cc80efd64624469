package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.config.Version;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.record.GoldenOffset;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@DisplayName("With an older archive in the plugin's folder, and then this one, a connector")
@TestMethodOrder(OrderAnnotation.class)
class UpgradeIT {
    private static final String OLDER = "0.0.9";
    private static final String PLUGIN_VERSION = "connector.plugin.version";
    private static final boolean OLD_KAFKA = System.getProperty("kafka.version").startsWith("3.");
    private static final MarketSector RECORDED = new MarketSector("KSP", "0027");
    private static final MarketSector REJECTED = new MarketSector("KSP", "0001");
    private static final MarketSector NEVER_GOOD = new MarketSector("K2I", "F001");
    private static final MarketSector ZEROS = new MarketSector("KSQ", "1001");
    private static final String OF_RECORDED = "KSP-0027-captured-2024-07-02.json";
    private static final String OF_REJECTED = "KSP-0001-official-example.json";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Path WORK = Path.of("target", "upgrade-it", "kafka-" + System.getProperty("kafka.version"));

    private static Map<String, Path> archives;
    private static LocalStack stack;

    @BeforeAll
    static void start() throws IOException {
        Path archive = Path.of(System.getProperty("archive.file"));
        archives = Map.of(Version.current(), archive, OLDER, RenumberedArchive.of(archive, OLDER, WORK));
        stack = LocalStack.start(ConnectorRun.stackIn(WORK.resolve("stack"))
                .archive(archives.get(OLDER))
                .exactlyOnce()
                .build());
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    @DisplayName("stores its offsets in the older one as the released version did, to the letter")
    void storesGoldenOffsets() throws IOException {
        try (ConnectorRun run = ofEveryKind()) {
            run.simulator().answerWithSample(RECORDED, 200, OF_RECORDED);
            run.simulator().answerWithSample(REJECTED, 200, OF_REJECTED);
            run.simulator().inject(Injection.of(Fault.Row.ALL_ZERO).forPair(ZEROS));
            run.simulator().inject(Injection.of(Fault.Row.EMPTY_OUTPUT).forPair(NEVER_GOOD));
            Map<MarketSector, Instant> last = new HashMap<>();
            run.start(1);
            try (TopicReader records = run.reader();
                    RejectReader rejects = run.rejectReader()) {
                records.readUntil("record of each pair that has one", SOON, read -> Stream.of(RECORDED, REJECTED, ZEROS)
                        .noneMatch(pair -> of(pair, read).isEmpty()));
                run.simulator().answerWith(REJECTED, 200, "no JSON");
                rejects.readUntil("reject of each of the others", SOON, read -> read.size() == 2);
                run.stop();
                rejects.all()
                        .forEach(reject -> last.put(
                                new MarketSector(
                                        reject.value().getMarket(),
                                        reject.value().getSector()),
                                reject.value().getTickAt()));
                records.readUntilQuiet(QUIET)
                        .forEach(
                                record -> last.put(record.pair(), record.value().getTickAt()));
            }
            Map<String, List<String>> stored = offsets().stored(run.name());
            List<GoldenOffset> expected = golden().stream()
                    .map(golden -> golden.movedTo(run.name(), last.get(golden.pair())))
                    .toList();

            assertThat(stored.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().map(GoldenOffset::key).toList());
            assertThat(stored.get(expected.get(1).key()))
                    .as("by a record, and by its reject")
                    .hasSizeGreaterThan(1);
            List<GoldenOffset> actual = expected.stream()
                    .map(one -> one.withValue(last(stored.get(one.key()))).withMissedTicksOf(one))
                    .toList();
            // What a release keeps of itself.
            Files.write(
                    WORK.resolve("offsets.txt"),
                    actual.stream().map(GoldenOffset::toString).toList());
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    @Order(2)
    @DisplayName(
            "goes on where it was, and so on the way back: no tick twice, gaps told, unchanged figures not repeated")
    void upgradesAndDowngrades() {
        List<MarketSector> moving = List.of(REJECTED, NEVER_GOOD);
        try (ConnectorRun run = new ConnectorRun(stack, RECORDED + "," + REJECTED + "," + NEVER_GOOD)
                        .with("tasks.max", 2)
                        .with(ConfigKeys.EMIT_MAX_SILENCE_MS, 0)
                        .start(2);
                TopicReader reader = run.reader()) {
            assertRuns(OLDER, run, 2);
            reader.readUntil("record of every pair", SOON, read -> pairs(read) == 3);
            run.simulator().inject(Injection.of(Fault.Row.FROZEN).forPair(RECORDED));
            reader.readUntil("unchanged answer", SOON, read -> unchanged(run) > 1);
            for (String version : List.of(Version.current(), OLDER)) {
                worker().stop();
                List<FlowRecord> before = reader.readUntilQuiet(QUIET);
                long unchanged = unchanged(run);
                replaceArchive(version);
                assertRuns(version, run, 2);

                List<FlowRecord> all = reader.readUntil(
                        "records and unchanged answers after the change to " + version,
                        SOON,
                        read -> moving.stream()
                                        .allMatch(pair -> of(pair, read).size()
                                                > of(pair, before).size() + 2)
                                && unchanged(run) > unchanged + 2);
                List<FlowRecord> after = all.subList(before.size(), all.size());
                assertThat(of(RECORDED, after)).isEmpty();
                for (MarketSector pair : moving) {
                    List<FlowRecord> earlier = of(pair, before);
                    FlowRecord first = of(pair, after).get(0);
                    assertGoesOn(first, last(earlier).value().getTickAt());
                    assertMissedAllBetween(first);
                }
            }
            assertThat(run.stopAndReconcile(reader).differences()).isEmpty();
        }
    }

    @Test
    @Order(3)
    @DisplayName("finds in this one the offsets that the released version stored, of every kind")
    void findsGoldenOffsets() throws IOException {
        worker().stop();
        replaceArchive(Version.current());
        Instant recent = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(20);
        Instant ahead = recent.plus(Duration.ofDays(1));
        try (ConnectorRun run = ofEveryKind()) {
            offsets()
                    .store(golden().stream()
                            .map(golden ->
                                    golden.movedTo(run.name(), golden.pair().equals(NEVER_GOOD) ? ahead : recent))
                            .toList());
            run.simulator().answerWithSample(RECORDED, 200, OF_RECORDED);
            run.simulator().inject(Injection.of(Fault.Row.ALL_ZERO).forPair(ZEROS));
            run.start(1);
            assertRuns(Version.current(), run, 1);
            try (TopicReader reader = run.reader()) {
                List<FlowRecord> records = reader.readUntil(
                        "records of three ticks",
                        SOON,
                        read -> of(REJECTED, read).size() > 2);
                assertMissedAllBetween(of(REJECTED, records).get(0));
                assertThat(of(RECORDED, records)).isEmpty();
                // A new day may just have begun, on which zeros are news.
                assertThat(of(ZEROS, records))
                        .noneMatch(record -> record.value().getTradeDate().equals(Kst.date(recent)));
                run.simulator().clear();
                records = reader.readUntil("record of every pair", SOON, read -> pairs(read) == 4);
                for (MarketSector pair : List.of(RECORDED, REJECTED, ZEROS)) {
                    assertGoesOn(of(pair, records).get(0), recent);
                }
                assertThat(of(NEVER_GOOD, records).get(0).value().getPreviousTickAt())
                        .isNull();
            }
            // Of this kind there is nothing but the timestamp: one that cannot be is told with its value.
            assertThat(Files.readString(worker().log()).lines())
                    .anyMatch(line ->
                            line.contains(run.name()) && line.contains("that of " + NEVER_GOOD + " is " + ahead + "."));
        }
    }

    @Test
    @Order(4)
    @DisplayName(
            "with both of them in the plugin path, runs in the version that its configuration names, and goes on in the other")
    void sideBySide() {
        assumeFalse(OLD_KAFKA, "Connect knows connector.plugin.version from 4.1 on");
        worker().stop();
        replaceArchive(OLDER);
        try (ConnectorRun run = new ConnectorRun(stack, RECORDED.toString()).start(1);
                TopicReader reader = run.reader()) {
            run.with(PLUGIN_VERSION, "[" + OLDER + "]").reconfigure(1);
            worker().stop();
            stack.addArchive(archives.get(Version.current()));
            worker().start();
            awaitVersion(OLDER, run, 1);
            run.awaitRecords(reader, Set.of(RECORDED), Instant.now(), SOON);

            run.with(PLUGIN_VERSION, "[" + Version.current() + "]").reconfigure(1);
            awaitVersion(Version.current(), run, 1);
            run.awaitRecords(reader, Set.of(RECORDED), Instant.now(), SOON);
            assertThat(run.stopAndReconcile(reader).differences()).isEmpty();
        }
    }

    private static ConnectorRun ofEveryKind() {
        return new ConnectorRun(
                        stack, String.join(",", List.of(RECORDED + "", REJECTED + "", NEVER_GOOD + "", ZEROS + "")))
                .with(ConfigKeys.EMIT_MAX_SILENCE_MS, 0)
                .quarantined();
    }

    private static List<GoldenOffset> golden() {
        return GoldenOffset.of("0.1.0");
    }

    private static OffsetsTopic offsets() {
        return new OffsetsTopic(stack.bootstrapServers());
    }

    private static Service worker() {
        return stack.workers().get(0);
    }

    private static void replaceArchive(String version) {
        stack.replaceArchive(archives.get(version));
        worker().start();
    }

    /** The REST API comes to show that version of connector and tasks, as far as the worker tells any, and has no other one. */
    private static void assertRuns(String version, ConnectorRun run, int tasks) {
        awaitVersion(version, run, tasks);
        assertThat(ConnectorRun.versionsLoadedBy(stack.connect())).containsExactly(version);
    }

    private static void awaitVersion(String version, ConnectorRun run, int tasks) {
        String told = OLD_KAFKA ? null : version;
        stack.connect()
                .waitUntil(
                        run.name(),
                        "run in version " + version,
                        SOON,
                        status -> status.running(tasks)
                                && Stream.concat(Stream.of(status.connector()), status.tasks().stream())
                                        .allMatch(part -> Objects.equals(part.version(), told)));
    }

    /** On another trade date a record is the first of its day. */
    private static void assertGoesOn(FlowRecord record, Instant last) {
        boolean sameDay = record.value().getTradeDate().equals(Kst.date(last));
        assertThat(record.value().getTickAt()).isAfter(last);
        assertThat(record.value().getPreviousTickAt()).isEqualTo(sameDay ? last : null);
    }

    private static void assertMissedAllBetween(FlowRecord record) {
        Instant previous = record.value().getPreviousTickAt();
        if (previous != null) {
            long ticks = Duration.between(previous, record.value().getTickAt()).dividedBy(INTERVAL);
            assertThat((long) record.value().getMissedTicks()).isPositive().isEqualTo(ticks - 1);
        }
    }

    private static long pairs(List<FlowRecord> records) {
        return records.stream().map(FlowRecord::pair).distinct().count();
    }

    private static List<FlowRecord> of(MarketSector pair, List<FlowRecord> records) {
        return records.stream().filter(record -> record.pair().equals(pair)).toList();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    /** How often the first pair was answered with the figures that it had before. */
    private static long unchanged(ConnectorRun run) {
        return run.simulator().ledger().all().stream()
                .filter(entry -> entry.detail().equals(Fault.Row.FROZEN.name()))
                .count();
    }
}

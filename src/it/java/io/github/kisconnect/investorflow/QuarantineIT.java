package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.RejectReader;
import io.github.kisconnect.investorflow.sandbox.RejectRecord;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.stack.ConnectRest;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("An answer that cannot be read")
@Tag("once")
@ExtendWith(StackExtension.class)
class QuarantineIT {
    private static final int TICKS_FOR_ONE_MISSED = 10;
    private static final MarketSector STRUCK = new MarketSector("KSP", "0001");
    private static final MarketSector OTHER = new MarketSector("KSQ", "1001");
    private static final MarketSector NEVER_GOOD = new MarketSector("K2I", "F001");
    private static final List<Kind> KINDS = List.of(
            new Kind(Fault.Row.MALFORMED_FIGURE, RejectReason.WRONG_FIGURE, "MCA00000"),
            new Kind(Fault.Row.ABSENT_FIGURE, RejectReason.ABSENT_FIGURE, "MCA00000"),
            new Kind(Fault.Row.EMPTY_OUTPUT, RejectReason.WRONG_SHAPE, "MCA00000"),
            new Kind(Fault.Row.TWO_ROWS, RejectReason.WRONG_SHAPE, "MCA00000"),
            new Kind(Fault.Row.OUTPUT_STRING, RejectReason.WRONG_SHAPE, "MCA00000"),
            new Kind(Fault.Row.ALL_BLANK, RejectReason.ALL_BLANK, "MCA00000"),
            new Kind(Fault.Row.HUGE_BODY, RejectReason.TOO_LARGE, null),
            new Kind(Fault.Row.HUGE_BODY_COMPRESSED, RejectReason.TOO_LARGE, null),
            new Kind(Fault.Row.HTML_PAGE, RejectReason.NOT_JSON, null));
    private static final int LONGEST_BODY = 64 * 1024;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(1);

    /** A way in which an answer is spoilt, and what is to come of it; {@code messageCode} is null where none can be read. */
    private record Kind(Fault.Row fault, RejectReason reason, String messageCode) {}

    @Test
    @DisplayName("goes to the quarantine topic as it was served, whatever is wrong with it, and disturbs no record")
    void everyKind(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, STRUCK + "," + OTHER)
                        .quarantined()
                        .start(1);
                TopicReader records = run.reader();
                RejectReader rejects = run.rejectReader()) {
            records.readUntil(
                    "record of the pair", SOON, read -> of(STRUCK, read).size() > 0);
            List<String> served = new ArrayList<>();
            for (Kind kind : KINDS) {
                run.simulator()
                        .inject(Injection.of(kind.fault()).forPair(STRUCK).times(1));
                rejects.readUntil("reject of " + kind, SOON, read -> read.size() > served.size());
                served.add(run.simulator().lastSpoiltBody(STRUCK).orElseThrow());
                Instant rejected = rejects.all().get(served.size() - 1).timestamp();
                records.readUntil("record after " + kind, SOON, read -> of(STRUCK, read).stream()
                        .anyMatch(record -> record.timestamp().isAfter(rejected)));
            }
            // Compares every figure, and each record's previous_tick_at with the record before.
            assertThat(run.stopAndReconcile(records).differences()).isEmpty();
            rejects.readUntilQuiet(QUIET);

            assertThat(rejects.all()).hasSameSizeAs(KINDS);
            for (int i = 0; i < KINDS.size(); i++) {
                assertReject(rejects.all().get(i), KINDS.get(i), served.get(i), answer(run, KINDS.get(i)));
            }
            Set<Instant> ticks = ticks(of(STRUCK, records.all()));
            rejects.all().forEach(reject -> ticks.add(reject.value().getTickAt()));
            // The first and the last may have been cut short.
            ticks.remove(Collections.min(ticks));
            ticks.remove(Collections.max(ticks));
            // On a busy machine the other pair may miss a tick of its own.
            int most = ticks.size() / TICKS_FOR_ONE_MISSED;
            ticks.removeAll(ticks(of(OTHER, records.all())));
            assertThat(ticks).as("without a record of the other pair").hasSizeLessThanOrEqualTo(most);
        }
    }

    /** The simulator's note of the spoilt answer. */
    private static LedgerEntry answer(ConnectorRun run, Kind kind) {
        List<LedgerEntry> struck = run.simulator().ledger().all().stream()
                .filter(entry -> entry.detail().equals(kind.fault().name()))
                .toList();
        assertThat(struck).hasSize(1);
        return struck.get(0);
    }

    private static void assertReject(RejectRecord reject, Kind kind, String served, LedgerEntry answer) {
        byte[] bytes = served.getBytes(StandardCharsets.UTF_8);
        InvestorFlowReject value = reject.value();
        assertThat(reject.key()).isEqualTo(STRUCK.toString());
        assertThat(reject.headers())
                .isEqualTo(
                        kind.messageCode() == null
                                ? Map.of("kis.tr_id", "FHPTJ04030000")
                                : Map.of("kis.tr_id", "FHPTJ04030000", "kis.msg_cd", kind.messageCode()));
        assertThat(value.getMarket()).isEqualTo(STRUCK.market());
        assertThat(value.getSector()).isEqualTo(STRUCK.sector());
        assertThat(value.getReasonCode())
                .as(kind.toString())
                .isEqualTo(kind.reason().name());
        assertThat(value.getReason()).isNotBlank();
        assertThat(value.getHttpStatus()).isEqualTo(200);
        assertThat(value.getMsgCd()).isEqualTo(kind.messageCode());
        assertThat(value.getTickAt())
                .isEqualTo(value.getTickAt().truncatedTo(ChronoUnit.SECONDS))
                .isBeforeOrEqualTo(answer.answeredAt());
        assertThat(value.getReceivedAt())
                .isBetween(
                        answer.answeredAt().truncatedTo(ChronoUnit.MILLIS),
                        answer.answeredAt().plusSeconds(10))
                .isEqualTo(reject.timestamp());
        assertThat(reject.body()).isEqualTo(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_BODY)));
    }

    @Test
    @DisplayName(
            "comes once until there is a good one again, and leaves the pair's offset as its last record has set it")
    void once(LocalStack stack) {
        try (ConnectorRun run = new ConnectorRun(stack, STRUCK + "," + OTHER + "," + NEVER_GOOD).quarantined();
                TopicReader records = run.reader();
                RejectReader rejects = run.rejectReader()) {
            run.simulator().inject(Injection.of(Fault.Row.EMPTY_OUTPUT).forPair(NEVER_GOOD));
            run.start(1);
            records.readUntil(
                    "record of the pair", SOON, read -> of(STRUCK, read).size() > 0);
            run.simulator().inject(Injection.of(Fault.Row.EMPTY_OUTPUT).forPair(STRUCK));
            rejects.readUntil(
                    "answers of three ticks",
                    SOON,
                    read -> rejected(STRUCK, read).size() > 0 && spoiltSeconds(run, STRUCK) > 3);
            run.stop();
            records.readUntilQuiet(QUIET);
            rejects.readUntilQuiet(QUIET);

            FlowRecord last =
                    of(STRUCK, records.all()).get(of(STRUCK, records.all()).size() - 1);
            assertThat(rejected(STRUCK, rejects.all())).hasSize(1);
            assertThat(rejected(NEVER_GOOD, rejects.all())).hasSize(1);
            Map<Object, Map<String, Object>> offsets = stack.connect().offsets(run.name()).stream()
                    .collect(Collectors.toMap(
                            stored -> stored.partition().get("market_sector"), ConnectRest.SourceOffset::offset));
            assertThat(offsets.get(STRUCK.toString()))
                    .isEqualTo(Map.of(
                            "timestamp", last.value().getTickAt().toEpochMilli(),
                            "digest", last.snapshot().digest(),
                            "trade_date", last.value().getTradeDate().toString(),
                            "missed_ticks_of_day", last.value().getMissedTicksOfDay()));
            assertThat(offsets.get(NEVER_GOOD.toString()))
                    .isEqualTo(Map.of(
                            "timestamp",
                            rejected(NEVER_GOOD, rejects.all())
                                    .get(0)
                                    .value()
                                    .getTickAt()
                                    .toEpochMilli()));

            stack.connect().resume(run.name());
            rejects.readUntil(
                    "reject after the restart",
                    SOON,
                    read -> rejected(STRUCK, read).size() == 2);
            int before = records.all().size();
            run.simulator().clear();
            records.readUntil(
                    "records of both pairs",
                    SOON,
                    read -> of(STRUCK, read.subList(before, read.size())).size() > 0
                            && of(NEVER_GOOD, read).size() > 0);
            run.simulator().inject(Injection.of(Fault.Row.EMPTY_OUTPUT).forPair(STRUCK));
            rejects.readUntil(
                    "the same once more", SOON, read -> rejected(STRUCK, read).size() == 3);

            FlowRecord next = of(
                            STRUCK, records.all().subList(before, records.all().size()))
                    .get(0);
            assertThat(next.value().getPreviousTickAt()).isEqualTo(last.value().getTickAt());
            assertThat(next.value().getMissedTicks()).isGreaterThanOrEqualTo(3);
            assertThat(of(NEVER_GOOD, records.all()).get(0).value().getPreviousTickAt())
                    .isNull();
            assertThat(run.stopAndReconcile(records).differences()).isEmpty();
        }
    }

    @Test
    @DisplayName("is published nowhere without a quarantine topic, and logged once")
    void noQuarantine(LocalStack stack) throws Exception {
        Set<String> before = topics(stack);
        try (ConnectorRun run = new ConnectorRun(stack, STRUCK + "," + OTHER).start(1);
                TopicReader records = run.reader()) {
            records.readUntil(
                    "record of the pair", SOON, read -> of(STRUCK, read).size() > 0);
            run.simulator().inject(Injection.of(Fault.Row.MALFORMED_FIGURE).forPair(STRUCK));
            records.readUntil("answers of three ticks", SOON, read -> spoiltSeconds(run, STRUCK) > 3);
            int good = of(STRUCK, records.all()).size();
            run.simulator().clear();
            records.readUntil("a good one again", SOON, read -> of(STRUCK, read).size() > good);

            assertThat(run.stopAndReconcile(records).differences()).isEmpty();
            Set<String> made = topics(stack);
            made.removeAll(before);
            assertThat(made).containsExactly(run.topic());
            assertThat(logged(stack, run, "unreadable answer"))
                    .hasSize(1)
                    .allMatch(line ->
                            line.contains(" WARN ") && line.contains(STRUCK + ": unreadable answer: orgn_shnu_vol"));
        }
    }

    private static List<FlowRecord> of(MarketSector pair, List<FlowRecord> records) {
        return records.stream().filter(record -> record.pair().equals(pair)).toList();
    }

    private static List<RejectRecord> rejected(MarketSector pair, List<RejectRecord> rejects) {
        return rejects.stream()
                .filter(reject -> reject.key().equals(pair.toString()))
                .toList();
    }

    private static Set<Instant> ticks(List<FlowRecord> records) {
        return records.stream()
                .map(record -> record.value().getTickAt())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** In how many seconds, and so ticks, a pair was given an answer that cannot be read. */
    private static long spoiltSeconds(ConnectorRun run, MarketSector pair) {
        return run.simulator().ledger().all().stream()
                .filter(entry -> pair.equals(entry.pair()) && entry.kind() == LedgerEntry.Kind.FAULT)
                .map(entry -> entry.answeredAt().truncatedTo(ChronoUnit.SECONDS))
                .distinct()
                .count();
    }

    private static Set<String> topics(LocalStack stack) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            return new HashSet<>(admin.listTopics().names().get());
        }
    }

    /** The lines of a connector in the workers' logs that hold a text. */
    private static List<String> logged(LocalStack stack, ConnectorRun run, String text) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Service worker : stack.workers()) {
            Files.readString(worker.log())
                    .lines()
                    .filter(line -> line.contains(run.name()) && line.contains(text))
                    .forEach(lines::add);
        }
        return lines;
    }
}

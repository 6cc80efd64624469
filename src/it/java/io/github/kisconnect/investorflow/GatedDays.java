package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.config.ConfigKeys;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.HolidayWord;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.Circumstances;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.TaskRun;
import io.github.kisconnect.investorflow.sandbox.TopicReader;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.simulator.Movement;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A trading day and two closed days after it, played on a worker whose clock is set: two minutes around the opening of the stock markets are
 * the day's session.
 *
 * <p>The worker keeps its clock afterwards.
 */
final class GatedDays {
    static final MarketSector KOSPI = new MarketSector("KSP", "0001");
    static final MarketSector KOSDAQ = new MarketSector("KSQ", "1001");
    /** Of a market that opens before the session begins. */
    static final MarketSector FUTURES = new MarketSector("K2I", "F001");

    static final Set<MarketSector> PAIRS = Set.of(KOSPI, KOSDAQ, FUTURES);
    static final Duration INTERVAL = Duration.ofSeconds(1);

    static final LocalDate DAY = LocalDate.of(2026, 10, 8);
    static final Instant START = kst(DAY, LocalTime.of(8, 59));
    static final Instant END = kst(DAY, LocalTime.of(9, 1));
    /** Until then the rows of the session before are repeated. */
    static final Instant RESET = START.plusSeconds(10);
    /** The connector is stopped once each pair has a record, and not resumed before. */
    static final Instant RESUMED = START.plusSeconds(50);

    /** Closed by the calendar, and by the holiday endpoint. */
    private static final LocalDate HOLIDAY = LocalDate.of(2026, 10, 9);
    /** Closed by the holiday endpoint alone. */
    private static final LocalDate CLOSURE = LocalDate.of(2026, 10, 12);

    private static final LocalTime OPENING = LocalTime.of(9, 0);
    private static final Duration FIGURES_AFTER_OPENING = Duration.ofSeconds(10);
    private static final Duration CHANGES_EVERY = Duration.ofSeconds(2);
    private static final int TASKS = 2;

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONGER_THAN_THE_SESSION = Duration.ofSeconds(150);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final int SOME_TICKS = 3;

    private final LocalStack stack;
    private final PluginClock clock;

    private TradingDay tradingDay;
    private Map<Endpoint, Long> requestsAfterHoliday;
    private List<FlowRecord> recordsAfterHoliday;
    private Map<Endpoint, Long> requestsOfClosure;
    private List<FlowRecord> recordsOfClosure;

    /**
     * What came of the trading day.
     *
     * @param answers of the simulator, in their order
     * @param records of the topic, in their order
     * @param restarted when the tasks were restarted, after figures of each pair and a correction
     * @param report of answers and records
     * @param requests to each endpoint
     */
    record TradingDay(
            List<LedgerEntry> answers,
            List<FlowRecord> records,
            Instant restarted,
            Reconciliation.Report report,
            Map<Endpoint, Long> requests) {

        List<LedgerEntry> answers(MarketSector pair) {
            return answers.stream().filter(answer -> answer.pair().equals(pair)).toList();
        }

        List<FlowRecord> records(MarketSector pair) {
            return of(pair, records).toList();
        }

        /** Whether a record has a row that the API served too low. */
        boolean isFallen(FlowRecord record) {
            return fallenRows(answers).contains(record.snapshot());
        }
    }

    private GatedDays(LocalStack stack) {
        this.stack = stack;
        this.clock = new PluginClock(stack.workers().get(0));
    }

    /** Plays them on the only worker of a stack. */
    static GatedDays play(LocalStack stack) {
        GatedDays days = new GatedDays(stack);
        days.clock.set(START.minusSeconds(120));
        try (ConnectorRun run = days.gated(PAIRS, HOLIDAY).start(TASKS);
                TopicReader reader = run.reader()) {
            days.playTradingDay(run, reader);
            days.playClosedDays(run, reader);
        }
        return days;
    }

    TradingDay tradingDay() {
        return tradingDay;
    }

    /** To each endpoint, by the end of the holiday. */
    Map<Endpoint, Long> requestsAfterHoliday() {
        return requestsAfterHoliday;
    }

    /** All of the topic, by the end of the holiday. */
    List<FlowRecord> recordsAfterHoliday() {
        return recordsAfterHoliday;
    }

    /** Of a connector that is started on that day. */
    Map<Endpoint, Long> requestsOfClosure() {
        return requestsOfClosure;
    }

    /** Of a connector that is started on that day. */
    List<FlowRecord> recordsOfClosure() {
        return recordsOfClosure;
    }

    private void playTradingDay(ConnectorRun run, TopicReader reader) {
        clock.set(START.minusSeconds(2));
        reader.readUntil(
                "record of each pair, by the clock that was set", LONGER_THAN_THE_SESSION, read -> PAIRS.stream()
                        .allMatch(pair -> of(pair, read).findAny().isPresent()));
        run.stop();
        clock.set(RESUMED);
        run.resume(TASKS);
        reader.readUntil("two records of figures of each pair", LONGER_THAN_THE_SESSION, read -> PAIRS.stream()
                .allMatch(pair -> of(pair, read)
                                .filter(record -> !record.snapshot().isAllZero())
                                .count()
                        >= 2));
        takeBack(run, reader);
        Instant restarted = clock.instant();
        run.restart(TASKS);
        run.awaitRecords(reader, PAIRS, clock.instant(), SOON);
        reader.readUntil("time after the session", LONGER_THAN_THE_SESSION, read -> clock.instant()
                .isAfter(END.plus(INTERVAL.multipliedBy(SOME_TICKS))));
        run.stop();
        List<FlowRecord> records = reader.readUntilQuiet(QUIET);
        List<LedgerEntry> answers = run.simulator().ledger().all();
        Reconciliation.Report report = Reconciliation.of(answers, records, circumstances(run));
        System.out.println("gated days: " + report.summary());
        tradingDay = new TradingDay(answers, records, restarted, report, requests(run));
    }

    /** Lets the API take figures back until that is published, and give them again. */
    private static void takeBack(ConnectorRun run, TopicReader reader) {
        run.simulator().inject(Injection.of(Fault.Row.CORRECTED_ROW).forPair(KOSPI));
        reader.readUntil("correction", SOON, read -> of(KOSPI, read)
                .anyMatch(record -> fallenRows(run.simulator().ledger().all()).contains(record.snapshot())));
        run.simulator().clear();
        reader.readUntil("record after it", SOON, read -> of(KOSPI, read)
                .reduce((before, last) -> last)
                .filter(last -> !fallenRows(run.simulator().ledger().all()).contains(last.snapshot()))
                .isPresent());
    }

    /** Beside a connector that asks and publishes on every day: so it is seen that time passes. */
    private void playClosedDays(ConnectorRun run, TopicReader reader) {
        clock.set(kst(HOLIDAY, OPENING));
        ConnectorRun open = new ConnectorRun(
                stack, "KSP:0002", options -> options.clock(clock).tokenLifetime(Duration.ofDays(30)));
        try (open;
                TopicReader ticks = open.reader()) {
            lasting(open).start(1);
            run.resume(TASKS);
            awaitTicks(ticks, reader);
            recordsAfterHoliday = reader.all();
            requestsAfterHoliday = requests(run);
            run.stop();

            clock.set(kst(CLOSURE, OPENING));
            try (ConnectorRun closed = gated(PAIRS, CLOSURE).start(TASKS);
                    TopicReader nothing = closed.reader()) {
                awaitTicks(ticks, nothing);
                recordsOfClosure = nothing.all();
                requestsOfClosure = requests(closed);
            }
        }
    }

    /** Waits until some more ticks are published; reads another topic meanwhile. */
    private void awaitTicks(TopicReader ticks, TopicReader other) {
        Instant since = clock.instant();
        ticks.readUntil("records of some ticks after " + since, SOON, read -> {
            other.next();
            return read.stream()
                            .filter(record -> record.value().getTickAt().isAfter(since))
                            .count()
                    >= SOME_TICKS;
        });
    }

    /** A connector with the gate, not started, and its simulator, whose market is closed on a date. */
    private ConnectorRun gated(Set<MarketSector> pairs, LocalDate closed) {
        String list = pairs.stream().map(MarketSector::toString).collect(Collectors.joining(","));
        ConnectorRun run = new ConnectorRun(stack, list, options -> options.clock(clock)
                .movement(Movement.CLOCK)
                .resetAt(kst(RESET))
                .figuresAfterOpening(FIGURES_AFTER_OPENING)
                .changesEvery(CHANGES_EVERY)
                .closedDays(Set.of(closed)));
        return lasting(run)
                .with("tasks.max", TASKS)
                .with(ConfigKeys.POLL_INTERVAL_MS, INTERVAL.toMillis())
                .with(ConfigKeys.SESSION_GATE, "krx")
                .with(ConfigKeys.SESSION_START, kst(START))
                .with(ConfigKeys.SESSION_END, kst(END));
    }

    /** With a topic that keeps records of the past. */
    private static ConnectorRun lasting(ConnectorRun run) {
        return run.with("topic.creation.default.partitions", 1)
                .with("topic.creation.default.replication.factor", 1)
                .with("topic.creation.default.retention.ms", -1);
    }

    /** What the connector went through, by the clock as it was set. */
    private Circumstances circumstances(ConnectorRun run) {
        Circumstances byTheHost = run.circumstances();
        return byTheHost
                .ran(byTheHost.runs().stream().map(this::byTheClock).toList())
                .inSession(TradingSessions.krx(
                        new SessionWindow(kst(START), kst(END)),
                        Set.of(),
                        HolidayWord.NONE,
                        TradingCalendar.bundled(),
                        Catalogue.bundled()));
    }

    private TaskRun byTheClock(TaskRun run) {
        return new TaskRun(
                run.id(), clock.at(run.from()), clock.at(run.polling()), clock.at(run.to()), run.brokenOff());
    }

    private static Map<Endpoint, Long> requests(ConnectorRun run) {
        return Stream.of(Endpoint.values()).collect(Collectors.toMap(endpoint -> endpoint, run.simulator()::requests));
    }

    private static Stream<FlowRecord> of(MarketSector pair, List<FlowRecord> records) {
        return records.stream().filter(record -> record.pair().equals(pair));
    }

    private static Set<Snapshot> fallenRows(List<LedgerEntry> answers) {
        return answers.stream()
                .filter(answer -> answer.detail().equals(Fault.Row.CORRECTED_ROW.name()))
                .map(LedgerEntry::snapshot)
                .collect(Collectors.toSet());
    }

    private static Instant kst(LocalDate date, LocalTime time) {
        return date.atTime(time).toInstant(Kst.ZONE);
    }

    private static LocalTime kst(Instant instant) {
        return instant.atOffset(Kst.ZONE).toLocalTime();
    }
}

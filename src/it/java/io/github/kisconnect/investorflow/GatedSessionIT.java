package io.github.kisconnect.investorflow;

import static io.github.kisconnect.investorflow.GatedDays.DAY;
import static io.github.kisconnect.investorflow.GatedDays.END;
import static io.github.kisconnect.investorflow.GatedDays.INTERVAL;
import static io.github.kisconnect.investorflow.GatedDays.KOSDAQ;
import static io.github.kisconnect.investorflow.GatedDays.KOSPI;
import static io.github.kisconnect.investorflow.GatedDays.PAIRS;
import static io.github.kisconnect.investorflow.GatedDays.RESET;
import static io.github.kisconnect.investorflow.GatedDays.RESUMED;
import static io.github.kisconnect.investorflow.GatedDays.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionPhase;
import io.github.kisconnect.investorflow.sandbox.Fate;
import io.github.kisconnect.investorflow.sandbox.FlowRecord;
import io.github.kisconnect.investorflow.sandbox.Reconciliation;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import io.github.kisconnect.investorflow.sandbox.stack.LocalStack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Tag("once")
@DisplayName("With session.gate=krx, the default, on a real worker whose clock is set")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class GatedSessionIT {
    /** Of so many ticks one may pass without an answer: on a busy machine a tick may be over too soon. */
    private static final int TICKS_FOR_ONE_MISSED = 10;
    /** In which rows are held: these ticks are not missed, though some of the first ones may be. */
    private static final int TICKS_BEFORE_RESET =
            Math.toIntExact(Duration.between(START, RESET).dividedBy(INTERVAL));

    private LocalStack stack;
    private GatedDays days;
    private GatedDays.TradingDay day;

    @BeforeAll
    void play() {
        stack = LocalStack.start(
                ConnectorRun.stackIn(Path.of("target", "gated-session-" + System.getProperty("kafka.version")))
                        .exactlyOnce()
                        .build());
        days = GatedDays.play(stack);
        day = days.tradingDay();
    }

    @AfterAll
    void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @DisplayName("nothing is asked for before the session, though the tasks run")
    void beforeTheSession() {
        assertThat(day.answers().get(0).answeredAt()).isAfterOrEqualTo(START);
    }

    @Test
    @DisplayName("the day begins with zeros in a market that opens within the session")
    void zeros() {
        assertThat(Stream.of(KOSPI, KOSDAQ).map(pair -> day.records(pair).get(0)))
                .allSatisfy(first -> {
                    assertThat(first.snapshot().isAllZero()).isTrue();
                    assertThat(first.value().getTradeDate()).isEqualTo(DAY);
                    assertThat(first.value().getTickAt()).isBetween(RESET, RESUMED);
                    assertThat(first.value().getSessionPhase()).isEqualTo(SessionPhase.PRE_OPEN.name());
                    assertThat(first.value().getPreviousTickAt()).isNull();
                    assertThat(first.value().getMissedTicks()).isLessThan(TICKS_BEFORE_RESET);
                });
        assertThat(day.records())
                .filteredOn(record -> !record.snapshot().isAllZero())
                .allMatch(record -> record.value().getSessionPhase().equals(SessionPhase.REGULAR.name()));
    }

    @Test
    @DisplayName("no row of the session before is published, not even in a market that is open while it is served")
    void sessionBefore() {
        Map<Boolean, Set<Snapshot>> rows = day.answers().stream()
                .filter(answer -> answer.kind() == LedgerEntry.Kind.SERVED)
                .collect(Collectors.partitioningBy(
                        answer -> answer.tradeDate().equals(DAY),
                        Collectors.mapping(LedgerEntry::snapshot, Collectors.toSet())));
        assertThat(rows.get(false)).as("rows of the session before").hasSize(PAIRS.size());
        assertThat(day.records().stream().map(FlowRecord::snapshot))
                .filteredOn(row -> !row.isAllZero())
                .isSubsetOf(rows.get(true));
    }

    @Test
    @DisplayName(
            "every row of the day is published as it was served, once, and names the one before it, over restarts, too")
    void asServed() {
        Reconciliation.Report report = day.report();
        assertThat(report.differences()).isEmpty();
        assertThat(report.repeated()).isZero();
        assertThat(report.ticks(Fate.MISSED))
                .as("ticks without an answer, of " + report.ticks().size())
                .isLessThanOrEqualTo(report.ticks().size() / TICKS_FOR_ONE_MISSED);
        for (Instant restart : List.of(RESUMED, day.restarted())) {
            for (MarketSector pair : PAIRS) {
                Map<Boolean, List<FlowRecord>> parts = day.records(pair).stream()
                        .collect(Collectors.partitioningBy(
                                record -> record.timestamp().isAfter(restart)));
                FlowRecord before = last(parts.get(false));
                FlowRecord after = parts.get(true).get(0);
                assertThat(after.value().getPreviousTickAt())
                        .isEqualTo(before.value().getTickAt());
            }
        }
    }

    @Test
    @DisplayName(
            "figures that the API takes back are published once a later tick has confirmed them, and so are those after")
    void correction() {
        List<FlowRecord> records = day.records(KOSPI);
        FlowRecord correction =
                records.stream().filter(day::isFallen).findFirst().orElseThrow();
        FlowRecord before = records.get(records.indexOf(correction) - 1);
        FlowRecord after = records.stream()
                .skip(records.indexOf(correction))
                .filter(record -> !day.isFallen(record))
                .findFirst()
                .orElseThrow();
        assertThat(correction.snapshot().fallFrom(before.snapshot())).isPresent();
        assertThat(after.snapshot().fallFrom(before.snapshot())).isEmpty();
        assertThat(records.stream().filter(record -> record.value().getCorrection()))
                .containsExactly(correction);
        assertThat(correction.value().getMissedTicks())
                .as("the tick whose row was doubted")
                .isPositive();
    }

    @Test
    @DisplayName("nothing is asked for after the session, whose last row is there")
    void endOfSession() {
        for (MarketSector pair : PAIRS) {
            List<LedgerEntry> answers = day.answers(pair).stream()
                    .filter(answer -> !answer.answeredAt().isBefore(END.minus(INTERVAL)))
                    .toList();
            // One is late where the session's last tick has none.
            long late = answers.stream()
                    .filter(answer -> !answer.answeredAt().isBefore(END))
                    .count();
            assertThat(answers).isNotEmpty();
            assertThat(late).isLessThanOrEqualTo(answers.size() == late ? 1 : 0);
            FlowRecord last = last(day.records(pair));
            assertThat(last.snapshot()).isEqualTo(last(answers).snapshot());
            assertThat(day.records(pair).stream()
                            .filter(record -> record.value().getEndOfSession())
                            .map(record -> record.value().getTickAt()))
                    .as("where the last tick has an answer")
                    .containsExactlyElementsOf(
                            last.value().getTickAt().equals(END.minus(INTERVAL))
                                    ? List.of(END.minus(INTERVAL))
                                    : List.of());
            assertThat(last.value().getMissedTicksOfDay())
                    .isEqualTo(day.records(pair).stream()
                            .mapToInt(record -> record.value().getMissedTicks())
                            .sum());
        }
    }

    @Test
    @DisplayName("nothing is asked for on a holiday, not even a token or holidays, and nothing is published")
    void holiday() {
        assertThat(day.requests()).containsEntry(Endpoint.HOLIDAY, 1L);
        assertThat(days.requestsAfterHoliday()).isEqualTo(day.requests());
        assertThat(days.recordsAfterHoliday()).isEqualTo(day.records());
    }

    @Test
    @DisplayName("nothing is published on a day that is closed by the word of the holiday endpoint alone")
    void closure() {
        assertThat(days.requestsOfClosure()).containsEntry(Endpoint.HOLIDAY, 1L);
        assertThat(days.recordsOfClosure()).isEmpty();
    }

    @Test
    @DisplayName("the worker logs no error, and nothing about its clock")
    void log() {
        assertThat(stack.workers().get(0).logLines())
                .noneMatch(line -> line.contains(" ERROR ") || line.contains("clock"));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}

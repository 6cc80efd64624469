package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.Customer;
import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.metrics.MemoryMeters;
import io.github.kisconnect.investorflow.metrics.Metric;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Fault;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three pairs, six ticks; from the third tick to the fourth one pair's requests meet the fault. */
@DisplayName("When the requests for one pair meet")
@Timeout(120)
class PollerFaultsTest extends PollerFixture {
    private static final MarketSector STRUCK = PAIRS.get(1);
    private static final List<MarketSector> OTHERS = List.of(PAIRS.get(0), PAIRS.get(2));
    private static final int TICKS = 6;
    private static final Set<Integer> FAULTY = Set.of(2, 3);
    /** Slots of a task with three pairs at four a second, and a backoff of 1, 2, 4 seconds. */
    private static final int WHOLE_TICK = 4;

    /** A hanging request is given up after so much real time, while the virtual clock stands. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final Duration WELL_PATIENT = Duration.ofSeconds(20);
    private static final String NOTHING = "";

    /**
     * What is to come of a fault.
     *
     * @param arrives whether the struck pair's records come all the same
     * @param requests in each of the two ticks
     * @param logged words of the one warning; empty when there is none
     * @param errorClass counted once a request; empty when none is
     * @param reason of the rejects; empty when there are none
     * @param rejects in both ticks together
     */
    record Outcome(
            String fault, boolean arrives, int requests, String logged, String errorClass, String reason, int rejects) {
        @Override
        public String toString() {
            return fault;
        }

        String name() {
            return fault.split(":", 2)[0];
        }
    }

    static Stream<Outcome> outcomes() {
        return Stream.of(
                // Said by the quota, for all tasks, when it is too much.
                passes("RATE_LIMIT", NOTHING, "throttled"),
                passes("HTML_ERROR", "HTTP 503", "passing"),
                passes("HTTP_ERROR:EGW00300", "EGW00300 (injected)", "passing"),
                passes("HTTP_ERROR:429:EGW00202", "EGW00202", "passing"),
                passes("HTTP_ERROR:200:OPSQ1002", "OPSQ1002", "unclear"),
                passes("HTTP_ERROR:XYZ99999", "XYZ99999", "unclear"),
                passes("REDIRECT", "HTTP 302", "unclear"),
                passes("RESET", "reset", "passing"),
                passes("CLOSE", "closed", "passing"),
                passes("HALF_BODY", "closed", "passing"),
                passes("HANG", "time-out", "passing"),
                new Outcome("HTTP_ERROR:OPSQ2001", false, 1, "OPSQ2001", "pair", NOTHING, 0),
                new Outcome("HTTP_ERROR:200:OPSQ2002", false, 1, "OPSQ2002", "pair", NOTHING, 0),
                // Other pairs succeed, so it does not persist.
                new Outcome("HTTP_ERROR:EGW00208", false, WHOLE_TICK, "EGW00208", "configuration", NOTHING, 0),
                unreadable("MALFORMED_FIGURE", "WRONG_FIGURE", WHOLE_TICK, 2),
                unreadable("ABSENT_FIGURE", "ABSENT_FIGURE", WHOLE_TICK, 2),
                unreadable("EMPTY_OUTPUT", "WRONG_SHAPE", WHOLE_TICK, 1),
                unreadable("TWO_ROWS", "WRONG_SHAPE", WHOLE_TICK, 2),
                unreadable("OUTPUT_STRING", "WRONG_SHAPE", WHOLE_TICK, 1),
                unreadable("HTML_PAGE", "NOT_JSON", WHOLE_TICK, 1),
                unreadable("HUGE_BODY", "TOO_LARGE", WHOLE_TICK, 2),
                unreadable("HUGE_BODY_COMPRESSED", "TOO_LARGE", WHOLE_TICK, 2),
                unreadable("ALL_BLANK", "ALL_BLANK", 1, 1),
                good("GZIP"),
                good("SLOW:PT0.05S"),
                good("OBJECT_SHAPE"),
                good("FURTHER_FIELD"),
                good("BLANK_FIGURE"),
                good("FROZEN"));
    }

    private static Outcome passes(String fault, String logged, String errorClass) {
        return new Outcome(fault, false, WHOLE_TICK, logged, errorClass, NOTHING, 0);
    }

    private static Outcome unreadable(String fault, String reason, int requests, int rejects) {
        return new Outcome(fault, false, requests, "unreadable answer", NOTHING, reason, rejects);
    }

    private static Outcome good(String fault) {
        return new Outcome(fault, true, 1, NOTHING, NOTHING, NOTHING, 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes")
    @DisplayName("a fault, so much arrives, is logged, counted and spent")
    void outcome(Outcome outcome) {
        MemoryMeters requestMeters = new MemoryMeters();
        authorize();
        try (KisClient asking = client(outcome.fault().equals("HANG") ? PATIENCE : WELL_PATIENT, requestMeters);
                LogCapture log = LogCapture.begin()) {
            Poller poller = poller(plan(3, 4), asking);
            drive(
                    poller,
                    INTERVAL.multipliedBy(TICKS),
                    () -> Duration.ZERO,
                    during(Injection.parse(outcome.fault()).forPair(STRUCK)));

            assertThat(poller.failure()).isEmpty();
            OTHERS.forEach(pair -> assertThat(records(pair))
                    .extracting(Emitted::tick)
                    .containsExactlyElementsOf(ticks(TICKS).toList()));
            assertThat(records(STRUCK))
                    .extracting(Emitted::tick)
                    .containsExactlyElementsOf(IntStream.range(0, TICKS)
                            .filter(tick -> outcome.arrives() || !FAULTY.contains(tick))
                            .mapToObj(PollerFaultsTest::tick)
                            .toList());
            assertThat(records(STRUCK).stream().mapToInt(Emitted::missedTicks).sum())
                    .isEqualTo(TICKS_BEFORE + (outcome.arrives() ? 0 : FAULTY.size()));

            assertLogged(outcome, log);
            assertSpent(outcome, requestMeters);
            assertThat(rejected)
                    .extracting(one -> one.reject().reason().name())
                    .hasSize(outcome.rejects())
                    .allMatch(outcome.reason()::equals);
            assertThat(rejected).allSatisfy(one -> {
                assertThat(one.pair()).isEqualTo(STRUCK);
                assertThat(FAULTY).contains(number(one.tick()));
                assertThat(one.last().tick()).isEqualTo(tick(1));
            });
        }
    }

    @Test
    @DisplayName(
            "UNREACHABLE: every pair misses the ticks of it, and says so in its next record; a warning for all, and a word when it is over")
    void unreachable() {
        authorize();
        try (KisClient asking = client(WELL_PATIENT, new MemoryMeters());
                LogCapture log = LogCapture.begin()) {
            Poller poller = poller(plan(3, 4), asking);
            drive(poller, INTERVAL.multipliedBy(TICKS), () -> Duration.ZERO, during(Injection.parse("UNREACHABLE")));

            assertThat(poller.failure()).isEmpty();
            assertThat(poller.crash()).isEmpty();
            Stream.concat(Stream.of(STRUCK), OTHERS.stream()).forEach(pair -> {
                assertThat(records(pair))
                        .extracting(Emitted::tick)
                        .containsExactlyElementsOf(IntStream.range(0, TICKS)
                                .filter(tick -> !FAULTY.contains(tick))
                                .mapToObj(PollerFaultsTest::tick)
                                .toList());
                assertThat(records(pair)).extracting(Emitted::missedTicks).contains(FAULTY.size());
                assertThat(meters.value(Metric.MISSED_TICKS, pair)).isEqualTo(FAULTY.size());
            });
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("No answer to the last", "no connection");
            assertThat(log.ours(Level.INFO))
                    .filteredOn(line -> line.startsWith("Over for all pairs"))
                    .containsExactly("Over for all pairs: the outage of the API");
        }
    }

    private void assertLogged(Outcome outcome, LogCapture log) {
        List<String> expected = outcome.logged().isEmpty() ? List.of() : List.of(outcome.logged());
        assertThat(log.ours(Level.WARN)).hasSameSizeAs(expected).allSatisfy(line -> assertThat(line)
                .contains(STRUCK.toString(), outcome.logged()));
        assertThat(log.ours(Level.INFO).stream().filter(line -> line.startsWith("Over for all pairs")))
                .hasSameSizeAs(expected);
        assertThat(log.ours(Level.ERROR)).isEmpty();
    }

    private void assertSpent(Outcome outcome, MemoryMeters requestMeters) {
        for (int tick = 0; tick < TICKS; tick++) {
            assertThat(asked(tick))
                    .as("requests in tick " + tick)
                    .isEqualTo(FAULTY.contains(tick) ? outcome.requests() : 1);
        }
        int struck = FAULTY.size() * outcome.requests();
        assertThat(requestMeters.value(Metric.REQUESTS)).isEqualTo(simulator.requests(Endpoint.INVESTOR_FLOW));
        assertThat(meters.value(Metric.RETRIES)).isEqualTo(struck - FAULTY.size());
        for (String errorClass : List.of("passing", "throttled", "pair", "configuration", "unclear", "token")) {
            assertThat(requestMeters.value(Metric.ERRORS, errorClass))
                    .as(errorClass)
                    .isEqualTo(errorClass.equals(outcome.errorClass()) ? struck : 0);
        }
        assertThat(requestMeters.value(Metric.THROTTLED))
                .isEqualTo(outcome.errorClass().equals("throttled") ? struck : 0);
        assertThat(meters.value(Metric.QUARANTINED, STRUCK))
                .isEqualTo(outcome.reason().isEmpty() ? 0 : struck);
        assertThat(meters.value(Metric.MISSED_TICKS, STRUCK)).isEqualTo(outcome.arrives() ? 0 : FAULTY.size());
        assertThat(meters.value(Metric.MISSED_TICKS)).isEqualTo(outcome.arrives() ? 0 : FAULTY.size());
        assertThat(meters.value(Metric.EXPECTED_TICKS)).isEqualTo(3 * TICKS);
        assertThat(meters.value(Metric.SNAPSHOTS)).isEqualTo(taken.size());
        assertThat(meters.value(Metric.RECORDS, STRUCK))
                .isEqualTo(records(STRUCK).size());
    }

    private KisClient client(Duration timeout, MemoryMeters requestMeters) {
        return Clients.client(
                Clients.settings(simulator.url(), credentials, Customer.person(null), timeout),
                clock,
                clock::nanoTime,
                requestMeters);
    }

    private Runnable during(Injection injection) {
        return during(tick(2), tick(4), injection);
    }

    private long asked(int tick) {
        return simulator.ledger().all().stream()
                .filter(entry -> entry.pair().equals(STRUCK) && number(entry.answeredAt()) == tick)
                .count();
    }

    private static Instant tick(int number) {
        return START.plus(INTERVAL.multipliedBy(number));
    }

    private static int number(Instant instant) {
        return (int) Duration.between(START, instant).dividedBy(INTERVAL);
    }

    @Test
    @DisplayName("any fault that has a name, there is a line for it above, or a test of its own")
    void everyFault() {
        Set<String> covered = outcomes().map(Outcome::name).collect(Collectors.toCollection(TreeSet::new));
        // About the token: PollerTokenTest.
        covered.addAll(List.of("TOKEN_INVALID", "TOKEN_EXPIRED", "MAINTENANCE", "DEAD_TOKEN"));
        covered.add("UNREACHABLE");
        // About what is believed: PollerDoubtsTest.
        covered.addAll(List.of("ALL_ZERO", "FALLING_ROW"));
        // Nobody can know them for wrong rows by themselves: the reconciliation, by the ledger's truth.
        covered.addAll(List.of("CORRECTED_ROW", "HIGHER_ROW", "OTHER_PAIR", "ZEROS_AND_BLANKS"));
        Set<String> all = Stream.of(
                        Fault.Reply.values(), Fault.Wire.values(), Fault.Row.values(), Fault.Service.values())
                .flatMap(Arrays::stream)
                .map(fault -> ((Fault) fault).name())
                .collect(Collectors.toCollection(TreeSet::new));
        all.addAll(List.of("HTTP_ERROR", "SLOW", "REDIRECT"));
        assertThat(covered).isEqualTo(all);
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.emit.Emitted;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.VirtualConnector.Shape;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("With less of the account's quota than configured, the tasks of a worker")
@Timeout(120)
class SharedAccountTest {
    private static final int ACCOUNT_QUOTA = 18;
    private static final int NEW_ACCOUNT_QUOTA = 3;
    private static final Duration ROUND_TRIP = Duration.ofMillis(50);

    @ParameterizedTest(name = "{0} tasks")
    @ValueSource(ints = {3, 16})
    @DisplayName("settle below what a new account has, with one warning in all, and let no pair starve")
    void newAccount(int tasks) throws InterruptedException {
        Duration run = Duration.ofMinutes(8);
        try (VirtualConnector connector = new VirtualConnector(new Shape(tasks, 1, ROUND_TRIP), NEW_ACCOUNT_QUOTA);
                LogCapture log = LogCapture.begin()) {
            connector.run(run, () -> {});

            Instant settled = VirtualConnector.START.plus(Duration.ofMinutes(3));
            List<LedgerEntry> later = connector.answers(settled, run);
            assertThat(refusedPart(later)).isLessThan(0.1);
            assertThat(served(later) / 300.0).as("answers a second").isBetween(1.7, 3.0);
            assertThat(pace(connector)).isBetween(1.5, 3.5);
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("EGW00201", "kis.requests.per.second", "15.0", "three days");
            Map<MarketSector, Long> records = connector.taken().stream()
                    .filter(record -> record.receivedAt().isAfter(settled))
                    .collect(Collectors.groupingBy(Emitted::pair, Collectors.counting()));
            long equalPart = records.values().stream().mapToLong(one -> one).sum() / VirtualConnector.PAIRS.size();
            assertThat(records).hasSize(VirtualConnector.PAIRS.size());
            assertThat(records.values()).allMatch(one -> one >= equalPart / 2, "has half of an equal part at least");
        }
    }

    @ParameterizedTest(name = "{0} tasks")
    @ValueSource(ints = {3, 16})
    @DisplayName("give way to another user of half of it, with less than a tenth refused, and are back within a minute")
    void usedElsewhere(int tasks) throws InterruptedException {
        Duration until = Duration.ofMinutes(4);
        List<Double> paces = new ArrayList<>();
        try (VirtualConnector connector = new VirtualConnector(new Shape(tasks, 1, ROUND_TRIP), ACCOUNT_QUOTA);
                LogCapture log = LogCapture.begin()) {
            connector.usedElsewhere(8, Duration.ofSeconds(20), until);
            connector.run(Duration.ofMinutes(5), () -> {
                if (connector.now().isAfter(VirtualConnector.START.plusSeconds(60))
                        && connector.now().isBefore(VirtualConnector.START.plus(until))) {
                    paces.add(pace(connector));
                }
            });

            List<LedgerEntry> meanwhile =
                    connector.answers(VirtualConnector.START.plusSeconds(20), until.minusSeconds(20));
            assertThat(refusedPart(meanwhile)).isBetween(0.001, 0.1);
            assertThat(paces).allMatch(pace -> pace > 7 && pace < 13);
            assertThat(pace(connector)).isEqualTo(VirtualConnector.RATE);
            assertThat(refusals(connector.answers(VirtualConnector.START.plus(until), Duration.ofMinutes(1))))
                    .isZero();
            assertThat(log.ours(Level.WARN)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} tasks")
    @ValueSource(ints = {3, 16})
    @DisplayName(
            "warn once when next to nothing is left, and come back step by step when it is, which is one line as well")
    void recovers(int tasks) throws InterruptedException {
        Duration until = Duration.ofMinutes(4);
        List<Double> paces = new ArrayList<>();
        try (VirtualConnector connector = new VirtualConnector(new Shape(tasks, 1, ROUND_TRIP), ACCOUNT_QUOTA);
                LogCapture log = LogCapture.begin()) {
            connector.usedElsewhere(16, Duration.ZERO, until);
            connector.run(Duration.ofMinutes(11), () -> {
                // What was refused before has come by then.
                if (connector.now().isAfter(VirtualConnector.START.plus(until).plusSeconds(1))) {
                    paces.add(pace(connector));
                }
            });

            assertThat(log.ours(Level.WARN)).singleElement().asString().contains("EGW00201", "kis.requests.per.second");
            assertThat(log.ours(Level.INFO)).singleElement().asString().contains("15.0 requests a second again");
            assertThat(paces.get(0)).isLessThan(3);
            assertThat(paces).isSorted().endsWith(VirtualConnector.RATE);
            for (int i = 1; i < paces.size(); i++) {
                assertThat(paces.get(i) - paces.get(i - 1)).as("a step up").isLessThan(0.31);
            }
        }
    }

    private static double pace(VirtualConnector connector) {
        return connector.tasks().get(0).quota().requestsPerSecond();
    }

    private static double refusedPart(List<LedgerEntry> answers) {
        return (double) refusals(answers) / answers.size();
    }

    private static long refusals(List<LedgerEntry> answers) {
        return answers.stream()
                .filter(entry -> entry.detail().equals("EGW00201"))
                .count();
    }

    private static double served(List<LedgerEntry> answers) {
        return answers.stream().filter(entry -> entry.snapshot() != null).count();
    }
}

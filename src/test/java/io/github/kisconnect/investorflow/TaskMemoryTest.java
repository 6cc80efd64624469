package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Sector;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
@DisplayName("With every catalogued pair, a task")
class TaskMemoryTest {
    private static final int PAIRS = Catalogue.bundled().sectors().size();
    private static final int TICKS = 5;
    /** Twice what was measured. */
    private static final long MOST_BYTES = 2_000_000;

    private final Credentials credentials = Clients.newCredentials();
    private final KisSimulator simulator = Simulators.unlimited(credentials, options -> options.ledgerLimit(1));

    @Test
    @DisplayName("keeps less than two megabytes alive: its state, threads, connections and metrics")
    void alive() throws InterruptedException {
        try {
            // Classes are loaded, and what is kept for all tasks is there.
            run();
            LiveHeap before = LiveHeap.now();
            InvestorFlowSourceTask task = start();
            poll(task);
            LiveHeap after = LiveHeap.now();
            task.stop();
            long kept = after.total() - before.total();
            System.out.printf("A task with %d pairs keeps %,d bytes alive%n", PAIRS, kept);
            assertThat(kept).as("grown most: %s", after.growthSince(before)).isLessThan(MOST_BYTES);
        } finally {
            simulator.close();
        }
    }

    private void run() throws InterruptedException {
        InvestorFlowSourceTask task = start();
        poll(task);
        task.stop();
    }

    private static void poll(InvestorFlowSourceTask task) throws InterruptedException {
        for (int records = 0; records < TICKS * PAIRS; ) {
            records += Optional.ofNullable(task.poll()).map(List::size).orElse(0);
        }
    }

    private InvestorFlowSourceTask start() {
        String pairs = Catalogue.bundled().sectors().stream()
                .map(Sector::pair)
                .map(Object::toString)
                .collect(Collectors.joining(","));
        InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
        connector.start(TaskProperties.of(
                credentials, simulator.url(), Map.of("market.sectors", pairs, "kis.requests.per.second", "200")));
        InvestorFlowSourceTask task = new InvestorFlowSourceTask();
        task.initialize(TaskContexts.of(Map.of(), new Metrics()));
        task.start(connector.taskConfigs(1).get(0));
        return task;
    }
}

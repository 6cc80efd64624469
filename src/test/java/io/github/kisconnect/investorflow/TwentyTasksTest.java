package io.github.kisconnect.investorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.kis.Clients;
import io.github.kisconnect.investorflow.kis.account.Credentials;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Sector;
import io.github.kisconnect.investorflow.sandbox.simulator.Endpoint;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import io.github.kisconnect.investorflow.sandbox.simulator.KisSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Twenty tasks of one worker")
@Timeout(120)
class TwentyTasksTest {
    private static final int TASKS = 20;

    private final Credentials credentials = Clients.newCredentials();
    private final KisSimulator simulator = Simulators.unlimited(credentials);
    private final ExecutorService threads = Executors.newFixedThreadPool(TASKS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        simulator.close();
    }

    @Test
    @DisplayName("that start together have one token issued, and all of them poll with it")
    void together() throws Exception {
        List<InvestorFlowSourceTask> tasks = start();
        try {
            List<Future<Integer>> records = new ArrayList<>();
            for (InvestorFlowSourceTask task : tasks) {
                records.add(threads.submit(() -> firstRecords(task)));
            }
            for (Future<Integer> count : records) {
                assertThat(count.get()).isPositive();
            }
        } finally {
            tasks.forEach(InvestorFlowSourceTask::stop);
        }
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(simulator.tokenIssues()).isEqualTo(1);
    }

    @Test
    @DisplayName("make one attempt within a minute, however often they are restarted after it has failed")
    void restarts() throws Exception {
        simulator.inject(Injection.parse("HTTP_ERROR:403:EGW00133@TOKEN"));
        for (int restart = 0; restart < 3; restart++) {
            List<InvestorFlowSourceTask> tasks = start();
            try {
                do {
                    for (Future<List<SourceRecord>> batch : threads.invokeAll(polls(tasks))) {
                        assertThat(batch.get()).isNull();
                    }
                } while (simulator.requests(Endpoint.TOKEN) == 0);
            } finally {
                tasks.forEach(InvestorFlowSourceTask::stop);
            }
        }
        assertThat(simulator.requests(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isZero();
    }

    private List<InvestorFlowSourceTask> start() throws Exception {
        String pairs = Catalogue.bundled().sectors().stream()
                .limit(TASKS)
                .map(Sector::pair)
                .map(Object::toString)
                .collect(Collectors.joining(","));
        InvestorFlowSourceConnector connector = new InvestorFlowSourceConnector();
        connector.start(TaskProperties.of(credentials, simulator.url(), Map.of("market.sectors", pairs)));
        List<Map<String, String>> configs = connector.taskConfigs(TASKS);
        assertThat(configs).hasSize(TASKS);
        List<Future<InvestorFlowSourceTask>> started = new ArrayList<>();
        for (Map<String, String> config : configs) {
            started.add(threads.submit(() -> {
                InvestorFlowSourceTask task = new InvestorFlowSourceTask();
                task.initialize(TaskContexts.of(Map.of(), new Metrics()));
                task.start(config);
                return task;
            }));
        }
        List<InvestorFlowSourceTask> tasks = new ArrayList<>();
        for (Future<InvestorFlowSourceTask> task : started) {
            tasks.add(task.get());
        }
        return tasks;
    }

    private static List<Callable<List<SourceRecord>>> polls(List<InvestorFlowSourceTask> tasks) {
        return tasks.stream()
                .map(task -> (Callable<List<SourceRecord>>) task::poll)
                .toList();
    }

    private static int firstRecords(InvestorFlowSourceTask task) throws InterruptedException {
        while (true) {
            List<SourceRecord> batch = task.poll();
            if (batch != null) {
                return batch.size();
            }
        }
    }
}

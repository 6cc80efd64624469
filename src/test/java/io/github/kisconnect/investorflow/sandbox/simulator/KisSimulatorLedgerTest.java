package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Client.COMPOSITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The simulator's ledger and meters")
class KisSimulatorLedgerTest {
    private final ManualClock clock = ManualClock.at("2026-11-20T14:00:00");

    @Test
    @DisplayName("the ledger has every answer for figures, with exactly the figures served")
    void everyAnswer() throws IOException {
        try (KisSimulator simulator =
                        KisSimulator.start(Client.options().clock(clock).build());
                Client client = new Client(simulator)) {
            client.flows(COMPOSITE);
            Client.Got got = client.signedIn().with("mac_address", "somebody").flows(COMPOSITE);
            client.flows(new MarketSector("KSP", "F001"));
            client.flows(new MarketSector("KSP", "9999"));
            client.get(Endpoint.INVESTOR_FLOW.path(), Map.of());

            List<LedgerEntry> all = simulator.ledger().all();
            assertThat(all)
                    .extracting(LedgerEntry::kind)
                    .containsExactly(
                            LedgerEntry.Kind.ERROR,
                            LedgerEntry.Kind.SERVED,
                            LedgerEntry.Kind.ZERO,
                            LedgerEntry.Kind.BLANK,
                            LedgerEntry.Kind.ERROR);
            assertThat(all).extracting(LedgerEntry::number).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(all).extracting(LedgerEntry::detail).containsExactly("EGW00122", "", "", "", "OPSQ2001");
            assertThat(all.get(4).pair()).isNull();
            assertThat(all).extracting(LedgerEntry::asker).startsWith(null, "somebody");
            assertThat(all).extracting(LedgerEntry::answeredAt).containsOnly(clock.instant());

            LedgerEntry served = simulator.ledger().served(COMPOSITE).get(0);
            assertThat(served).isEqualTo(all.get(1));
            assertThat(served.snapshot())
                    .isEqualTo(Snapshot.of((group, figure) ->
                            Long.valueOf(got.row().path(group.apiField(figure)).asText())));
            assertThat(simulator.ledger().count(LedgerEntry.Kind.ERROR)).isEqualTo(2);
            assertThat(simulator.ledger().size()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("the ledger says whose session's row each one is, and what is wrong with it")
    void truth() throws IOException {
        ManualClock time = ManualClock.at("2026-11-20T01:00:00");
        SimulatorOptions options = Client.options()
                .clock(time)
                .habits(Habits.always(Habit.FALLING).withZeroClosures(1))
                .unlistedClosures(Set.of(LocalDate.of(2026, 11, 23)))
                .build();
        SessionModel model = new SessionModel(options);
        LocalDate friday = LocalDate.of(2026, 11, 20);
        try (KisSimulator simulator = KisSimulator.start(options);
                Client client = new Client(simulator).signedIn()) {
            client.flows(COMPOSITE);
            assertThat(last(simulator).tradeDate()).isEqualTo(friday.minusDays(1));
            time.pass(Duration.ofHours(9));
            client.flows(COMPOSITE);
            assertThat(last(simulator).row()).isEqualTo(model.row(COMPOSITE, time.instant()));
            assertThat(last(simulator).tradeDate()).isEqualTo(friday);
            assertThat(last(simulator).habit()).isNull();
            while (model.row(COMPOSITE, time.instant()).habit() == null) {
                time.pass(Duration.ofSeconds(1));
            }
            client.signedIn().flows(COMPOSITE);
            assertThat(last(simulator).tradeDate()).isEqualTo(friday);
            assertThat(last(simulator).habit()).isEqualTo(Habit.FALLING);
            simulator.inject(Injection.of(Fault.Wire.GZIP).times(1));
            client.flows(COMPOSITE);
            assertThat(last(simulator).detail()).isEqualTo("GZIP");
            assertThat(last(simulator).habit()).isEqualTo(Habit.FALLING);
            time.pass(Duration.ofDays(3));
            client.signedIn().flows(COMPOSITE);
            assertThat(last(simulator).kind()).isEqualTo(LedgerEntry.Kind.ZERO);
            assertThat(last(simulator).tradeDate()).isNull();
        }
    }

    private static LedgerEntry last(KisSimulator simulator) {
        List<LedgerEntry> all = simulator.ledger().all();
        return all.get(all.size() - 1);
    }

    @Test
    @DisplayName("a bounded ledger keeps the latest entries and still counts all")
    void bounded() {
        Ledger ledger = new Ledger(2);
        Snapshot zeros = Snapshot.of((group, figure) -> 0L);
        for (int i = 0; i < 5; i++) {
            ledger.append(
                    COMPOSITE,
                    "key",
                    null,
                    clock.instant(),
                    LedgerEntry.Kind.ZERO,
                    "",
                    FlowRow.right(Snapshot.of((group, figure) -> 0L), COMPOSITE, null));
        }
        assertThat(ledger.all()).extracting(LedgerEntry::number).containsExactly(4L, 5L);
        assertThat(ledger.count(LedgerEntry.Kind.ZERO)).isEqualTo(5);
        assertThat(ledger.served(COMPOSITE)).extracting(LedgerEntry::snapshot).containsOnly(zeros);
        assertThat(ledger.all().get(0).snapshot()).isSameAs(ledger.all().get(1).snapshot());
    }

    @Test
    @DisplayName("the quota is 18 requests in any second of one account, refused with the sample body")
    void quota() throws IOException {
        AtomicLong nanos = new AtomicLong();
        try (KisSimulator simulator = KisSimulator.start(Client.options()
                        .account("second-key", "second-secret")
                        .monotonicNanos(nanos::get)
                        .build());
                Client client = new Client(simulator).signedIn();
                Client second = new Client(simulator)) {
            for (int i = 0; i < 18; i++) {
                assertThat(client.flows(COMPOSITE).status()).isEqualTo(200);
                nanos.addAndGet(1_000_000);
            }
            Client.Got refused = client.flows(COMPOSITE);
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.json()).isEqualTo(Bodies.parse(Bodies.sample("error-rate-limit-http500.json")));
            assertThat(second.with("appkey", "second-key")
                            .with("appsecret", "second-secret")
                            .flows(COMPOSITE)
                            .code())
                    .isEqualTo("EGW00122");
            nanos.set(999_999_999);
            assertThat(client.flows(COMPOSITE).code()).isEqualTo("EGW00201");
            nanos.set(1_000_000_000);
            assertThat(client.flows(COMPOSITE).status()).isEqualTo(200);
            assertThat(client.flows(COMPOSITE).code()).isEqualTo("EGW00201");
            assertThat(simulator.rateLimited()).isEqualTo(3);
            assertThat(simulator.mostRequestsInASecond()).isEqualTo(21);
        }
    }

    @Test
    @DisplayName("requests on many connections are all counted and all in the ledger, in the order of their numbers")
    void concurrent() throws Exception {
        try (KisSimulator simulator =
                        KisSimulator.start(Client.options().quotaPerSecond(0).build());
                Client client = new Client(simulator).signedIn()) {
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<Callable<Integer>> calls = IntStream.range(0, 400)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> client.flows(COMPOSITE).status())
                    .toList();
            for (Future<Integer> call : callers.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(200);
            }
            callers.shutdown();

            assertThat(simulator.requests(Endpoint.INVESTOR_FLOW)).isEqualTo(400);
            assertThat(simulator.ledger().all())
                    .extracting(LedgerEntry::number)
                    .isSorted()
                    .hasSize(400);
            assertThat(simulator.connections()).isBetween(2L, 9L);
            assertThat(simulator.mostRequestsInASecond()).isGreaterThan(18);
        }
    }

    @Test
    @DisplayName("the command line starts a simulator, or says what is missing")
    void commandLine() throws IOException {
        Map<String, String> environment = Map.of("KIS_APP_SECRET", Client.SECRET);
        String[] args = {"--app-key", Client.KEY, "--movement", "ALWAYS_MOVING", "--fault", "HTML_ERROR*1"};
        try (KisSimulator simulator = KisSimulatorMain.start(args, environment);
                Client client = new Client(simulator).signedIn()) {
            assertThat(client.flows(COMPOSITE).status()).isEqualTo(503);
            assertThat(client.flows(COMPOSITE).status()).isEqualTo(200);
        }
        assertThatThrownBy(() -> KisSimulatorMain.start(new String[0], environment))
                .hasMessage("an app key and an app secret are required");
        assertThatThrownBy(() -> KisSimulatorMain.start(new String[] {"--prot", "1"}, environment))
                .hasMessage("what to do with --prot?");
    }

    @Test
    @DisplayName("a held request does not keep others waiting")
    void hangIsAlone() throws Exception {
        try (KisSimulator simulator = KisSimulator.start(Client.options().build());
                Client client = new Client(simulator).signedIn()) {
            simulator.inject(Injection.of(new Fault.Slow(Duration.ofSeconds(1))).times(1));
            Thread slow = new Thread(() -> {
                try {
                    client.flows(COMPOSITE);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            slow.start();
            while (simulator.requests(Endpoint.INVESTOR_FLOW) == 0) {
                Thread.onSpinWait();
            }
            assertThat(client.flows(COMPOSITE).status()).isEqualTo(200);
            assertThat(slow.isAlive()).isTrue();
            slow.join();
        }
    }
}

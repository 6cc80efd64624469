package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Client.COMPOSITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.ManualClock;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator to inject faults into, a client that is signed in, and the last entry of the ledger. */
abstract class FaultsFixture {
    static final MarketSector OTHER = new MarketSector("KSQ", "1001");
    final ManualClock clock = ManualClock.at("2026-11-20T14:00:00");
    KisSimulator simulator;
    Client client;

    @BeforeEach
    void start() throws IOException {
        simulator = KisSimulator.start(Client.options()
                .clock(clock)
                .movement(Movement.ALWAYS_MOVING)
                .tokenSpacing(Duration.ZERO)
                .quotaPerSecond(0)
                .build());
        client = new Client(simulator).signedIn();
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    Client.Got struckBy(String fault) throws IOException {
        simulator.inject(Injection.parse(fault).times(1));
        return client.flows(COMPOSITE);
    }

    LedgerEntry last() {
        List<LedgerEntry> all = simulator.ledger().all();
        return all.get(all.size() - 1);
    }

    void assertLedger(LedgerEntry.Kind kind, String detail) {
        assertThat(last().pair()).isEqualTo(COMPOSITE);
        assertThat(last().kind()).isEqualTo(kind);
        assertThat(last().detail()).isEqualTo(detail);
        boolean readable =
                kind == LedgerEntry.Kind.SERVED || kind == LedgerEntry.Kind.ZERO || kind == LedgerEntry.Kind.BLANK;
        assertThat(last().snapshot() != null).isEqualTo(readable);
    }
}

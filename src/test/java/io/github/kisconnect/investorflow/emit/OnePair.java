package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The emission of a task that has one pair, with ticks of a minute. */
final class OnePair {
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private final MarketSector pair;
    private final TaskEmission emission;

    OnePair(MarketSector pair, EmissionSettings settings, TradingSessions sessions, Published last) {
        this.pair = pair;
        this.emission = new TaskEmission(settings, sessions, List.of(new TaskEmission.Start(pair, INTERVAL, last)));
    }

    /** At any time, and only what changes. */
    static OnePair always(Duration maxSilence, Published last) {
        return new OnePair(
                new MarketSector("KSP", "0001"),
                new EmissionSettings(EmitMode.CHANGES, maxSilence, false),
                TradingSessions.always(),
                last);
    }

    /** Of an answer that does not tell the server's time. */
    Verdict offer(Instant tick, Snapshot snapshot) {
        return offer(tick, snapshot, null);
    }

    Verdict offer(Instant tick, Snapshot snapshot, Instant servedAt) {
        return emission.offer(pair, tick, new Row(snapshot, tick.plusMillis(5), servedAt, "MCA00000"));
    }

    Optional<Rejected> reject(Instant tick, Reject reject) {
        return emission.reject(pair, tick, reject);
    }
}

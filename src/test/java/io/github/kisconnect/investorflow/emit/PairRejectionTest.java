package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Rejects;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An answer that cannot be read")
class PairRejectionTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant FIRST = Instant.parse("2026-11-23T00:00:00Z");
    private static final Snapshot A = Samples.all(1L);
    private static final Snapshot B = Samples.all(2L);
    private static final Reject WRONG = Rejects.of(RejectReason.WRONG_FIGURE, "{1}");

    private final OnePair emission = emission(true);

    @Test
    @DisplayName("is published with the pair's last record, which it leaves as it is")
    void withLast() {
        Emitted record = offer(0, A).orElseThrow();
        Rejected rejected = reject(1, WRONG).orElseThrow();
        assertThat(rejected).isEqualTo(new Rejected(PAIR, tick(1), WRONG, record.published()));
        assertThat(offer(2, A)).as("unchanged since the record").isEmpty();
        assertThat(offer(3, B)).hasValueSatisfying(next -> {
            assertThat(next.previousTick()).isEqualTo(tick(0));
            assertThat(next.missedTicks())
                    .as("only the rejected tick got no answer")
                    .isEqualTo(1);
        });
    }

    @Test
    @DisplayName("has no last record where the pair has none")
    void withoutLast() {
        assertThat(reject(0, WRONG)).map(Rejected::last).isEmpty();
        assertThat(reject(0, WRONG)).isEmpty();
    }

    @Test
    @DisplayName("is published once as long as nothing changes, and again after a good answer")
    void once() {
        assertThat(reject(0, WRONG)).isPresent();
        assertThat(reject(0, WRONG)).isEmpty();
        assertThat(reject(1, WRONG)).isEmpty();
        assertThat(reject(900, WRONG)).isEmpty();
        offer(901, A);
        assertThat(reject(902, WRONG)).isPresent();
        offer(903, A);
        assertThat(reject(904, WRONG))
                .as("a good answer that was no record counts, too")
                .isPresent();
    }

    @Test
    @DisplayName("is published when it differs from the one before, for each is evidence, but once a tick")
    void different() {
        assertThat(reject(0, WRONG)).isPresent();
        assertThat(reject(0, Rejects.of(RejectReason.WRONG_FIGURE, "{2}"))).isEmpty();
        assertThat(reject(1, Rejects.of(RejectReason.WRONG_FIGURE, "{3}"))).isPresent();
        assertThat(reject(2, WRONG)).isPresent();
    }

    @Test
    @DisplayName("is published in the same tick when its reason is another one")
    void otherReason() {
        assertThat(reject(0, WRONG)).isPresent();
        assertThat(reject(0, Rejects.of(RejectReason.NOT_JSON, "<html>"))).isPresent();
        assertThat(reject(0, Rejects.of(RejectReason.WRONG_FIGURE, "{2}")))
                .as("that reason once more")
                .isEmpty();
        assertThat(reject(1, Rejects.of(RejectReason.WRONG_FIGURE, "{2}"))).isPresent();
    }

    @Test
    @DisplayName("is not published where there is no quarantine")
    void noQuarantine() {
        assertThat(emission(false).reject(tick(0), WRONG)).isEmpty();
    }

    private Optional<Emitted> offer(int minute, Snapshot snapshot) {
        return Emissions.record(emission.offer(tick(minute), snapshot));
    }

    private Optional<Rejected> reject(int minute, Reject reject) {
        return emission.reject(tick(minute), reject);
    }

    private static OnePair emission(boolean quarantine) {
        return new OnePair(
                PAIR,
                new EmissionSettings(EmitMode.CHANGES, Duration.ZERO, quarantine),
                TradingSessions.always(),
                null);
    }

    private static Instant tick(int minute) {
        return FIRST.plus(MINUTE.multipliedBy(minute));
    }
}

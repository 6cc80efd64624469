package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pair that the API refuses")
class ParkingTest {
    private static final MarketSector PAIR = new MarketSector("KSP", "9999");
    private static final MarketSector OTHER = new MarketSector("KSP", "0001");
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

    private final Parking parking = new Parking();

    @Test
    @DisplayName(
            "is parked after three ticks of it, not after three refusals in one tick, with one line that names the remedy")
    void threeTicks() {
        try (LogCapture log = LogCapture.begin()) {
            for (int i = 0; i < 5; i++) {
                parking.refused(PAIR, START, "OPSQ2001");
            }
            parking.refused(PAIR, tick(1), "OPSQ2001");
            assertThat(parking.parked()).isZero();
            assertThat(parking.isDue(PAIR, tick(2))).isTrue();

            parking.refused(PAIR, tick(2), "OPSQ2001");
            parking.refused(PAIR, tick(62), "OPSQ2001");
            assertThat(parking.parked()).isEqualTo(1);
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("KSP:9999 is parked", "OPSQ2001", "once an hour", "market.sectors");
        }
        assertThat(parking.example()).contains("KSP:9999: OPSQ2001");
    }

    @Test
    @DisplayName("is asked for an hour after it was last refused, and each hour from then on")
    void hourly() {
        park();
        assertThat(parking.isDue(PAIR, tick(3))).isFalse();
        assertThat(parking.isDue(PAIR, tick(61))).isFalse();
        assertThat(parking.isDue(PAIR, tick(62))).isTrue();
        parking.refused(PAIR, tick(62), "OPSQ2001");
        assertThat(parking.isDue(PAIR, tick(121))).isFalse();
        assertThat(parking.isDue(PAIR, tick(122))).isTrue();
    }

    @Test
    @DisplayName("is as any other again once it is answered, and says so")
    void answered() {
        park();
        try (LogCapture log = LogCapture.begin()) {
            parking.answered(PAIR);
            assertThat(log.ours(Level.INFO)).singleElement().asString().contains("KSP:9999 is answered again");
        }
        assertThat(parking.parked()).isZero();
        parking.refused(PAIR, tick(63), "OPSQ2001");
        parking.refused(PAIR, tick(64), "OPSQ2001");
        assertThat(parking.isDue(PAIR, tick(65))).isTrue();
    }

    @Test
    @DisplayName("says nothing when it is answered without having been parked, and stops no other pair")
    void others() {
        parking.refused(PAIR, START, "OPSQ2001");
        try (LogCapture log = LogCapture.begin()) {
            parking.answered(PAIR);
            parking.answered(OTHER);
            assertThat(log.ours(Level.INFO)).isEmpty();
        }
        park();
        assertThat(parking.isDue(OTHER, tick(3))).isTrue();
    }

    @Test
    @DisplayName("is not forgotten for longer than an hour when the clock is set back")
    void setBack() {
        park();
        Instant earlier = START.minus(Duration.ofDays(1));
        assertThat(parking.isDue(PAIR, earlier)).isTrue();
        parking.refused(PAIR, earlier, "OPSQ2001");
        assertThat(parking.isDue(PAIR, earlier.plusSeconds(60))).isFalse();
        assertThat(parking.isDue(PAIR, earlier.plusSeconds(3600))).isTrue();
    }

    private void park() {
        for (int minute = 0; minute < 3; minute++) {
            parking.refused(PAIR, tick(minute), "OPSQ2001");
        }
    }

    private static Instant tick(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}

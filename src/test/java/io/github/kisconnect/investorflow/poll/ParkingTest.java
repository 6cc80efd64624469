package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pair that the API refuses")
class ParkingTest {
    /** The API may well not know it. */
    private static final MarketSector ODD = new MarketSector("KSP", "9999");

    private static final MarketSector SURE = new MarketSector("KSP", "0001");
    private static final MarketSector ALSO_SURE = new MarketSector("KSQ", "1001");
    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

    private final Parking parking = parking(Set.of());
    private int minute = -1;

    @Test
    @DisplayName("is parked after three ticks where the API may not know it, with one line that names the remedy")
    void threeTicks() {
        try (LogCapture log = LogCapture.begin()) {
            next();
            for (int i = 0; i < 5; i++) {
                parking.refused(ODD, tick(0), "OPSQ2001");
            }
            next();
            parking.refused(ODD, tick(1), "OPSQ2001");
            next();
            assertThat(parking.parked()).isZero();
            parking.refused(ODD, tick(2), "OPSQ2001");
            next();
            assertThat(parking.parked()).isEqualTo(1);
            refused(62);
            assertThat(log.ours(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("KSP:9999 is parked", "OPSQ2001", "once an hour", "market.sectors");
        }
        assertThat(parking.example()).contains("KSP:9999: OPSQ2001");
    }

    @Test
    @DisplayName("is parked after ten minutes only where it is sure to exist, or was answered that day")
    void tenMinutes() {
        for (MarketSector pair : Set.of(SURE, ODD)) {
            Parking own = parking(Set.of());
            own.begin();
            if (pair.equals(ODD)) {
                own.answered(ODD, START, true);
            }
            for (int i = 1; i <= 11; i++) {
                own.begin();
                own.refused(pair, tick(i), "blanks");
                assertThat(own.parked()).as("minute %d", i).isZero();
            }
            own.begin();
            assertThat(own.parked()).as("%s", pair).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("is none of its own where all of three pairs are blank at once: the API is out of order")
    void outage() {
        for (int i = 0; i < 60; i++) {
            next();
            for (MarketSector pair : Set.of(ODD, SURE, ALSO_SURE)) {
                parking.blank(pair, tick(i), "blanks");
            }
        }
        next();
        assertThat(parking.parked()).isZero();
    }

    @Test
    @DisplayName("is parked where the API says of three at once that it does not know them")
    void refusedInWords() {
        for (int i = 0; i < 11; i++) {
            next();
            for (MarketSector pair : Set.of(ODD, SURE, ALSO_SURE)) {
                parking.refused(pair, tick(i), "OPSQ2001");
            }
        }
        next();
        assertThat(parking.parked()).isEqualTo(3);
    }

    @Test
    @DisplayName("is not parked for what was refused on the day before: the night is no time of it")
    void overNight() {
        Parking own = parking(Set.of());
        Instant evening = Instant.parse("2026-11-23T11:08:00Z");
        Instant morning = Instant.parse("2026-11-23T23:40:00Z");
        for (Instant tick : new Instant[] {evening, evening.plusSeconds(60), morning}) {
            own.begin();
            own.blank(SURE, tick, "blanks");
        }
        own.begin();
        assertThat(own.parked()).isZero();
    }

    @Test
    @DisplayName(
            "is one of those that do not exist where none of three was ever answered and the API may know none of them")
    void noneExists() {
        Parking own = new Parking(pair -> true, Set.of());
        for (int i = 0; i < 3; i++) {
            own.begin();
            for (MarketSector pair : Set.of(ODD, SURE, ALSO_SURE)) {
                own.blank(pair, tick(i), "blanks");
            }
        }
        own.begin();
        assertThat(own.parked()).isEqualTo(3);
        assertThat(own.isNoneAnswered()).isTrue();
        assertThat(parking(Set.of(SURE)).isNoneAnswered())
                .as("one has a record")
                .isFalse();
    }

    @Test
    @DisplayName("is asked for an hour after it was last refused, and each hour from then on")
    void hourly() {
        park();
        assertThat(parking.isDue(ODD, tick(3))).isFalse();
        assertThat(parking.isDue(ODD, tick(61))).isFalse();
        assertThat(parking.isDue(ODD, tick(62))).isTrue();
        refused(62);
        assertThat(parking.isDue(ODD, tick(121))).isFalse();
        assertThat(parking.isDue(ODD, tick(122))).isTrue();
    }

    @Test
    @DisplayName("is as any other again once it is answered, and says so")
    void answered() {
        park();
        try (LogCapture log = LogCapture.begin()) {
            parking.answered(ODD, tick(62), true);
            assertThat(log.ours(Level.INFO)).singleElement().asString().contains("KSP:9999 is answered again");
        }
        assertThat(parking.parked()).isZero();
        assertThat(parking.isDue(ODD, tick(63))).isTrue();
    }

    @Test
    @DisplayName("says nothing when it is answered without having been parked, and stops no other pair")
    void others() {
        try (LogCapture log = LogCapture.begin()) {
            refused(0);
            parking.answered(ODD, tick(1), true);
            parking.answered(SURE, tick(1), true);
            assertThat(log.ours(Level.INFO)).isEmpty();
        }
        park();
        assertThat(parking.isDue(SURE, tick(3))).isTrue();
    }

    @Test
    @DisplayName("is not forgotten for longer than an hour when the clock is set back")
    void setBack() {
        park();
        Instant earlier = START.minus(Duration.ofDays(1));
        assertThat(parking.isDue(ODD, earlier)).isTrue();
        parking.begin();
        parking.refused(ODD, earlier, "OPSQ2001");
        parking.begin();
        assertThat(parking.isDue(ODD, earlier.plusSeconds(60))).isFalse();
        assertThat(parking.isDue(ODD, earlier.plusSeconds(3600))).isTrue();
    }

    private static Parking parking(Set<MarketSector> everAnswered) {
        return new Parking(ODD::equals, everAnswered);
    }

    private void park() {
        for (int i = 0; i < 3; i++) {
            refused(i);
        }
    }

    private void refused(int at) {
        parking.begin();
        parking.refused(ODD, tick(at), "OPSQ2001");
        parking.begin();
    }

    private void next() {
        parking.begin();
    }

    private static Instant tick(int number) {
        return START.plus(Duration.ofMinutes(number));
    }
}

package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The emission of a pair")
class PairEmissionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Snapshot A = Samples.all(1L);
    private static final Snapshot B = Samples.all(2L);
    private static final Snapshot C = Samples.all(3L);
    private static final Snapshot ZEROS = Samples.all(0L);

    @Test
    @DisplayName("with changes, makes a record of what differs from the last record")
    void changes() {
        OnePair emission = changes(Duration.ZERO, null);
        assertThat(offer(emission, "09:00", A)).isPresent();
        assertThat(offer(emission, "09:01", A)).isEmpty();
        assertThat(offer(emission, "09:02", B)).isPresent();
        assertThat(offer(emission, "09:03", B)).isEmpty();
        assertThat(offer(emission, "09:04", C)).isPresent();
        assertThat(offer(emission, "23:59", C)).isEmpty();
    }

    @Test
    @DisplayName("with all, makes a record of every answer")
    void all() {
        OnePair emission = emission(EmitMode.ALL, Duration.ZERO, null);
        assertThat(offer(emission, "09:00", A)).isPresent();
        assertThat(offer(emission, "09:01", A)).isPresent();
        assertThat(offer(emission, "09:02", A)).isPresent();
    }

    @Test
    @DisplayName("repeats an unchanged snapshot when the longest silence is over, counted from the last record")
    void maxSilence() {
        OnePair emission = changes(Duration.ofMinutes(5), null);
        assertThat(offer(emission, "09:00", A)).isPresent();
        assertThat(offer(emission, "09:04", A)).isEmpty();
        assertThat(offer(emission, "09:05", A)).isPresent();
        assertThat(offer(emission, "09:09", A)).isEmpty();
        assertThat(offer(emission, "09:12", A)).isPresent();
        assertThat(offer(emission, "09:16", A)).isEmpty();
        assertThat(offer(emission, "09:17", A)).isPresent();
    }

    @Test
    @DisplayName("goes on counting silence from a stored offset")
    void silenceOverARestart() {
        OnePair emission = changes(Duration.ofMinutes(5), published("2026-11-23", "09:00", A));
        assertThat(offer(emission, "09:02", A)).isEmpty();
        assertThat(offer(emission, "09:05", A)).isPresent();
    }

    @ParameterizedTest
    @DisplayName("holds the row of an earlier day until another one comes")
    @EnumSource(EmitMode.class)
    void earlierDay(EmitMode mode) {
        OnePair emission = emission(mode, MINUTE, published("2026-11-20", "20:00", A));
        assertThat(offer(emission, "08:40", A)).isEmpty();
        assertThat(offer(emission, "08:59", A)).isEmpty();
        assertThat(offer(emission, "09:00", ZEROS)).isPresent();
        assertThat(offer(emission, "09:01", A))
                .get()
                .extracting(Emitted::previousTick)
                .isEqualTo(tick("09:00"));
    }

    @Test
    @DisplayName("holds its own row of the day before, at and after midnight")
    void overMidnight() {
        OnePair emission = changes(MINUTE, null);
        assertThat(offer(emission, "23:58", A)).isPresent();
        assertThat(offer(emission, "23:59", A)).isPresent();
        Instant midnight = tick("23:59").plus(MINUTE);
        assertThat(offer(emission, midnight, A)).isEmpty();
        assertThat(offer(emission, midnight.plus(MINUTE), A)).isEmpty();
        Emitted first =
                offer(emission, midnight.plus(MINUTE.multipliedBy(2)), B).orElseThrow();
        assertThat(first.tradeDate()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(first.previousTick()).isNull();
        assertThat(first.missedTicks()).as("two that were held").isEqualTo(2);
    }

    @Test
    @DisplayName("takes zeros for what a new day begins with, also after a day of zeros")
    void zerosAgain() {
        OnePair emission = changes(Duration.ZERO, published("2026-11-20", "20:00", ZEROS));
        assertThat(offer(emission, "08:40", ZEROS)).isPresent();
        assertThat(offer(emission, "08:41", ZEROS)).isEmpty();
    }

    @Test
    @DisplayName("takes any row for new after an offset without digest and date")
    void offsetWithoutDigest() {
        OnePair emission = changes(Duration.ZERO, new Published(tick("08:59"), null, null));
        assertThat(offer(emission, "09:00", A)).isPresent();
        assertThat(offer(emission, "09:01", A)).isEmpty();
    }

    @Test
    @DisplayName("has no previous tick on the first record of a day, and the last record's on the others")
    void previousTick() {
        OnePair emission = changes(Duration.ZERO, published("2026-11-20", "20:00", B));
        assertThat(offer(emission, "09:00", A))
                .get()
                .extracting(Emitted::previousTick)
                .isNull();
        assertThat(offer(emission, "09:01", A)).isEmpty();
        assertThat(offer(emission, "09:03", B))
                .get()
                .extracting(Emitted::previousTick)
                .isEqualTo(tick("09:00"));
    }

    @Test
    @DisplayName("carries what it was given")
    void content() {
        OnePair emission = changes(Duration.ZERO, null);
        Emitted emitted = Emissions.record(emission.offer(tick("09:00"), A, tick("08:59")))
                .orElseThrow();
        assertThat(emitted.tick()).isEqualTo(tick("09:00"));
        assertThat(emitted.row()).isEqualTo(new Row(A, tick("09:00").plusMillis(5), tick("08:59"), "MCA00000"));
        assertThat(emitted.published().tick()).isEqualTo(tick("09:00"));
        assertThat(emitted.published().digest()).isEqualTo(A.digest());
        assertThat(emitted.published().tradeDate()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(emitted.published().missedTicksOfDay()).isEqualTo(emitted.missedTicksOfDay());
    }

    @Test
    @DisplayName("names no previous tick when the clock was set back, for it would be a later one")
    void setBack() {
        OnePair emission = changes(Duration.ZERO, null);
        offer(emission, "09:30", A);
        Emitted first = offer(emission, "09:10", A).orElseThrow();
        assertThat(first.previousTick()).isNull();
        assertThat(first.missedTicks()).as("since the day began").isEqualTo(9 * 60 + 10);
        assertThat(offer(emission, "09:11", B).orElseThrow().previousTick()).isEqualTo(tick("09:10"));
    }

    @Test
    @DisplayName("is never of a session's end where there is no session")
    void endlessSession() {
        OnePair emission = changes(Duration.ZERO, null);
        assertThat(offer(emission, "23:59", A).orElseThrow().endOfSession()).isFalse();
    }

    @ParameterizedTest
    @DisplayName("stands an offset with an absurd timestamp under today's date")
    @ValueSource(longs = {Long.MIN_VALUE, -1_000_000_000_000_000L, 0, Long.MAX_VALUE})
    void absurdOffset(long timestamp) {
        Published absurd = new Published(
                Instant.ofEpochMilli(timestamp), "v1:0", LocalDate.of(2026, 11, 23), Integer.MAX_VALUE, "v1:1");
        assertThat(offer(changes(Duration.ZERO, absurd), "09:00", A)
                        .orElseThrow()
                        .missedTicks())
                .isEqualTo(9 * 60);
    }

    private static Optional<Emitted> offer(OnePair emission, String time, Snapshot snapshot) {
        return offer(emission, tick(time), snapshot);
    }

    private static Optional<Emitted> offer(OnePair emission, Instant tick, Snapshot snapshot) {
        return Emissions.record(emission.offer(tick, snapshot));
    }

    private static OnePair changes(Duration maxSilence, Published last) {
        return emission(EmitMode.CHANGES, maxSilence, last);
    }

    private static OnePair emission(EmitMode mode, Duration maxSilence, Published last) {
        return new OnePair(
                new MarketSector("KSP", "0001"),
                new EmissionSettings(mode, maxSilence, false),
                TradingSessions.always(),
                last);
    }

    private static Published published(String date, String time, Snapshot snapshot) {
        return new Published(Instant.parse(date + "T" + time + ":00+09:00"), snapshot.digest(), LocalDate.parse(date));
    }

    private static Instant tick(String time) {
        return Instant.parse("2026-11-23T" + time + ":00+09:00");
    }
}

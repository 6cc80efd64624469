package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final MarketSector PAIR = new MarketSector("KSP", "0001");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Snapshot A = Samples.all(1L);
    private static final Snapshot B = Samples.all(2L);
    private static final Snapshot C = Samples.all(3L);
    private static final Snapshot ZEROS = Samples.all(0L);

    @Test
    @DisplayName("with changes, makes a record of what differs from the last record")
    void changes() {
        PairEmission emission = changes(Duration.ZERO, null, "09:00");
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
        PairEmission emission = emission(EmitMode.ALL, Duration.ZERO, null, "09:00");
        assertThat(offer(emission, "09:00", A)).isPresent();
        assertThat(offer(emission, "09:01", A)).isPresent();
        assertThat(offer(emission, "09:02", A)).isPresent();
    }

    @Test
    @DisplayName("repeats an unchanged snapshot when the longest silence is over, counted from the last record")
    void maxSilence() {
        PairEmission emission = changes(Duration.ofMinutes(5), null, "09:00");
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
        PairEmission emission = changes(Duration.ofMinutes(5), published("2026-11-23", "09:00", A), "09:02");
        assertThat(offer(emission, "09:02", A)).isEmpty();
        assertThat(offer(emission, "09:05", A)).isPresent();
    }

    @ParameterizedTest
    @DisplayName("holds the row of an earlier day until another one comes")
    @EnumSource(EmitMode.class)
    void earlierDay(EmitMode mode) {
        PairEmission emission = emission(mode, MINUTE, published("2026-11-20", "20:00", A), "08:40");
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
        PairEmission emission = changes(MINUTE, null, "23:58");
        assertThat(offer(emission, "23:58", A)).isPresent();
        assertThat(offer(emission, "23:59", A)).isPresent();
        Instant midnight = tick("23:59").plus(MINUTE);
        assertThat(offer(emission, midnight, A)).isEmpty();
        assertThat(offer(emission, midnight.plus(MINUTE), A)).isEmpty();
        Emitted first =
                offer(emission, midnight.plus(MINUTE.multipliedBy(2)), B).orElseThrow();
        assertThat(first.tradeDate()).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(first.previousTick()).isNull();
        assertThat(first.missedTicks()).isZero();
    }

    @Test
    @DisplayName("takes zeros for what a new day begins with, also after a day of zeros")
    void zerosAgain() {
        PairEmission emission = changes(Duration.ZERO, published("2026-11-20", "20:00", ZEROS), "08:40");
        assertThat(offer(emission, "08:40", ZEROS)).isPresent();
        assertThat(offer(emission, "08:41", ZEROS)).isEmpty();
    }

    @Test
    @DisplayName("takes any row for new after an offset without digest and date")
    void offsetWithoutDigest() {
        PairEmission emission = changes(Duration.ZERO, new Published(tick("08:59"), null, null), "09:00");
        assertThat(offer(emission, "09:00", A)).isPresent();
        assertThat(offer(emission, "09:01", A)).isEmpty();
    }

    @Test
    @DisplayName("has no previous tick on the first record of a day, and the last record's on the others")
    void previousTick() {
        PairEmission emission = changes(Duration.ZERO, published("2026-11-20", "20:00", B), "09:00");
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
        PairEmission emission = changes(Duration.ZERO, null, "09:00");
        Instant received = tick("09:00").plusMillis(321);
        Emitted emitted = emission.offer(tick("09:00"), A, received, null, "MCA00000")
                .record()
                .orElseThrow();
        assertThat(emitted).isEqualTo(new Emitted(PAIR, tick("09:00"), received, A, "MCA00000", null, 0));
        assertThat(emitted.published()).isEqualTo(new Published(tick("09:00"), A.digest(), LocalDate.of(2026, 11, 23)));
    }

    @Test
    @DisplayName("counts the ticks without an answer since the record before, and not those that were unchanged")
    void missedTicks() {
        PairEmission emission = changes(Duration.ZERO, null, "09:00");
        assertThat(missed(offer(emission, "09:00", A))).isZero();
        assertThat(missed(offer(emission, "09:01", B))).isZero();
        assertThat(missed(offer(emission, "09:05", C))).isEqualTo(3);
        offer(emission, "09:06", C);
        offer(emission, "09:08", C);
        assertThat(missed(offer(emission, "09:10", Samples.all(4L)))).isEqualTo(2);
    }

    @Test
    @DisplayName("counts the time without a running task since the stored offset of the same day")
    void missedOverARestart() {
        PairEmission emission = changes(Duration.ZERO, published("2026-11-23", "09:00", A), "09:30");
        assertThat(missed(offer(emission, "09:30", B))).isEqualTo(29);
    }

    @Test
    @DisplayName("counts every tick since a stored offset that is none of this interval's")
    void missedSinceAnotherInterval() {
        Instant stored = tick("09:00").plusSeconds(30);
        PairEmission emission =
                changes(Duration.ZERO, new Published(stored, A.digest(), LocalDate.parse("2026-11-23")), "09:30");
        assertThat(missed(offer(emission, "09:02", B))).isEqualTo(1);
    }

    @Test
    @DisplayName("counts for a day's first record from when the task first asked that day")
    void missedBeforeTheFirst() {
        PairEmission emission = changes(Duration.ZERO, published("2026-11-20", "20:00", A), "09:00");
        assertThat(missed(offer(emission, "09:03", B))).isEqualTo(3);
        Instant midnight = Instant.parse("2026-11-23T15:00:00Z");
        assertThat(missed(offer(emission, midnight.plus(MINUTE.multipliedBy(4)), A)))
                .isEqualTo(4);
    }

    @Test
    @DisplayName("does not count a held row of an earlier day as missed")
    void heldIsNotMissed() {
        PairEmission emission = changes(Duration.ZERO, published("2026-11-20", "20:00", A), "09:00");
        offer(emission, "09:00", A);
        offer(emission, "09:02", A);
        assertThat(missed(offer(emission, "09:03", B))).isEqualTo(1);
    }

    @ParameterizedTest
    @DisplayName("stands an offset with an absurd timestamp under today's date")
    @ValueSource(longs = {Long.MIN_VALUE, -1_000_000_000_000_000L, 0})
    void absurdOffset(long timestamp) {
        Published absurd = new Published(Instant.ofEpochMilli(timestamp), "v1:0", LocalDate.of(2026, 11, 23));
        PairEmission emission = new PairEmission(
                PAIR,
                new PairEmission.Settings(EmitMode.CHANGES, Duration.ZERO, Duration.ofSeconds(1), false),
                TradingSessions.always(),
                absurd,
                tick("09:00"));
        assertThat(missed(offer(emission, "09:00", A))).isNotNegative();
    }

    private static int missed(Optional<Emitted> emitted) {
        return emitted.orElseThrow().missedTicks();
    }

    private static Optional<Emitted> offer(PairEmission emission, String time, Snapshot snapshot) {
        return offer(emission, tick(time), snapshot);
    }

    private static Optional<Emitted> offer(PairEmission emission, Instant tick, Snapshot snapshot) {
        return emission.offer(tick, snapshot, tick.plusMillis(5), null, "MCA00000")
                .record();
    }

    private static PairEmission changes(Duration maxSilence, Published last, String firstTick) {
        return emission(EmitMode.CHANGES, maxSilence, last, firstTick);
    }

    private static PairEmission emission(EmitMode mode, Duration maxSilence, Published last, String firstTick) {
        return new PairEmission(
                PAIR,
                new PairEmission.Settings(mode, maxSilence, MINUTE, false),
                TradingSessions.always(),
                last,
                tick(firstTick));
    }

    private static Published published(String date, String time, Snapshot snapshot) {
        return new Published(Instant.parse(date + "T" + time + ":00+09:00"), snapshot.digest(), LocalDate.parse(date));
    }

    private static Instant tick(String time) {
        return Instant.parse("2026-11-23T" + time + ":00+09:00");
    }
}

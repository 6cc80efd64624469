package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.HolidayWord;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("With the exchange's sessions, a row")
class DateProofTest {
    private static final MarketSector KOSPI = new MarketSector("KSP", "0001");
    private static final MarketSector FUTURES = new MarketSector("K2I", "F001");
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final Snapshot OLD = Samples.all(900L);
    private static final Snapshot ZEROS = Samples.all(0L);

    private MarketSector pair = KOSPI;
    private EmitMode mode = EmitMode.CHANGES;
    private Boolean saidOpen;
    private boolean saidToday = true;
    private PairEmission emission = emission(null, "08:40");

    @ParameterizedTest
    @EnumSource(EmitMode.class)
    @DisplayName("is published from the opening on when zeros came before it")
    void afterZeros(EmitMode each) {
        mode = each;
        emission = emission(null, "08:40");
        assertPublished("08:40", ZEROS);
        assertHeld("08:59", row(1));
        assertHeld("09:00", row(1));
        assertPublished("09:01", row(2));
        assertPublished("09:02", row(3));
    }

    @Test
    @DisplayName("is held, whatever it is, while it stands as it stood when the day began to be looked at")
    void standing() {
        emission = emission(null, "11:00");
        for (int minute = 0; minute < 59; minute++) {
            assertHeld("11:%02d".formatted(minute), OLD);
        }
        assertPublished("12:00", Samples.all(901L));
        assertHeld("12:01", OLD);
    }

    @Test
    @DisplayName("is held before its market's opening, though another row came before it")
    void beforeTheOpening() {
        assertHeld("08:41", OLD);
        assertHeld("08:42", row(1));
        assertHeld("08:59", row(2));
        assertPublished("09:00", row(2));
    }

    @Test
    @DisplayName("is held before the opening of its own market, which for derivatives is earlier")
    void derivatives() {
        pair = FUTURES;
        emission = emission(null, "08:40");
        assertPublished("08:40", ZEROS);
        assertHeld("08:44", row(1));
        assertPublished("08:45", row(2));
    }

    @Test
    @DisplayName("is held when it is the last record's of an earlier day, whatever else is proved")
    void earlierRecord() {
        saidOpen = true;
        emission = emission(published(FRIDAY, "20:00", OLD.digest()), "08:40");
        assertHeld("08:40", OLD);
        assertPublished("08:50", ZEROS);
        assertHeld("09:00", OLD);
        assertHeld("12:00", OLD);
        assertPublished("12:01", row(5));
        assertHeld("12:02", OLD);
    }

    @Test
    @DisplayName("is published at once after an earlier day's last record, where the API begins the day without zeros")
    void withoutZeros() {
        pair = FUTURES;
        emission = emission(published(FRIDAY, "20:00", OLD.digest()), "08:40");
        assertHeld("08:40", OLD);
        assertHeld("08:53", OLD);
        assertPublished("08:54", row(1));
        assertPublished("08:55", row(2));
    }

    @Test
    @DisplayName("is published at once after a restart, when the day has a record of figures already")
    void restart() {
        emission = emission(published(MONDAY, "13:00", row(5).digest()), "13:30");
        assertPublished("13:30", row(6));
    }

    @Test
    @DisplayName(
            "is held after a restart while it stands, though the day has a record of zeros: what came before them is forgotten")
    void restartAfterZeros() {
        for (String time : List.of("08:55", "09:30")) {
            emission = emission(published(MONDAY, "08:50", ZEROS.digest()), time);
            assertHeld(time, OLD);
            assertHeld("09:31", OLD);
            assertPublished("09:32", row(1));
        }
    }

    @Test
    @DisplayName("is held when it is the one that stood there first, whatever earlier row came in between")
    void suspectAndEarlier() {
        emission = emission(published(FRIDAY, "20:00", OLD.digest()), "09:05");
        assertHeld("09:05", row(7));
        assertHeld("09:06", OLD);
        assertHeld("09:07", row(7));
        assertPublished("09:08", row(8));
    }

    @Test
    @DisplayName("is held on a word of the endpoint that was said on an earlier day")
    void oldWord() {
        saidOpen = true;
        saidToday = false;
        emission = emission(null, "09:10");
        assertHeld("09:10", OLD);
        assertHeld("12:00", OLD);
        saidToday = true;
        assertPublished("12:01", OLD);
    }

    @Test
    @DisplayName("is published on the holiday endpoint's word, ten minutes after every market has opened")
    void word() {
        saidOpen = true;
        pair = FUTURES;
        emission = emission(null, "08:40");
        assertHeld("08:45", OLD);
        assertHeld("09:09", OLD);
        assertPublished("09:10", OLD);
        assertUnchanged("09:11", OLD);
    }

    @Test
    @DisplayName("is held all day where nothing moves and the endpoint says nothing, or that the day is closed")
    void neverProved() {
        emission = emission(null, "19:00");
        assertHeld("19:00", OLD);
        assertHeld("20:00", OLD);
        saidOpen = false;
        assertHeld("20:09", OLD);
    }

    @Test
    @DisplayName("is held that stood there before momentary zeros: they do not make an old row new")
    void momentaryZeros() {
        assertHeld("08:41", OLD);
        assertPublished("08:50", ZEROS);
        assertHeld("09:11", OLD);
        assertHeld("15:00", OLD);
        assertPublished("15:01", row(3));
    }

    @Test
    @DisplayName(
            "of zeros is held, too, when others stood there and figures are long to be expected: the day does not begin then")
    void lateZeros() {
        assertHeld("09:09", OLD);
        assertHeld("09:10", ZEROS);
        assertHeld("09:11", OLD);
        assertPublished("09:12", row(3));
        assertThat(offer("09:13", ZEROS)).isInstanceOf(Verdict.Doubted.class);
    }

    @Test
    @DisplayName("is proved by no offset without a digest, nor by one of another version or another day")
    void alteredOffset() {
        for (Published altered : new Published[] {
            published(MONDAY, "08:45", null),
            new Published(at("08:45"), null, null),
            published(MONDAY, "08:45", "v0:0123456789abcdef"),
            published(FRIDAY, "14:00", "v0:0123456789abcdef"),
            new Published(at("08:45"), row(1).digest(), FRIDAY)
        }) {
            emission = emission(altered, "09:05");
            assertHeld("09:05", OLD);
            assertHeld("09:06", OLD);
            assertPublished("09:07", row(3));
        }
    }

    @Test
    @DisplayName("is held when the server was in another day, zeros as well: this host's clock is wrong")
    void wrongClock() {
        Instant dayBefore = at("10:00").minus(Duration.ofDays(1));
        assertThat(emission.offer(at("10:00"), ZEROS, at("10:00"), dayBefore, ""))
                .isInstanceOf(Verdict.Held.class);
        assertThat(emission.offer(at("10:01"), row(1), at("10:01"), dayBefore, ""))
                .isInstanceOf(Verdict.Held.class);
        assertThat(emission.offer(at("10:02"), ZEROS, at("10:02"), at("10:02"), "")
                        .record())
                .isPresent();
        assertThat(emission.offer(at("10:03"), OLD, at("10:03"), at("03:03"), ""))
                .as("by the server's clock its market has not opened yet")
                .isInstanceOf(Verdict.Held.class);
    }

    @Test
    @DisplayName("of the day counts ticks that were held as answered")
    void missedTicks() {
        emission = emission(null, "11:00");
        assertHeld("11:00", OLD);
        assertHeld("11:01", OLD);
        Emitted first = offer("11:04", Samples.all(901L)).record().orElseThrow();
        assertThat(first.previousTick()).isNull();
        assertThat(first.missedTicks()).isEqualTo(2);
    }

    @Test
    @DisplayName("of a later day counts missed ticks from the session's start")
    void missedFromTheStart() {
        emission = emission(published(FRIDAY, "14:00", row(5).digest()), LocalDate.of(2026, 11, 21), "00:00");
        Emitted first = offer("08:43", ZEROS).record().orElseThrow();
        assertThat(first.missedTicks()).isEqualTo(3);
    }

    @Test
    @DisplayName("counts missed ticks from the session's start, too, when the offset was altered to before it")
    void missedFromTheStartOfAnAlteredOffset() {
        mode = EmitMode.ALL;
        emission = emission(published(MONDAY, "07:00", ZEROS.digest()), "08:41");
        Emitted first = offer("08:43", ZEROS).record().orElseThrow();
        assertThat(first.previousTick()).isEqualTo(at("07:00"));
        assertThat(first.missedTicks()).isEqualTo(3);
    }

    private void assertHeld(String time, Snapshot row) {
        assertThat(offer(time, row)).as(time).isInstanceOf(Verdict.Held.class);
    }

    private void assertPublished(String time, Snapshot row) {
        assertThat(offer(time, row)).as(time).isInstanceOf(Verdict.Published.class);
    }

    private void assertUnchanged(String time, Snapshot row) {
        assertThat(offer(time, row)).as(time).isInstanceOf(Verdict.Unchanged.class);
    }

    private Verdict offer(String time, Snapshot row) {
        return emission.offer(at(time), row, at(time), at(time), "");
    }

    private PairEmission emission(Published last, String firstTick) {
        return emission(last, MONDAY, firstTick);
    }

    private PairEmission emission(Published last, LocalDate firstDate, String firstTick) {
        TradingSessions sessions = TradingSessions.krx(
                SessionWindow.DEFAULT,
                Set.of(),
                new HolidayWord() {
                    @Override
                    public Optional<Boolean> saysOpen(LocalDate date) {
                        return Optional.ofNullable(saidOpen);
                    }

                    @Override
                    public boolean isOf(LocalDate date) {
                        return saidToday;
                    }
                },
                TradingCalendar.bundled(),
                Catalogue.bundled());
        return new PairEmission(
                pair,
                new PairEmission.Settings(mode, Duration.ZERO, Duration.ofMinutes(1), false),
                sessions,
                last,
                at(firstDate, firstTick));
    }

    private static Published published(LocalDate date, String time, String digest) {
        return new Published(at(date, time), digest, date);
    }

    private static Snapshot row(long figure) {
        return Samples.all(figure);
    }

    private static Instant at(String time) {
        return at(MONDAY, time);
    }

    private static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).toInstant(Kst.ZONE);
    }
}

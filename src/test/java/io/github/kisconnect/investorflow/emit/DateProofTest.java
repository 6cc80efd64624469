package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("With the exchange's sessions, a row")
class DateProofTest extends SessionFixture {
    @ParameterizedTest
    @EnumSource(EmitMode.class)
    @DisplayName("is published from the opening on when zeros came after what is known to have stood there")
    void afterZeros(EmitMode each) {
        mode = each;
        start(ended(FRIDAY, OLD));
        assertPublished("08:40", ZEROS);
        assertHeld("08:59", row(1));
        assertHeld("09:00", row(1));
        assertPublished("09:01", row(2));
        assertPublished("09:02", row(3));
    }

    @Test
    @DisplayName("is held after zeros at a first start until one has risen above it and fallen in no figure")
    void afterZerosAtAFirstStart() {
        assertPublished("08:40", ZEROS);
        assertHeld("09:03", row(5));
        assertHeld("09:04", row(5));
        assertHeld("09:05", Samples.with(row(6), InvestorGroup.BANK, Figure.SELL_VALUE, 4L));
        assertHeld("09:06", row(5), Hold.NOT_PROVED);
        assertPublished("09:07", row(7));
    }

    @Test
    @DisplayName(
            "is held after zeros that came after a record in the midst of a day: what stood there at its end is not known")
    void afterADayWithoutAnEnd() {
        start(record(FRIDAY, "14:00", row(500).digest(), null));
        assertPublished("08:40", ZEROS);
        assertHeld("09:01", OLD);
        assertHeld("09:02", row(1));
        assertHeld("09:03", OLD);
        assertPublished("09:04", row(2));
        assertHeld("09:05", row(500));
    }

    @Test
    @DisplayName("is held, whatever it is, while it stands as it stood when the day began to be looked at")
    void standing() {
        for (int minute = 0; minute < 59; minute++) {
            assertHeld("11:%02d".formatted(minute), OLD);
        }
        assertPublished("12:00", Samples.all(901L));
    }

    @Test
    @DisplayName("is held before its market's opening, and is never of the day then, whatever comes after it")
    void beforeTheOpening() {
        assertHeld("08:41", OLD);
        assertHeld("08:59", row(950));
        assertPublished("09:00", row(2));
        assertHeld("09:01", row(950));
        assertHeld("09:02", OLD);
        assertPublished("09:03", row(3));
    }

    @Test
    @DisplayName("is held before the opening of its own market, which for derivatives is earlier")
    void derivatives() {
        pair = FUTURES;
        start(ended(FRIDAY, OLD));
        assertPublished("08:40", ZEROS);
        assertHeld("08:44", row(1));
        assertPublished("08:45", row(2));
    }

    @Test
    @DisplayName("is held when it is what stood there at the end of an earlier day, whatever else is proved")
    void earlierRecord() {
        saidOpen = true;
        start(ended(FRIDAY, OLD));
        assertHeld("08:40", OLD);
        assertPublished("08:50", ZEROS);
        assertHeld("09:00", OLD);
        assertHeld("12:00", OLD);
        assertPublished("12:01", row(5));
        assertHeld("12:02", OLD);
    }

    @Test
    @DisplayName(
            "is published at once after what stood there at an earlier day's end, where the API begins the day without zeros")
    void withoutZeros() {
        pair = FUTURES;
        start(ended(FRIDAY, OLD));
        assertHeld("08:40", OLD);
        assertHeld("08:53", OLD);
        assertPublished("08:54", row(1));
        assertPublished("08:55", row(2));
    }

    @Test
    @DisplayName("is published at once after a restart, when the day has a record of figures already")
    void restart() {
        start(record(MONDAY, "13:00", row(5).digest(), OLD.digest()));
        assertHeld("13:29", OLD);
        assertPublished("13:30", row(6));
    }

    @Test
    @DisplayName(
            "is held after a restart between zeros and figures when it is what stood there before, however many zeros come first")
    void restartBetweenZerosAndFigures() {
        start(ended(FRIDAY, OLD));
        Emitted zeros = assertPublished("08:50", ZEROS);
        assertThat(zeros.published().earlierDigest()).isEqualTo(OLD.digest());
        start(zeros.published());
        assertUnchanged("08:58", ZEROS);
        assertHeld("09:01", OLD);
        assertUnchanged("09:02", ZEROS);
        assertHeld("09:03", OLD);
        assertPublished("09:04", row(1));
    }

    @Test
    @DisplayName("is held after such a restart, too, when nobody knows what stood there: until one has risen above it")
    void restartBetweenZerosAndFiguresOfAFirstDay() {
        for (String time : List.of("08:55", "09:05")) {
            start(record(MONDAY, "08:50", ZEROS.digest(), null));
            assertUnchanged(time, ZEROS);
            assertHeld("09:06", row(1));
            assertPublished("09:07", row(2));
        }
    }

    @Test
    @DisplayName("is held when it is the one that stood there first, whatever earlier row came in between")
    void suspectAndEarlier() {
        start(ended(FRIDAY, OLD));
        assertHeld("09:05", row(7));
        assertHeld("09:06", OLD);
        assertPublished("09:08", row(8));
    }

    @Test
    @DisplayName("is held on a word of the endpoint that was said on an earlier day")
    void oldWord() {
        saidOpen = true;
        saidToday = false;
        anotherTrades("09:08");
        assertHeld("09:10", OLD);
        assertHeld("12:00", OLD);
        saidToday = true;
        assertPublished("12:01", OLD);
    }

    @Test
    @DisplayName(
            "is published on the holiday endpoint's word, ten minutes after every market has opened, when another pair of the task trades")
    void word() {
        saidOpen = true;
        anotherTrades("09:05");
        assertHeld("09:07", OLD);
        assertHeld("09:09", OLD);
        assertPublished("09:10", OLD);
        assertUnchanged("09:11", OLD);
    }

    @Test
    @DisplayName(
            "is held against that word where no pair trades: on a closure that nobody announced the endpoint says so, too")
    void wordOnAClosure() {
        saidOpen = true;
        assertHeld("09:10", OLD);
        assertHeld("20:09", OLD, Hold.NOT_PROVED);
    }

    @ParameterizedTest(name = "on {0}")
    @CsvSource({
        "2026-01-02, 10:09, 10:10",
        "2026-11-19, 10:09, 10:10",
        "2028-01-03, 10:09, 10:10",
        "2028-06-15, 10:09, 10:10"
    })
    @DisplayName(
            "is published on that word an hour later where the markets open late, or may for all that the calendar knows")
    void wordOnALateDay(LocalDate day, String before, String from) {
        date = day;
        saidOpen = true;
        anotherTrades("10:05");
        assertHeld("10:08", OLD);
        assertHeld(before, OLD);
        assertPublished(from, OLD);
    }

    @Test
    @DisplayName("is held all day where nothing moves and the endpoint says nothing")
    void neverProved() {
        assertHeld("19:00", OLD);
        assertHeld("20:00", OLD, Hold.NOT_PROVED);
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
    @DisplayName("of zeros and blanks is held, proves nothing and does not make zeros doubtful")
    void zerosAndBlanks() {
        Snapshot blanks = Samples.with(ZEROS, InvestorGroup.BANK, Figure.SELL_VALUE, null);
        assertHeld("08:41", blanks, Hold.ZEROS_AND_BLANKS);
        assertHeld("09:01", OLD);
        assertHeld("09:02", OLD);
        assertPublished("09:03", ZEROS);
    }

    @Test
    @DisplayName(
            "that equals the last of the day before is published when it has stood alone for an hour after zeros, while another pair trades")
    void thinPair() {
        start(ended(FRIDAY, OLD));
        assertPublished("08:59", ZEROS);
        assertHeld("09:30", OLD);
        assertHeld("10:29", OLD);
        assertHeld("10:45", OLD);
        assertPublished(FUTURES, "10:46", row(1), row(2));
        assertPublished("10:50", OLD);
        assertUnchanged("10:51", OLD);
    }

    @Test
    @DisplayName("that equals the last of the day before and was published is unchanged after a restart")
    void thinPairAfterARestart() {
        start(ended(FRIDAY, OLD));
        assertPublished("08:59", ZEROS);
        assertHeld("09:30", OLD);
        assertPublished(FUTURES, "10:46", row(1), row(2));
        Emitted record = assertPublished("10:50", OLD);
        start(record.published());
        assertUnchanged("10:52", OLD);
        start(new Published(at("10:50"), OLD.digest(), MONDAY, 0, OLD.digest()));
        assertUnchanged("10:53", OLD);
    }

    @Test
    @DisplayName("that equals the last of the day before is never published after other figures of the day")
    void earlierAfterFigures() {
        start(ended(FRIDAY, OLD));
        assertPublished("08:59", ZEROS);
        assertPublished(FUTURES, "09:02", row(1), row(2));
        assertPublished("10:00", row(5));
        assertHeld("10:31", OLD);
        assertHeld("12:31", OLD);
    }

    @Test
    @DisplayName("is held after zeros where a session lies between: what stood there at its end is not known")
    void sessionBetween() {
        date = MONDAY.plusDays(1);
        start(ended(FRIDAY, OLD));
        assertPublished("09:01", ZEROS);
        assertHeld("09:02", row(800));
        assertHeld("09:03", OLD);
    }

    @Test
    @DisplayName("that equals the last of the day before is held for an hour anew when another row came in between")
    void staleInBetween() {
        start(ended(FRIDAY, OLD));
        assertPublished("08:59", ZEROS);
        assertPublished(FUTURES, "09:02", row(1), row(2));
        assertHeld("09:30", OLD);
        assertPublished("10:00", row(5));
        assertHeld("10:31", OLD);
        assertHeld("11:30", OLD);
    }

    @Test
    @DisplayName("is proved by no offset without a digest, nor by one of another version or another day")
    void alteredOffset() {
        for (Published altered : new Published[] {
            record(MONDAY, "08:45", null, null),
            new Published(at("08:45"), null, null),
            record(MONDAY, "08:45", "v0:0123456789abcdef", null),
            record(FRIDAY, "14:00", "v0:0123456789abcdef", null),
            record(FRIDAY, "20:09", "v0:0123456789abcdef", null),
            record(MONDAY, "08:45", null, "v0:0123456789abcdef"),
            new Published(at("08:45"), row(1).digest(), FRIDAY)
        }) {
            start(altered);
            assertHeld("09:05", OLD);
            assertHeld("09:06", OLD);
            assertPublished("09:07", row(950));
        }
    }

    @Test
    @DisplayName("is held when the server was in another day, zeros as well: this host's clock is wrong")
    void wrongClock() {
        Instant dayBefore = at("10:00").minus(Duration.ofDays(1));
        assertThat(offer(KOSPI, at("09:00"), ZEROS, dayBefore)).isEqualTo(new Verdict.Held(Hold.OTHER_DATE_BY_SERVER));
        assertThat(offer(KOSPI, at("09:01"), row(1), dayBefore)).isEqualTo(new Verdict.Held(Hold.OTHER_DATE_BY_SERVER));
        assertPublished("09:02", ZEROS);
        assertThat(offer(KOSPI, at("10:03"), OLD, at("03:03")))
                .as("by the server's clock its market has not opened yet")
                .isInstanceOf(Verdict.Held.class);
    }

    private void anotherTrades(String time) {
        assertPublished(FUTURES, time, row(1), row(2));
    }

    private void assertPublished(MarketSector other, String time, Snapshot... rows) {
        int minute = 0;
        Verdict last = null;
        for (Snapshot row : rows) {
            last = offer(other, at(time).plus(Duration.ofMinutes(minute++)), row, null);
        }
        assertThat(last).isInstanceOf(Verdict.Published.class);
    }
}

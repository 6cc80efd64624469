package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import io.github.kisconnect.investorflow.market.DayState;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The pairs of a task, with the exchange's sessions,")
class TaskEmissionTest extends SessionFixture {
    private static final LocalDate CHRISTMAS = LocalDate.of(2026, 12, 25);

    @Nested
    @DisplayName("on a day on which calendar and holiday endpoint disagree,")
    class ContestedDay {
        @Test
        @DisplayName("publish nothing, whatever stands there, while none shows three rows that rise")
        void closed() {
            saidOpen = false;
            start(ended(FRIDAY, OLD));
            assertThat(emission().state(MONDAY)).isEqualTo(DayState.CONTESTED);
            assertHeld("08:40", ZEROS, Hold.CONTESTED_DAY);
            assertHeld("09:01", OLD, Hold.CONTESTED_DAY);
            assertHeld("09:30", row(901), Hold.CONTESTED_DAY);
            assertHeld("09:40", OLD, Hold.CONTESTED_DAY);
            assertHeld("11:00", row(901), Hold.CONTESTED_DAY);
            assertHeld("15:00", ZEROS, Hold.CONTESTED_DAY);
        }

        @Test
        @DisplayName(
                "publish from the third row on that rises over the one before, of any pair, each under its own proof")
        void open() {
            saidOpen = false;
            start(ended(FRIDAY, OLD));
            assertHeld("08:41", ZEROS, Hold.CONTESTED_DAY);
            assertThat(offer(FUTURES, "08:42", row(800))).isEqualTo(new Verdict.Held(Hold.CONTESTED_DAY));
            assertHeld("09:03", row(1), Hold.CONTESTED_DAY);
            assertHeld("09:06", row(1), Hold.CONTESTED_DAY);
            assertHeld("09:09", row(2), Hold.CONTESTED_DAY);
            assertPublished("09:12", row(3));
            assertThat(emission().state(MONDAY)).isEqualTo(DayState.OPEN);
            assertPublished("09:13", row(4));
            assertThat(offer(FUTURES, "09:14", row(800))).isEqualTo(new Verdict.Held(Hold.NOT_PROVED));
            assertThat(offer(FUTURES, "09:15", row(7))).isInstanceOf(Verdict.Published.class);
            assertDoubted("09:16", ZEROS);
        }

        @Test
        @DisplayName("take no row for one that rises out of the market's hours")
        void outOfHours() {
            saidOpen = false;
            start(ended(FRIDAY, OLD));
            assertHeld("08:57", row(1));
            assertHeld("08:58", row(2));
            assertHeld("08:59", row(3));
            assertHeld("15:30", row(4));
            assertHeld("15:31", row(5));
            assertHeld("15:32", row(6), Hold.CONTESTED_DAY);
        }

        @Test
        @DisplayName("do not believe the endpoint's word that a day is open which the calendar has as closed")
        void calendarClosed() {
            date = CHRISTMAS;
            saidOpen = true;
            start();
            assertThat(emission().state(CHRISTMAS)).isEqualTo(DayState.CONTESTED);
            assertHeld("08:40", ZEROS, Hold.CONTESTED_DAY);
            assertHeld("11:00", row(1), Hold.CONTESTED_DAY);
            assertHeld("11:01", row(2), Hold.CONTESTED_DAY);
            assertPublished("11:02", row(3));
        }

        @Test
        @DisplayName(
                "publish on after a restart, also out of the market's hours, where the day has a record of figures")
        void restart() {
            saidOpen = false;
            for (String time : List.of("11:00", "15:51", "20:09")) {
                start(record(MONDAY, "10:59", row(5).digest(), OLD.digest()));
                assertThat(emission().state(MONDAY)).isEqualTo(DayState.OPEN);
                assertHeld(time, OLD, Hold.NOT_PROVED);
                assertThat(offer(time, row(6))).isInstanceOf(Verdict.Published.class);
                assertThat(emission().state(MONDAY.plusDays(1))).isEqualTo(DayState.CONTESTED);
            }
        }

        @Test
        @DisplayName("publish on when the endpoint contradicts only after figures were believed")
        void lateWord() {
            start(ended(FRIDAY, OLD));
            assertPublished("08:40", ZEROS);
            assertPublished("09:03", row(1));
            saidOpen = false;
            assertPublished("09:40", row(2));
            assertPublished("15:40", row(3));
        }

        @Test
        @DisplayName("are contested anew on the next day")
        void nextDay() {
            saidOpen = false;
            start();
            assertHeld("11:00", row(1));
            assertHeld("11:01", row(2));
            assertPublished("11:02", row(3));
            date = MONDAY.plusDays(1);
            assertHeld("11:00", row(4), Hold.CONTESTED_DAY);
        }
    }

    @Nested
    @DisplayName("of which one has another's row,")
    class SameRow {
        @Test
        @DisplayName("ask for it again, and publish the right one")
        void wrong() {
            bothGoOn();
            assertPublished("10:00", row(10));
            assertThat(offer(FUTURES, "10:00", row(10))).isEqualTo(new Verdict.SameAs(KOSPI));
            assertThat(Emissions.record(offer(FUTURES, "10:00", row(7)))
                            .orElseThrow()
                            .missedTicks())
                    .isZero();
        }

        @Test
        @DisplayName("believe it when it is said twice, and do not ask again on that day")
        void twice() {
            bothGoOn();
            assertPublished("10:00", row(10));
            assertThat(offer(FUTURES, "10:00", row(10))).isInstanceOf(Verdict.SameAs.class);
            assertThat(offer(FUTURES, "10:00", row(10))).isInstanceOf(Verdict.Published.class);
            assertPublished("10:01", row(11));
            assertThat(offer(FUTURES, "10:01", row(11))).isInstanceOf(Verdict.Published.class);
        }

        @Test
        @DisplayName("ask again in each tick as long as it is not said twice in one")
        void notTwice() {
            bothGoOn();
            assertPublished("10:00", row(10));
            assertThat(offer(FUTURES, "10:00", row(10))).isInstanceOf(Verdict.SameAs.class);
            assertPublished("10:01", row(11));
            assertThat(offer(FUTURES, "10:01", row(11))).isInstanceOf(Verdict.SameAs.class);
            Emitted next = Emissions.record(offer(FUTURES, "10:02", row(12))).orElseThrow();
            assertThat(next.missedTicks()).as("two that were doubted").isEqualTo(2);
        }

        @Test
        @DisplayName("take no offence at zeros, nor at the other's row of another tick")
        void noOffence() {
            bothGoOn();
            assertPublished("10:00", row(10));
            assertThat(offer(FUTURES, "10:01", row(10))).isInstanceOf(Verdict.Published.class);
            start();
            assertPublished("08:40", ZEROS);
            assertThat(offer(FUTURES, "08:40", ZEROS)).isInstanceOf(Verdict.Published.class);
        }

        private void bothGoOn() {
            restart(Map.of(
                    KOSPI, record(MONDAY, "09:59", row(5).digest(), null),
                    FUTURES, record(MONDAY, "09:59", row(6).digest(), null)));
        }
    }

    @Nested
    @DisplayName("that have zeros when figures are long to be expected,")
    class LateZeros {
        @ParameterizedTest
        @EnumSource(EmitMode.class)
        @DisplayName("hold them, in every mode and against the endpoint's word, for the market may be closed")
        void closedMarket(EmitMode each) {
            mode = each;
            saidOpen = true;
            start(ended(FRIDAY, OLD));
            assertPublished("09:09", ZEROS);
            assertHeld("09:10", ZEROS, Hold.LATE_ZEROS);
            assertHeld("15:00", ZEROS, Hold.LATE_ZEROS);
            assertHeld("20:09", ZEROS, Hold.LATE_ZEROS);
        }

        @Test
        @DisplayName("publish them again once any of them has figures of the day")
        void quietPair() {
            mode = EmitMode.ALL;
            start(ended(FRIDAY, OLD));
            assertHeld("08:40", OLD);
            assertPublished("09:09", ZEROS);
            assertHeld("09:10", ZEROS, Hold.LATE_ZEROS);
            offer(FUTURES, "09:10", row(1));
            assertThat(offer(FUTURES, "09:11", row(2))).isInstanceOf(Verdict.Published.class);
            assertPublished("09:11", ZEROS);
            assertPublished("14:00", row(1));
        }

        @Test
        @DisplayName("take none for a beginning that come after rows of figures")
        void afterFigures() {
            start(ended(FRIDAY, OLD));
            offer(FUTURES, "09:09", row(1));
            assertThat(offer(FUTURES, "09:10", row(2))).isInstanceOf(Verdict.Published.class);
            assertHeld("09:11", row(5));
            assertHeld("09:12", ZEROS, Hold.LATE_ZEROS);
            assertHeld("09:13", row(5));
            assertPublished("09:14", row(6));
        }

        @Test
        @DisplayName(
                "publish them after an hour, though a row of figures was seen that nothing has shown to be of the day")
        void afterAStaleRow() {
            start();
            assertHeld("11:00", row(5));
            offer(FUTURES, "11:00", row(1));
            assertThat(offer(FUTURES, "11:01", row(2))).isInstanceOf(Verdict.Published.class);
            assertHeld("11:02", ZEROS, Hold.LATE_ZEROS);
            assertHeld("12:01", ZEROS, Hold.LATE_ZEROS);
            assertPublished("12:02", ZEROS);
        }

        @Test
        @DisplayName("expect figures an hour later where the calendar does not reach")
        void beyondTheCalendar() {
            date = LocalDate.of(2028, 1, 3);
            start();
            assertPublished("10:09", ZEROS);
            mode = EmitMode.ALL;
            start();
            assertHeld("10:10", ZEROS, Hold.LATE_ZEROS);
        }
    }
}

package io.github.kisconnect.investorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.Emissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("With the exchange's sessions, a record")
class RecordOfDayTest extends SessionFixture {
    @BeforeEach
    void startAfterFriday() {
        start(ended(FRIDAY, OLD));
    }

    @Test
    @DisplayName("counts the ticks since the session began where none of the day came before it")
    void missedSinceTheSessionBegan() {
        Emitted first = assertPublished("08:43", ZEROS);
        assertThat(first.previousTick()).isNull();
        assertThat(first.missedTicks()).isEqualTo(3);
        assertThat(first.missedTicksOfDay()).isEqualTo(3);
    }

    @Test
    @DisplayName("counts no tick before its market's open that was held: there was nothing to have")
    void heldBeforeTheOpen() {
        for (int minute = 40; minute < 60; minute++) {
            assertHeld("08:%d".formatted(minute), OLD);
        }
        Emitted first = assertPublished("09:00", row(1));
        assertThat(first.missedTicks()).isZero();
    }

    @Test
    @DisplayName("counts ticks that were held from its market's open on")
    void heldAfterTheOpen() {
        assertPublished("08:40", ZEROS);
        for (int minute = 41; minute < 60; minute++) {
            assertUnchanged("08:%d".formatted(minute), ZEROS);
        }
        assertHeld("09:00", OLD);
        assertHeld("09:01", OLD);
        assertThat(assertPublished("09:02", row(1)).missedTicks()).isEqualTo(2);
    }

    @Test
    @DisplayName("sums up what was missed on its day, and goes on with the sum after a restart")
    void sum() {
        assertPublished("08:40", ZEROS);
        assertUnchanged("08:59", ZEROS);
        Emitted first = assertPublished("09:00", row(1));
        assertThat(first.missedTicks()).isEqualTo(18);
        Emitted second = assertPublished("09:05", row(2));
        assertThat(second.missedTicks()).isEqualTo(4);
        assertThat(second.missedTicksOfDay()).isEqualTo(22);
        start(second.published());
        Emitted third = assertPublished("09:07", row(3));
        assertThat(third.missedTicksOfDay()).isEqualTo(23);
        assertThat(third.published().missedTicksOfDay()).isEqualTo(23);
    }

    @Test
    @DisplayName("begins the sum anew with its day")
    void sumOfAnotherDay() {
        start(new Published(at(FRIDAY, "20:09"), OLD.digest(), FRIDAY, 300, null));
        assertThat(assertPublished("08:40", ZEROS).missedTicksOfDay()).isZero();
    }

    @Test
    @DisplayName(
            "counts every tick of the day so far where an offset of the day does not tell the sum: too many, never too few")
    void sumUnknown() {
        start(new Published(at("09:00"), row(1).digest(), MONDAY));
        Emitted next = assertPublished("09:02", row(2));
        assertThat(next.previousTick()).isEqualTo(at("09:00"));
        assertThat(next.missedTicks()).isEqualTo(1);
        assertThat(next.missedTicksOfDay()).isEqualTo(21);
    }

    @Test
    @DisplayName("counts from the session's start when the offset was altered to before it")
    void alteredOffset() {
        mode = EmitMode.ALL;
        start(new Published(at("07:00"), ZEROS.digest(), MONDAY, 0, null));
        Emitted first = assertPublished("08:43", ZEROS);
        assertThat(first.previousTick()).isEqualTo(at("07:00"));
        assertThat(first.missedTicks()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(EmitMode.class)
    @DisplayName("of the session's last tick is there also when nothing has changed, and says so")
    void endOfSession(EmitMode each) {
        mode = each;
        start(record(MONDAY, "20:07", row(5).digest(), null));
        assertThat(Emissions.record(offer("20:08", row(5))).map(Emitted::endOfSession))
                .isNotEqualTo(Optional.of(true));
        Emitted last = assertPublished("20:09", row(5));
        assertThat(last.endOfSession()).isTrue();
        assertThat(last.missedTicks()).isZero();
    }

    @Test
    @DisplayName("of the session's last tick is not there where the row is doubted")
    void doubtedAtTheEnd() {
        start(record(MONDAY, "20:07", row(5).digest(), null));
        assertUnchanged("20:08", row(5));
        assertDoubted("20:09", row(4));
    }
}

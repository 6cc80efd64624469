package io.github.kisconnect.investorflow.kis.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where the host's clock is set while a token is held")
class TokenClockTest extends TokenDeskFixture {
    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "P1D", "P300D"})
    @DisplayName("back, the token lasts as long as it would have, and no longer")
    void setBack(String by) {
        TokenDesk desk = newProcess();
        issue(desk, token("held"));
        set(Duration.parse(by).negated());
        assertThat(desk.timeLeft(host)).isEqualTo(Duration.ofDays(1));
        pass(Duration.ofHours(23));
        assertThat(inHand(desk)).contains("held");
        assertThat(desk.timeLeft(host)).isEqualTo(Duration.ofHours(1));
        pass(Duration.ofHours(1).minusSeconds(30));
        assertThat(inHand(desk)).isEmpty();
    }

    @Test
    @DisplayName("ahead, one more is asked for, and none when it goes on jumping between the two")
    void toAndFro() {
        TokenDesk desk = newProcess();
        issue(desk, token("held"));
        for (int jump = 0; jump < 50; jump++) {
            set(Duration.ofDays(1));
            pass(Duration.ofMinutes(5));
            if (inHand(desk).isEmpty()) {
                issue(desk, token("held", Duration.ofDays(1)));
            }
            set(Duration.ofDays(-1));
            pass(Duration.ofMinutes(5));
            assertThat(inHand(desk)).contains("held");
        }
        assertThat(attempts).hasValue(2);
    }

    @Test
    @DisplayName("back, the token of the file lasts a day at most from when it is taken, and is not asked for again")
    void fileOfClockAhead() {
        set(Duration.ofDays(30));
        issue(newProcessWithFile(), token("kept"));
        set(Duration.ofDays(-30));
        pass(Duration.ofMinutes(2));
        TokenDesk next = newProcessWithFile();
        assertThat(issue(next, token("x"))).isEmpty();
        assertThat(inHand(next)).contains("kept");
        assertThat(next.timeLeft(host)).isEqualTo(Duration.ofDays(1));
        assertThat(attempts).hasValue(1);
    }

    @Test
    @DisplayName("back, the token in hand is not taken from the file for a younger one when its end is near")
    void sameInFile() {
        TokenDesk desk = newProcessWithFile();
        issue(desk, token("held"));
        set(Duration.ofDays(-1));
        pass(Duration.ofHours(23).plusMinutes(45));
        assertThat(renew(desk, token("next"))).isEmpty();
        assertThat(attempts).hasValue(2);
        assertThat(inHand(desk)).contains("next");
    }

    @Test
    @DisplayName("ahead, the token of the file is asked for once more, and then shared again")
    void fileOfClockBehind() {
        issue(newProcessWithFile(), token("kept"));
        set(Duration.ofDays(30));
        pass(Duration.ofMinutes(2));
        TokenDesk next = newProcessWithFile();
        assertThat(issue(next, token("kept"))).isEmpty();
        assertThat(issue(newProcessWithFile(), token("x"))).isEmpty();
        assertThat(attempts).hasValue(2);
    }

    /** Somebody sets the wall clock; the monotonic one goes on. */
    private void set(Duration by) {
        now.updateAndGet(instant -> instant.plus(by));
    }
}

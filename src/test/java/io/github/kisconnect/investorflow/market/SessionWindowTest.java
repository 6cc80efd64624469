package io.github.kisconnect.investorflow.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The session window")
class SessionWindowTest {
    @ParameterizedTest
    @DisplayName("tells the session that begins next, in Korean time")
    @CsvSource({
        "2026-11-23T15:00:00Z, 2026-11-23T23:40:00Z",
        "2026-11-23T23:39:59Z, 2026-11-23T23:40:00Z",
        "2026-11-23T23:40:00Z, 2026-11-24T23:40:00Z",
        "2026-11-24T11:10:00Z, 2026-11-24T23:40:00Z",
        "2026-11-24T14:59:59Z, 2026-11-24T23:40:00Z"
    })
    void next(Instant now, Instant start) {
        assertThat(SessionWindow.DEFAULT.next(now))
                .isEqualTo(new SessionWindow.Session(start, start.plusSeconds(41_400)));
    }

    @Test
    @DisplayName("ends after its start")
    void order() {
        LocalTime nine = LocalTime.of(9, 0);
        assertThatThrownBy(() -> new SessionWindow(nine, nine)).hasMessageContaining("09:00");
    }

    @ParameterizedTest(name = "until {0}: {1}")
    @DisplayName("covers all changes of figures from the end of the after-market on")
    @CsvSource({"19:59, false", "20:00, true", "20:10, true"})
    void coversChanges(LocalTime end, boolean covers) {
        assertThat(new SessionWindow(LocalTime.of(8, 40), end).coversChanges()).isEqualTo(covers);
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.poll.Conditions.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

@DisplayName("Conditions in the log")
class ConditionsTest {
    private static final MarketSector A = new MarketSector("KSP", "0001");
    private static final MarketSector B = new MarketSector("KSP", "0002");

    private final LogCapture log = LogCapture.begin();
    private long nanos = Long.MAX_VALUE - Duration.ofMinutes(40).toNanos();
    private final Conditions conditions = new Conditions(() -> nanos);

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    @DisplayName("have one line when they begin and one when they are over, however many polls and pairs they last")
    void oneLineEach() {
        for (int poll = 0; poll < 10; poll++) {
            noAnswer(A, "HTTP 502");
            noAnswer(B, "HTTP 502");
        }
        assertThat(warnings()).singleElement().asString().contains("KSP:0001", "no answer: HTTP 502");
        answered(A);
        answered(A);
        assertThat(infos()).isEmpty();
        answered(B);
        answered(B);
        assertThat(infos()).containsExactly("Over for all pairs: no answer: HTTP 502");
        assertThat(warnings()).hasSize(1);
    }

    @Test
    @DisplayName(
            "that take turns with a pair have a line each, and are over when the pair is well, not when the other one comes")
    void alternating() {
        for (int poll = 0; poll < 100; poll++) {
            noAnswer(A, "HTTP 502");
            noAnswer(A, "reset");
        }
        assertThat(warnings()).hasSize(2);
        assertThat(infos()).isEmpty();
        answered(A);
        assertThat(infos())
                .containsExactly("Over for all pairs: no answer: HTTP 502", "Over for all pairs: no answer: reset");
    }

    @Test
    @DisplayName("that come and go have three lines of each kind in half an hour, the last of which says so")
    void flapping() {
        for (int minute = 0; minute < 300; minute++) {
            noAnswer(A, "HTTP 502");
            nanos += Duration.ofSeconds(30).toNanos();
            answered(A);
            nanos += Duration.ofSeconds(30).toNanos();
        }
        assertThat(warnings()).hasSize(30).hasSameSizeAs(infos());
        assertThat(warnings().get(2)).endsWith("more of this within half an hour is not logged");
        assertThat(warnings().subList(0, 2)).noneMatch(line -> line.contains("half an hour"));
    }

    @Test
    @DisplayName("that came and went and then stay are said within half an hour")
    void stays() {
        for (int i = 0; i < 4; i++) {
            answered(A);
            noAnswer(A, "HTTP 502");
        }
        assertThat(warnings()).hasSize(3);
        nanos += Duration.ofMinutes(30).toNanos();
        noAnswer(A, "HTTP 502");
        noAnswer(A, "HTTP 502");
        assertThat(warnings()).hasSize(4);
        answered(A);
        assertThat(infos()).hasSize(4);
    }

    @Test
    @DisplayName("of different kinds leave each other alone")
    void kinds() {
        noAnswer(A, "HTTP 502");
        conditions.enter(A, Kind.DOUBTED, "", Level.WARN, "fell");
        conditions.enter(Kind.OUTAGE, Level.WARN, "nobody");
        answered(A);
        assertThat(infos()).containsExactly("Over for all pairs: no answer: HTTP 502");
        conditions.leave(A, Kind.DOUBTED);
        conditions.leave(Kind.OUTAGE);
        assertThat(infos()).endsWith("Over for all pairs: rows doubted", "Over for all pairs: the outage of the API");
    }

    @Test
    @DisplayName("that are of no interest any more are not over")
    void dropped() {
        noAnswer(A, "HTTP 502");
        conditions.drop(A, Kind.NO_ANSWER);
        answered(A);
        assertThat(infos()).isEmpty();
    }

    @Test
    @DisplayName("leave no line of a pair that was always well")
    void well() {
        answered(A);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    @DisplayName("take no memory for each of the texts that an API may think of")
    void manyTexts() {
        for (int i = 0; i < 1000; i++) {
            noAnswer(A, "text " + i);
        }
        answered(A);
        assertThat(log.lines()).hasSize(6);
    }

    private void noAnswer(MarketSector pair, String code) {
        conditions.enter(pair, Kind.NO_ANSWER, code, Level.WARN, "no answer: " + code);
    }

    private void answered(MarketSector pair) {
        conditions.leave(pair, Kind.NO_ANSWER);
    }

    private List<String> warnings() {
        return log.ours(org.apache.logging.log4j.Level.WARN);
    }

    private List<String> infos() {
        return log.ours(org.apache.logging.log4j.Level.INFO);
    }
}

package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.market.MarketSector;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Conditions in the log")
class ConditionsTest {
    private static final MarketSector A = new MarketSector("KSP", "0001");
    private static final MarketSector B = new MarketSector("KSP", "0002");

    private final LogCapture log = LogCapture.begin();
    private final Conditions conditions = new Conditions();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    @DisplayName("have one line when they begin and one when they are over, however many polls and pairs they last")
    void oneLineEach() {
        for (int poll = 0; poll < 10; poll++) {
            conditions.enter(A, "failed: EGW00201", "no answer: EGW00201");
            conditions.enter(B, "failed: EGW00201", "no answer: EGW00201");
        }
        assertThat(warnings()).singleElement().asString().contains("KSP:0001", "no answer: EGW00201");
        conditions.leave(A);
        conditions.leave(A);
        assertThat(infos()).isEmpty();
        conditions.leave(B);
        conditions.leave(B);
        assertThat(infos()).singleElement().asString().contains("failed: EGW00201");
        assertThat(warnings()).hasSize(1);
    }

    @Test
    @DisplayName("are said again when they come back")
    void again() {
        conditions.enter(A, "failed: X", "x");
        conditions.leave(A);
        conditions.enter(A, "failed: X", "x");
        assertThat(warnings()).hasSize(2);
    }

    @Test
    @DisplayName("give way to another one of the same pair")
    void changed() {
        conditions.enter(A, "failed: X", "x");
        conditions.enter(B, "failed: X", "x");
        conditions.enter(A, "failed: Y", "y");
        assertThat(warnings()).hasSize(2);
        assertThat(infos()).isEmpty();
        conditions.enter(B, "failed: Y", "y");
        assertThat(warnings()).hasSize(2);
        assertThat(infos()).singleElement().asString().contains("failed: X");
        conditions.leave(A);
        conditions.leave(B);
        assertThat(infos()).hasSize(2);
    }

    @Test
    @DisplayName("leave no line of a pair that was always well")
    void well() {
        conditions.leave(A);
        assertThat(log.lines()).isEmpty();
    }

    private java.util.List<String> warnings() {
        return log.ours(Level.WARN);
    }

    private java.util.List<String> infos() {
        return log.ours(Level.INFO);
    }
}

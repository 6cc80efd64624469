package io.github.kisconnect.investorflow.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.LogCapture;
import io.github.kisconnect.investorflow.kis.KisError;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.Injection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The watch over the holiday endpoint")
class HolidayWatchTest extends PollerFixture {
    private static final LocalDate TODAY = Kst.date(START);

    @ParameterizedTest(name = "{0}: {1} ms")
    @CsvSource({"PT1S, 100", "PT5S, 500", "PT10S, 1000", "PT1M, 1000"})
    @DisplayName("lets a tick's requests wait for a hanging answer for a tenth of the interval, a second at most")
    void hanging(Duration interval, long millis) {
        authorize();
        HolidayWatch watch = watch(interval, true);
        assertThat(watch.isDue(START)).isTrue();
        assertThat(watch.isAwaited(START, START)).as("nobody asks").isFalse();
        simulator.inject(Injection.parse("HANG@HOLIDAY"));
        CompletableFuture<Optional<KisError>> answer = client.askHolidays(TODAY);
        assertThat(answer).isNotDone();
        assertThat(watch.isDue(START)).isFalse();
        assertThat(watch.isAwaited(START, START.plusMillis(millis - 1))).isTrue();
        assertThat(watch.isAwaited(START, START.plusMillis(millis))).isFalse();
    }

    @Test
    @DisplayName("neither asks nor waits where it is not to ask")
    void notAsked() {
        authorize();
        HolidayWatch watch = watch(INTERVAL, false);
        simulator.inject(Injection.parse("HANG@HOLIDAY"));
        assertThat(client.askHolidays(TODAY)).as("for another connector").isNotDone();
        assertThat(watch.isDue(START)).isFalse();
        assertThat(watch.isAwaited(START, START)).isFalse();
    }

    @Test
    @DisplayName("says so when a day is closed, and nothing when it is open")
    void closed() {
        try (LogCapture log = LogCapture.begin()) {
            assertThat(watch(INTERVAL, true).hasClosed(TODAY)).isFalse();
            assertThat(log.ours(Level.INFO)).isEmpty();
            assertThat(watch(INTERVAL, true).hasClosed(LocalDate.of(2026, 12, 25)))
                    .isTrue();
            assertThat(log.ours(Level.INFO)).singleElement().asString().contains("closed on 2026-12-25");
        }
    }

    private HolidayWatch watch(Duration interval, boolean asks) {
        TradingSessions krx = TradingSessions.krx(
                SessionWindow.DEFAULT, Set.of(), client.holidays(), TradingCalendar.bundled(), Catalogue.bundled());
        return new HolidayWatch(new PollPlan(plan(1, 4).pairs(), 1, 4, interval, 16, asks), krx, client);
    }
}

package io.github.kisconnect.investorflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.InvestorFlow;
import io.github.kisconnect.investorflow.Samples;
import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import io.github.kisconnect.investorflow.sandbox.simulator.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("By what the simulator knows of its rows, the reconciliation")
class ReconciliationTruthTest extends HandMadeRun {
    private static final LocalDate TODAY = Kst.date(tick(0));
    private static final TradingSessions KRX = TradingSessions.krx(
            SessionWindow.DEFAULT, Set.of(), date -> Optional.empty(), TradingCalendar.bundled(), Catalogue.bundled());
    /** Tick 0 is at 10:00 in Korea. */
    private static final int SINCE_SESSION_START = 80 * 60;

    private static final int DAY = 24 * 3600;
    /** At 20:09:59. */
    private static final int LAST = 10 * 3600 + 10 * 60 - 1;

    static Stream<Arguments> wrongRows() {
        return Stream.of(
                Arguments.of(PAIR, TODAY, true, "spoilt"),
                Arguments.of(PAIR, TODAY.minusDays(3), false, "of " + TODAY.minusDays(3)),
                Arguments.of(PAIR, null, false, "of a closed day"),
                Arguments.of(OTHER, TODAY, false, "a row of " + OTHER));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("wrongRows")
    @DisplayName("finds a row that is wrong and in the topic, and counts one that is not as held")
    void wrong(MarketSector pair, LocalDate date, boolean spoilt, String what) {
        published(0, 5);
        FlowRecord published = published(1, 6);
        published(2, 7);
        LedgerEntry answer = history.answers(PAIR).get(1);
        history.become(answer, pair, date, spoilt);
        assertThat(report().differences())
                .containsExactly("KSP:0001: answer 2 of " + answer.answeredAt() + " is in the topic, and is " + what);

        history.remove(published);
        missed(2, 1);
        assertThat(report().differences()).isEmpty();
        assertThat(report().ticks(Fate.HELD)).isOne();
        missed(2, 0);
        assertThat(report().differences()).singleElement().asString().contains("missed_ticks is 0, but of 1 ticks");
    }

    @Test
    @DisplayName("finds zeros of a closed day that are in the topic, and lets those of the day be there")
    void zeros() {
        published(0, 0);
        published(1, 0);
        assertThat(report().differences()).isEmpty();
        history.become(history.answers(PAIR).get(0), PAIR, null, false);
        assertThat(report().differences()).singleElement().asString().endsWith("and is of a closed day");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 2})
    @DisplayName("lets two right ticks be missing for each spoilt answer, and no third")
    void afterSpoilt(int answers) {
        published(0, 5);
        for (int i = 1; i <= answers; i++) {
            spoilt(i, 90);
        }
        assertAllows(2 * answers, answers + 1);
    }

    @Test
    @DisplayName("lets two right ticks be missing for each time the API takes figures back, and no third")
    void takenBack() {
        published(0, 50);
        assertAllows(2, 1);
    }

    @Test
    @DisplayName("takes a figure for taken back that is below what was known of it before it was blank")
    void takenBackOverABlank() {
        published(0, 50);
        publishedWith(1, 51, null);
        for (int tick = 2; tick < 4; tick++) {
            history.answered(PAIR, at(tick), with(60 + tick, 10L + tick));
        }
        publishedWith(4, 64, 14L);
        last().value().setCorrection(true);
        missed(4, 2);
        assertThat(report().differences()).isEmpty();
    }

    private void publishedWith(int tick, long figure, Long other) {
        history.answered(PAIR, at(tick), with(figure, other));
        history.published(PAIR, tick(tick), at(tick), with(figure, other));
    }

    private static Snapshot with(long figure, Long other) {
        return Samples.with(row(figure), InvestorGroup.BANK, Figure.SELL_VALUE, other);
    }

    @Test
    @DisplayName("allows nothing more once a right row is there")
    void overAgain() {
        published(0, 5);
        spoilt(1, 90);
        published(2, 6);
        missed(2, 1);
        assertThat(report().differences()).isEmpty();
        answered(3, 7);
        published(4, 8);
        missed(2, 1);
        assertLost(4);
    }

    @Test
    @DisplayName("takes several answers of a tick for one that is missing")
    void oneTick() {
        spoilt(0, 90);
        answered(1, 5);
        history.answered(PAIR, at(1).plusMillis(300), row(6));
        answered(2, 7);
        published(3, 8);
        assertThat(report().differences()).isEmpty();
    }

    @Test
    @DisplayName("lets, where a day is to be proved, a first start cost two ticks, and no third")
    void firstStart() {
        circumstances = circumstances.inSession(KRX);
        assertAllows(2, 0);
    }

    @Test
    @DisplayName("lets nothing be missing for a start where no day is to be proved")
    void firstStartAlways() {
        answered(0, 5);
        published(1, 6);
        assertLost(1);
    }

    @Test
    @DisplayName("lets, where a day is to be proved, a restart cost one tick, and no second")
    void restart() {
        circumstances = circumstances.inSession(KRX);
        ran(run(0, 1500), run(1600, 99_000));
        published(0, 5);
        assertAllows(1, 2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("lets the morning after a session cost one tick when its end is not there, and else none")
    void morning(boolean isEndThere) {
        circumstances = circumstances.inSession(KRX);
        published(LAST - 1, 5);
        if (isEndThere) {
            published(LAST, 5);
            last().value().setEndOfSession(true);
        }
        assertAllows(isEndThere ? 0 : 1, DAY);
    }

    @Test
    @DisplayName("lets the rows of the day before that stand there in the morning excuse nothing")
    void beforeTheReset() {
        published(0, 5);
        for (int tick = 1; tick < 5; tick++) {
            answered(tick, 5);
            history.become(history.answers(PAIR).get(tick), PAIR, TODAY.minusDays(1), false);
        }
        answered(5, 6);
        published(6, 7);
        missed(6, 4);
        assertLost(6);
    }

    @Test
    @DisplayName("finds that the last tick of a session has no record, though it says nothing new")
    void end() {
        circumstances = circumstances.inSession(KRX);
        published(LAST - 1, 5);
        answered(LAST, 5);
        published(DAY, 6);
        count();
        assertThat(report().differences()).singleElement().asString().contains("answer 2 of");
    }

    @Test
    @DisplayName("finds a silence that is longer than it may be, and tells it once")
    void silence() {
        circumstances = circumstances.repeatingAfter(Duration.ofSeconds(3));
        published(0, 5);
        for (int tick = 1; tick < 5; tick++) {
            answered(tick, 5);
        }
        published(5, 6);
        assertThat(report().differences())
                .singleElement()
                .asString()
                .contains("answer 5 of")
                .endsWith("is not in the topic, after a long silence");
        circumstances = circumstances.repeatingAfter(Duration.ofSeconds(4));
        assertThat(report().differences()).isEmpty();
        circumstances = circumstances.changesOnly();
        assertThat(report().differences()).isEmpty();
    }

    @Test
    @DisplayName("finds sums of the day that are wrong: of a first record, and of one that goes on")
    void sumOfDay() {
        published(0, 5);
        published(3, 6);
        assertThat(report().differences()).isEmpty();
        last().value().setMissedTicksOfDay(1);
        assertThat(report().differences()).containsExactly("KSP:0001 flows-0@1: missed_ticks_of_day is 1");
        missed(3, 2);
        history.records(PAIR).get(0).value().setMissedTicksOfDay(1);
        last().value().setMissedTicksOfDay(3);
        assertThat(report().differences()).containsExactly("KSP:0001 flows-0@0: missed_ticks_of_day is 1");
    }

    @Test
    @DisplayName("finds that the first record of a session does not count from its begin")
    void sinceTheBegin() {
        circumstances = circumstances.inSession(KRX);
        published(0, 5);
        assertThat(report().differences()).singleElement().asString().contains("missed_ticks is 0, but of 4800 ticks");
        missed(0, SINCE_SESSION_START);
        assertThat(report().differences()).isEmpty();
    }

    @Test
    @DisplayName("finds an end of the session that is none, and one that is not told")
    void endOfSession() {
        published(0, 5);
        last().value().setEndOfSession(true);
        assertThat(report().differences()).containsExactly("KSP:0001 flows-0@0: end_of_session is true");
        circumstances = circumstances.inSession(KRX);
        published(LAST, 6);
        missed(0, SINCE_SESSION_START);
        assertThat(report().differences())
                .containsExactly(
                        "KSP:0001 flows-0@0: end_of_session is true", "KSP:0001 flows-0@1: end_of_session is false");
    }

    @Test
    @DisplayName("finds a correction that is none, and one that is not told, but by a task that could not know")
    void correction() {
        published(0, 50);
        published(1, 60);
        last().value().setCorrection(true);
        assertThat(report().differences())
                .containsExactly("KSP:0001 flows-0@1: correction is true, and no record before it is higher");
        last().value().setCorrection(false);
        published(2, 55);
        assertThat(report().differences())
                .containsExactly("KSP:0001 flows-0@2: correction is false, and the record before it is higher");
        last().value().setCorrection(true);
        assertThat(report().differences()).isEmpty();
        last().value().setCorrection(false);
        ran(run(0, 1500), run(1600, 99_000));
        assertThat(report().differences()).isEmpty();
    }

    /** Right ticks from one on that are not there, and then one that is: so many may be missing, and not one more. */
    private void assertAllows(int ticks, int first) {
        int next = first + ticks;
        for (int tick = first; tick < next; tick++) {
            answered(tick, 10 + tick);
        }
        publishedBehind(next);
        assertThat(report().differences()).as("%d missing", ticks).isEmpty();

        history.remove(last());
        publishedBehind(next + 1);
        assertLost((int) history.answers(PAIR).stream()
                .filter(answer -> answer.answeredAt().equals(at(next)))
                .findFirst()
                .orElseThrow()
                .number());
    }

    private void publishedBehind(int tick) {
        published(tick, 10 + tick);
        Snapshot figures = last().snapshot();
        last().value()
                .setCorrection(history.records(PAIR).stream()
                        .anyMatch(record -> figures.fallFrom(record.snapshot()).isPresent()));
        count();
    }

    /** Each record counts all ticks since the one before it, or since the session began. */
    private void count() {
        for (FlowRecord record : history.records(PAIR)) {
            InvestorFlow value = record.value();
            Instant first = KRX.start(value.getTradeDate());
            Instant since = value.getPreviousTickAt() == null
                    ? first
                    : value.getPreviousTickAt().plusSeconds(1);
            boolean counts = value.getPreviousTickAt() != null
                    || circumstances.sessions().wantProof();
            history.changeCount(
                    record,
                    flow -> flow.setMissedTicks(
                            counts
                                    ? (int) Duration.between(since, flow.getTickAt())
                                            .toSeconds()
                                    : 0));
        }
    }
}

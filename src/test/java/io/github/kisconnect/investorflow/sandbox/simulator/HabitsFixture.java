package io.github.kisconnect.investorflow.sandbox.simulator;

import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.EQUITIES;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.FUTURES;
import static io.github.kisconnect.investorflow.sandbox.simulator.Year2026.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;

/** Two pairs in a week of sessions, with one habit in each of them, beside what would be right. */
abstract class HabitsFixture {
    static final List<MarketSector> PAIRS = List.of(EQUITIES, FUTURES);
    static final List<LocalDate> WEEK = Year2026.sessions().subList(200, 206);

    final SessionModel right = model(Habits.NONE);

    /** When a pair's rows of a session were of a habit's making: from the first second to the one after the last one. */
    record Stretch(MarketSector pair, LocalDate date, Instant begin, Instant end) {
        Duration length() {
            return Duration.between(begin, end);
        }

        /** The rows of a model, one a second. */
        List<FlowRow> rows(SessionModel model) {
            return Stream.iterate(begin, now -> now.isBefore(end), now -> now.plusSeconds(1))
                    .map(now -> model.row(pair, now))
                    .toList();
        }
    }

    static SessionModel model(Habits habits) {
        return new SessionModel(Year2026.options()
                .account(Client.KEY, Client.SECRET)
                .habits(habits)
                .build());
    }

    static List<Stretch> stretches(SessionModel model, Habit habit) {
        return PAIRS.stream()
                .flatMap(pair -> WEEK.stream().map(date -> stretch(model, pair, date, habit)))
                .toList();
    }

    private static Stretch stretch(SessionModel model, MarketSector pair, LocalDate date, Habit habit) {
        Instant evening = at(date, LocalTime.of(21, 0));
        Instant begin = at(date, LocalTime.of(9, 0));
        while (model.row(pair, begin).habit() == null && begin.isBefore(evening)) {
            begin = begin.plusSeconds(1);
        }
        Instant end = begin;
        while (model.row(pair, end).habit() == habit && end.isBefore(evening)) {
            end = end.plusSeconds(1);
        }
        assertThat(begin).isBefore(end);
        return new Stretch(pair, date, begin, end);
    }

    static void assertMoments(Stretch stretch) {
        assertThat(stretch.length()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
    }

    /** How many cumulative figures are lower than before; blanks are not. */
    static int fallen(Snapshot before, Snapshot now) {
        int fallen = 0;
        for (InvestorGroup group : InvestorGroup.values()) {
            for (Figure figure : Figure.values()) {
                Long then = before.figure(group, figure);
                Long one = now.figure(group, figure);
                fallen += figure.isCumulative() && then != null && one != null && one < then ? 1 : 0;
            }
        }
        return fallen;
    }

    static int blanks(Snapshot row) {
        return (int) figures(row).filter(figure -> figure.equals("")).count();
    }

    /** All 72, a blank as an empty text. */
    static Stream<Object> figures(Snapshot row) {
        return Stream.of(InvestorGroup.values()).flatMap(group -> Stream.of(Figure.values())
                .map(figure -> row.figure(group, figure) == null ? "" : row.figure(group, figure)));
    }
}

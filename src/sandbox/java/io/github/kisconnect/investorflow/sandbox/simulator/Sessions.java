package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Makes the sessions of pairs from what is left to chance. */
final class Sessions {
    private final Draws draws;
    private final Habits habits;
    private final List<MarketSector> pairs;
    private final TradingYear year;
    private final FigureTimes figureTimes;

    Sessions(SimulatorOptions options, TradingYear year) {
        this.draws = new Draws(options.seed());
        this.habits = options.habits();
        this.pairs = options.pairs().stream().sorted().toList();
        this.year = year;
        this.figureTimes = options.figureTimes();
    }

    ServedDay served(MarketSector pair, LocalDate date) {
        Random random = draws.about("habit of " + pair, date.toEpochDay());
        Habit habit = habits.of(random.nextDouble());
        PairDay right = right(pair, date);
        DayHabit drawn = habit == Habit.STALE_BACKEND
                ? DayHabit.inTheMorning(year.resetAt(pair, date), year.lastOpen(date), random)
                : DayHabit.inSession(habit, right, random);
        return new ServedDay(
                right,
                drawn,
                Blanks.drawn(random),
                habit == Habit.OTHER_PAIR ? other(pair, date, random) : null,
                () -> served(pair, year.sessionBefore(date)),
                draws);
    }

    private PairDay right(MarketSector pair, LocalDate date) {
        return new PairDay(pair, date, year.opens(pair.market(), date), figureTimes, draws);
    }

    private PairDay other(MarketSector pair, LocalDate date, Random random) {
        List<MarketSector> others =
                pairs.stream().filter(one -> !one.equals(pair)).toList();
        return others.isEmpty() ? null : right(others.get(random.nextInt(others.size())), date);
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.LocalDate;
import java.time.LocalTime;

/** Makes the sessions of pairs from what is left to chance. */
final class Sessions {
    private final Draws draws;
    private final Habits habits;
    private final TradingYear year;
    private final LocalTime figuresUntil;

    Sessions(SimulatorOptions options, TradingYear year) {
        this.draws = new Draws(options.seed());
        this.habits = options.habits();
        this.year = year;
        this.figuresUntil = options.figuresUntil();
    }

    ServedDay served(MarketSector pair, LocalDate date) {
        PairDay right = right(pair, date);
        return new ServedDay(right, DayHabit.drawn(habits, draws.about("habit of " + pair, date.toEpochDay()), right));
    }

    private PairDay right(MarketSector pair, LocalDate date) {
        return new PairDay(pair, date, year.opens(pair.market(), date), figuresUntil, draws);
    }
}

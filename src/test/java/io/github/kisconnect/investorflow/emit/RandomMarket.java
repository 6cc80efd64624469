package io.github.kisconnect.investorflow.emit;

import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.Market;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.sandbox.simulator.Habit;
import io.github.kisconnect.investorflow.sandbox.simulator.Habits;
import io.github.kisconnect.investorflow.sandbox.simulator.SimulatorOptions;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A few days of a market, what is known of them beforehand, and what the holiday endpoint says of them. */
final class RandomMarket {
    private static final int DAYS = 5;
    private static final LocalDate COVERED = LocalDate.of(2026, 1, 5);
    private static final LocalDate NOT_COVERED = LocalDate.of(2028, 1, 3);

    private final List<LocalDate> days = new ArrayList<>();
    private final Set<LocalDate> closed = new HashSet<>();
    private final Set<LocalDate> unannounced = new HashSet<>();
    private final Map<LocalDate, Boolean> says = new HashMap<>();
    private final Map<LocalDate, Duration> late = new HashMap<>();
    private final boolean resetsPairByPair;

    RandomMarket(Random random) {
        resetsPairByPair = random.nextBoolean();
        boolean covered = random.nextInt(4) != 0;
        LocalDate day = (covered ? COVERED : NOT_COVERED).plusDays(random.nextInt(covered ? 700 : 300));
        while (days.size() < DAYS) {
            day = day.plusDays(1);
            if (day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
                days.add(day);
                add(day, covered, random);
            }
        }
    }

    private void add(LocalDate day, boolean covered, Random random) {
        boolean listed = !TradingCalendar.bundled().isOpen(day);
        boolean isClosed = listed || random.nextInt(12) == 0;
        // A closure that nobody has announced is one of which the endpoint, too, says nothing or that it is open.
        boolean announced = listed || random.nextBoolean();
        if (isClosed) {
            (announced ? closed : unannounced).add(day);
        } else if (late(day).isZero() && !covered && random.nextInt(8) == 0) {
            late.put(day, Duration.ofMinutes(10L * (1 + random.nextInt(6))));
        } else if (!late(day).isZero()) {
            late.put(day, late(day));
        }
        int mood = random.nextInt(8);
        if (mood > 1) {
            says.put(day, !closed.contains(day));
        } else if (mood == 1) {
            says.put(day, closed.contains(day));
        }
    }

    /** How much later than usual the calendar has the markets open. */
    private static Duration late(LocalDate day) {
        Market stocks = Catalogue.bundled().market("KSP").orElseThrow();
        return Duration.between(
                day.atTime(stocks.opens()).toInstant(Kst.ZONE),
                TradingCalendar.bundled().hours(stocks, day).opens());
    }

    SimulatorOptions options(long seed, List<MarketSector> pairs) {
        Habits habits = Habits.NONE.withZeroClosures(0.5);
        for (Habit habit : Habit.values()) {
            habits = habits.with(habit, 0.1);
        }
        return SimulatorOptions.builder()
                .account("key", "secret")
                .clock(Clock.systemUTC())
                .seed(seed)
                .habits(habits)
                .resetsPairByPair(resetsPairByPair)
                .closedDays(closed)
                .unlistedClosures(unannounced)
                .lateOpens(late)
                .pairs(Set.copyOf(pairs))
                .build();
    }

    List<LocalDate> days() {
        return days;
    }

    /** Whether the holiday endpoint says that a date is open; empty where it is silent. */
    Optional<Boolean> says(LocalDate date) {
        return Optional.ofNullable(says.get(date));
    }

    /** Whether the market does not trade on a weekday, whoever knows it. */
    boolean isClosed(LocalDate date) {
        return closed.contains(date) || unannounced.contains(date);
    }
}

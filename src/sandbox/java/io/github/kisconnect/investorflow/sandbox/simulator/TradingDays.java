package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** The days on which the simulated market is open: weekdays but the closed ones. */
record TradingDays(Set<LocalDate> closed) {
    TradingDays {
        closed = Set.copyOf(closed);
    }

    boolean isOpen(LocalDate date) {
        return !isWeekend(date) && !closed.contains(date);
    }

    static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }

    /** The last open day before {@code date}. */
    LocalDate before(LocalDate date) {
        LocalDate day = date.minusDays(1);
        while (!isOpen(day)) {
            day = day.minusDays(1);
        }
        return day;
    }
}

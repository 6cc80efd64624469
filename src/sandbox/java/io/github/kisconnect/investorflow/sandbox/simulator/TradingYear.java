package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Market;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which session's rows the API shows when, for all pairs alike, and when each market opens; all times in KST. */
final class TradingYear {
    private static final LocalTime EARLIEST_RESET = LocalTime.of(1, 43);
    private static final LocalTime LATEST_RESET = LocalTime.of(9, 0);
    private static final int RESET_WINDOW = LATEST_RESET.toSecondOfDay() - EARLIEST_RESET.toSecondOfDay();

    private final Draws draws;
    private final LocalTime fixedReset;
    private final TradingDays days;
    private final double zeroClosures;
    private final Map<LocalDate, Duration> lateOpens;

    TradingYear(SimulatorOptions options) {
        Set<LocalDate> closed = new HashSet<>(options.closedDays());
        closed.addAll(options.unlistedClosures());
        this.draws = new Draws(options.seed());
        this.fixedReset = options.resetAt();
        this.days = new TradingDays(closed);
        this.zeroClosures = options.habits().zeroClosures();
        this.lateOpens = options.lateOpens();
    }

    /** When a weekday's row takes the place of the one before. */
    LocalTime resetAt(LocalDate date) {
        return fixedReset != null
                ? fixedReset
                : EARLIEST_RESET.plusSeconds(
                        draws.about("reset", date.toEpochDay()).nextInt(RESET_WINDOW));
    }

    /**
     * The session whose row is shown; null for the zeros of a closed day.
     *
     * <p>From the reset of a trading day on it is that day's own; from the reset of a closed weekday on, the last one or zeros. What was
     * there before a weekend is still there after it.
     */
    LocalDate tradeDate(LocalDateTime now) {
        LocalDate today = now.toLocalDate();
        LocalDate day = now.toLocalTime().isBefore(resetAt(today)) ? today.minusDays(1) : today;
        while (TradingDays.isWeekend(day)) {
            day = day.minusDays(1);
        }
        if (days.isOpen(day)) {
            return day;
        }
        return isZero(day) ? null : days.before(day);
    }

    /** When a market opens on a day; 09:00 where its hours are not known. */
    LocalTime opens(String market, LocalDate date) {
        return Catalogue.bundled()
                .market(market)
                .map(Market::opens)
                .orElse(LocalTime.of(9, 0))
                .plus(lateOpens.getOrDefault(date, Duration.ZERO));
    }

    private boolean isZero(LocalDate closed) {
        return draws.about("closure", closed.toEpochDay()).nextDouble() < zeroClosures;
    }
}

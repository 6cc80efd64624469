package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.Catalogue;
import io.github.kisconnect.investorflow.market.Market;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which session's rows the API shows when, and when each market opens; all times in KST. */
final class TradingYear {
    private static final LocalTime EARLIEST_RESET = LocalTime.of(1, 43);
    private static final LocalTime LATEST_RESET = LocalTime.of(9, 0);
    private static final int RESET_WINDOW = LATEST_RESET.toSecondOfDay() - EARLIEST_RESET.toSecondOfDay();

    private final Draws draws;
    private final LocalTime fixedReset;
    private final boolean resetsPairByPair;
    private final TradingDays days;
    private final double zeroClosures;
    private final Map<LocalDate, Duration> lateOpens;
    private final Set<String> markets;

    TradingYear(SimulatorOptions options) {
        Set<LocalDate> closed = new HashSet<>(options.closedDays());
        closed.addAll(options.unlistedClosures());
        this.draws = new Draws(options.seed());
        this.fixedReset = options.resetAt();
        this.resetsPairByPair = options.resetsPairByPair();
        this.days = new TradingDays(closed);
        this.zeroClosures = options.habits().zeroClosures();
        this.lateOpens = options.lateOpens();
        this.markets = options.pairs().stream().map(MarketSector::market).collect(Collectors.toSet());
    }

    /** When a weekday's row of a pair takes the place of the one before. */
    LocalTime resetAt(MarketSector pair, LocalDate date) {
        if (fixedReset != null) {
            return fixedReset;
        }
        String subject = resetsPairByPair ? "reset of " + pair : "reset";
        return EARLIEST_RESET.plusSeconds(
                draws.about(subject, date.toEpochDay()).nextInt(RESET_WINDOW));
    }

    /**
     * The session whose row of a pair is shown; null for the zeros of a closed day.
     *
     * <p>From the reset of a trading day on it is that day's own; from the reset of a closed weekday on, the last one or zeros. What was
     * there before a weekend is still there after it.
     */
    LocalDate tradeDate(MarketSector pair, LocalDateTime now) {
        LocalDate today = now.toLocalDate();
        LocalDate day = now.toLocalTime().isBefore(resetAt(pair, today)) ? today.minusDays(1) : today;
        while (TradingDays.isWeekend(day)) {
            day = day.minusDays(1);
        }
        if (days.isOpen(day)) {
            return day;
        }
        return isZero(day) ? null : days.before(day);
    }

    LocalDate sessionBefore(LocalDate date) {
        return days.before(date);
    }

    /** When a market opens on a day; 09:00 where its hours are not known. */
    LocalTime opens(String market, LocalDate date) {
        return Catalogue.bundled()
                .market(market)
                .map(Market::opens)
                .orElse(LocalTime.of(9, 0))
                .plus(lateOpens.getOrDefault(date, Duration.ZERO));
    }

    /** When the last of the pairs' markets opens on a day. */
    LocalTime lastOpen(LocalDate date) {
        return markets.stream()
                .map(market -> opens(market, date))
                .max(LocalTime::compareTo)
                .orElse(LocalTime.MIDNIGHT);
    }

    private boolean isZero(LocalDate closed) {
        return draws.about("closure", closed.toEpochDay()).nextDouble() < zeroClosures;
    }
}

package io.github.kisconnect.investorflow.market;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.Set;

/**
 * When figures are asked for, and what is known of a day beside them.
 *
 * <p>A day is open as the first of these says that knows it: the weekend, the configured holidays, the holiday endpoint, the bundled calendar.
 */
public final class TradingSessions {
    /** The API goes over to the new day by the stock markets' opening, as far as that was seen, and shows its figures five minutes later. */
    private static final Duration FIGURES_AFTER_OPENING = Duration.ofMinutes(10);

    private static final SessionWindow WHOLE_DAY = new SessionWindow(LocalTime.MIN, LocalTime.MAX);

    private final SessionWindow window;
    private final Set<LocalDate> holidays;
    private final HolidayWord endpoint;
    private final TradingCalendar calendar;
    private final Catalogue catalogue;
    private final boolean gated;

    private TradingSessions(
            SessionWindow window,
            Set<LocalDate> holidays,
            HolidayWord endpoint,
            TradingCalendar calendar,
            Catalogue catalogue,
            boolean gated) {
        this.window = window;
        this.holidays = Set.copyOf(holidays);
        this.endpoint = endpoint;
        this.calendar = calendar;
        this.catalogue = catalogue;
        this.gated = gated;
    }

    /**
     * The exchange's.
     *
     * @param window the hours of a trading day in which figures are asked for
     * @param holidays closed days beside those of the calendar
     * @param endpoint what the holiday endpoint says
     */
    public static TradingSessions krx(
            SessionWindow window,
            Set<LocalDate> holidays,
            HolidayWord endpoint,
            TradingCalendar calendar,
            Catalogue catalogue) {
        return new TradingSessions(window, holidays, endpoint, calendar, catalogue, true);
    }

    /** At any time, with no knowledge of days: for simulators and tests. */
    public static TradingSessions always() {
        return new TradingSessions(
                WHOLE_DAY, Set.of(), HolidayWord.NONE, TradingCalendar.ordinary(), Catalogue.bundled(), false);
    }

    /** Whether a row must prove that it is of the day on which it was served. */
    public boolean wantProof() {
        return gated;
    }

    /** Whether figures are asked for on a date. */
    public boolean isTradingDay(LocalDate date) {
        if (!gated) {
            return true;
        }
        if (TradingCalendar.isWeekend(date) || holidays.contains(date)) {
            return false;
        }
        // An old word may open a day, for then the endpoint is asked again; it closes none, for then nothing is.
        return endpoint.saysOpen(date)
                .filter(open -> open || endpoint.isOf(date))
                .orElseGet(() -> calendar.isOpen(date));
    }

    /** Whether figures are asked for at an instant; the end of the window is not in it. */
    public boolean isOpen(Instant instant) {
        SessionWindow.Session session = window.on(Kst.date(instant));
        return !instant.isBefore(session.start()) && instant.isBefore(session.end()) && isTradingDay(Kst.date(instant));
    }

    /** When figures are first asked for on a trading day. */
    public Instant start(LocalDate date) {
        return window.on(date).start();
    }

    /** Whether figures are to be asked for soon after an instant at which they are not. */
    public boolean opensWithin(Duration soon, Instant instant) {
        Instant start = window.next(instant).start();
        return !start.isAfter(instant.plus(soon)) && isTradingDay(Kst.date(start));
    }

    /** When a pair's market opens on a date; for a market that is not known, when the last of the others has opened. */
    public Instant opens(MarketSector pair, LocalDate date) {
        return catalogue
                .market(pair.market())
                .map(market -> calendar.hours(market, date).opens())
                .orElseGet(() -> allOpen(date));
    }

    private Instant allOpen(LocalDate date) {
        return catalogue.markets().stream()
                .map(market -> calendar.hours(market, date).opens())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Whether the holiday endpoint has said on an instant's day that it is open, and every market has been open for ten minutes.
     *
     * <p>Every one, because that of derivatives opens before the API goes over to the new day.
     */
    public boolean saysToday(Instant instant) {
        LocalDate date = Kst.date(instant);
        return endpoint.isOf(date) && endpoint.saysOpen(date).orElse(false) && isUnderWay(instant);
    }

    /** Whether every market has been open for so long at an instant that a row of zeros is no beginning any more. */
    public boolean isUnderWay(Instant instant) {
        return !instant.isBefore(allOpen(Kst.date(instant)).plus(FIGURES_AFTER_OPENING));
    }

    /** The phase of a pair's market at a tick. */
    public SessionPhase phase(MarketSector pair, Instant tick) {
        return catalogue
                .market(pair.market())
                .map(market -> SessionPhase.at(tick, calendar.hours(market, Kst.date(tick))))
                .orElse(SessionPhase.UNKNOWN);
    }
}

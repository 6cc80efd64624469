package io.github.kisconnect.investorflow.market;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * When figures are polled, and what is known of a day apart from them.
 *
 * <p>Weekends and the configured holidays are always closed. On other days both the bundled calendar and the holiday
 * endpoint count: each of them has been wrong, and a day that is wrongly taken for closed is lost.
 */
public final class TradingSessions {
    /**
     * As far as was seen, the API changes to the new day by the stock markets' opening, and shows its figures five
     * minutes later.
     */
    private static final Duration FIGURES_AFTER_OPENING = Duration.ofMinutes(10);
    /**
     * A day that the calendar does not cover may open an hour late, as do the first trading day of a year and the day
     * of the university entrance exam.
     */
    private static final Duration LATE_OPENING = Duration.ofHours(1);

    /** In days; no run of holidays was ever longer. */
    private static final int LONGEST_CLOSURE = 15;

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
     * The sessions of the exchange.
     *
     * @param window the hours of a trading day in which figures are polled
     * @param holidays closed days besides those of the calendar
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

    /** Sessions that are open at any time and know nothing of days: for simulators and tests. */
    public static TradingSessions always() {
        return new TradingSessions(
                WHOLE_DAY, Set.of(), HolidayWord.NONE, TradingCalendar.ordinary(), Catalogue.bundled(), false);
    }

    /** Whether a row must prove that it is of the day on which it was served. */
    public boolean wantProof() {
        return gated;
    }

    /** What is known of a date. */
    public DayState day(LocalDate date) {
        if (!gated) {
            return DayState.OPEN;
        }
        if (TradingCalendar.isWeekend(date) || holidays.contains(date)) {
            return DayState.CLOSED;
        }
        boolean open = calendar.isOpen(date);
        // An answer of an earlier date can contest a closed day, because the endpoint is then asked again, but not an
        // open one.
        boolean isContested = endpoint.saysOpen(date)
                .filter(said -> said || endpoint.isOf(date))
                .filter(said -> said != open)
                .isPresent();
        if (isContested) {
            return DayState.CONTESTED;
        }
        return open ? DayState.OPEN : DayState.CLOSED;
    }

    /** Whether figures are polled on a date: for all pairs, or, on a contested date, to see whether it is open. */
    public boolean isTradingDay(LocalDate date) {
        return day(date) != DayState.CLOSED;
    }

    /** Whether figures are polled at an instant; the end of the window is exclusive. */
    public boolean isOpen(Instant instant) {
        SessionWindow.Session session = window.on(Kst.date(instant));
        return !instant.isBefore(session.start()) && instant.isBefore(session.end()) && isTradingDay(Kst.date(instant));
    }

    /** When polling begins on a trading day. */
    public Instant start(LocalDate date) {
        return window.on(date).start();
    }

    /**
     * Whether a tick is the last one of its date's session for a pair with that interval; never without a gate, because
     * then no session ends.
     */
    public boolean isLastTick(Instant tick, Duration interval) {
        if (!gated) {
            return false;
        }
        Instant end = window.on(Kst.date(tick)).end();
        return tick.isBefore(end) && !tick.plus(interval).isBefore(end);
    }

    /**
     * Whether a tick is the last one of the last session before a date, and no figures are known to change after it.
     */
    public boolean isEndBefore(LocalDate date, Instant tick, Duration interval) {
        LocalDate ended = Kst.date(tick);
        return isLastTick(tick, interval)
                && window.coversChanges()
                && ended.isBefore(date)
                && ended.plusDays(LONGEST_CLOSURE).isAfter(date)
                && ended.plusDays(1).datesUntil(date).noneMatch(this::isTradingDay);
    }

    /**
     * The next session that begins after an instant, whether or not its date is a trading day; empty without a gate,
     * because then none ever begins.
     */
    public Optional<SessionWindow.Session> next(Instant instant) {
        return gated ? Optional.of(window.next(instant)) : Optional.empty();
    }

    /** When the session of an instant's date ends; {@link Instant#MAX} without a gate, because then it never ends. */
    public Instant end(Instant instant) {
        return gated ? window.on(Kst.date(instant)).end() : Instant.MAX;
    }

    /** When a pair's market opens on a date; for an unknown market, when the last of the known ones opens. */
    public Instant opens(MarketSector pair, LocalDate date) {
        return catalogue
                .market(pair.market())
                .map(market -> calendar.hours(market, date).opens())
                .orElseGet(() -> allOpen(date));
    }

    /**
     * Whether a tick is before its pair's market opens, and so cannot have figures of the date; never without a gate.
     */
    public boolean isBeforeOpen(MarketSector pair, Instant tick) {
        return gated && tick.isBefore(opens(pair, Kst.date(tick)));
    }

    private Instant allOpen(LocalDate date) {
        return catalogue.markets().stream()
                .map(market -> calendar.hours(market, date).opens())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Whether an instant is within the hours of a pair's market, whether or not it trades on that date; always for an
     * unknown market.
     */
    public boolean isInMarketHours(MarketSector pair, Instant instant) {
        return catalogue
                .market(pair.market())
                .map(market ->
                        SessionPhase.at(instant, calendar.hours(market, Kst.date(instant))) == SessionPhase.REGULAR)
                .orElse(true);
    }

    /**
     * Whether the holiday endpoint has said on an instant's date that the date is open, and {@link #isUnderWay}.
     *
     * <p>By then every market has opened, because derivatives open before the API changes to the new day.
     */
    public boolean saysToday(Instant instant) {
        LocalDate date = Kst.date(instant);
        return endpoint.isOf(date) && endpoint.saysOpen(date).orElse(false) && isUnderWay(instant);
    }

    /**
     * Whether every market has been open long enough at an instant for figures to be expected: ten minutes, and an hour
     * more on a date that the calendar does not cover.
     */
    public boolean isUnderWay(Instant instant) {
        LocalDate date = Kst.date(instant);
        Instant expected = allOpen(date).plus(FIGURES_AFTER_OPENING);
        return !instant.isBefore(calendar.covers(date) ? expected : expected.plus(LATE_OPENING));
    }

    /** The phase of a pair's market at a tick. */
    public SessionPhase phase(MarketSector pair, Instant tick) {
        return catalogue
                .market(pair.market())
                .map(market -> SessionPhase.at(tick, calendar.hours(market, Kst.date(tick))))
                .orElse(SessionPhase.UNKNOWN);
    }
}

package io.github.kisconnect.investorflow.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * The hours of a day, in KST, in which figures are polled: the same every day, because holidays are not its business.
 *
 * @param start the first moment
 * @param end after the start, on the same day
 */
public record SessionWindow(LocalTime start, LocalTime end) {
    /**
     * From before the first opening, of derivatives at 08:45, until after the end of KRX's after-market at 20:00.
     * Figures are known to change after 15:30, and are not known to stand still in the after-market.
     */
    public static final SessionWindow DEFAULT = new SessionWindow(LocalTime.of(8, 40), LocalTime.of(20, 10));

    /**
     * Until when figures may change: the end of KRX's after-market since 2026-09-14. Nobody knows whether they do
     * change in it.
     */
    public static final LocalTime LAST_CHANGE = LocalTime.of(20, 0);

    public SessionWindow {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a session must end after its start: " + start + " to " + end);
        }
    }

    /** Whether it lasts until figures can no longer change. */
    boolean coversChanges() {
        return !end.isBefore(LAST_CHANGE);
    }

    /** The session of one day. */
    public record Session(Instant start, Instant end) {}

    /** The next session that begins after an instant. */
    public Session next(Instant now) {
        Session today = on(Kst.date(now));
        return today.start().isAfter(now) ? today : on(Kst.date(now).plusDays(1));
    }

    /** The window of a date. */
    Session on(LocalDate date) {
        return new Session(
                date.atTime(start).toInstant(Kst.ZONE), date.atTime(end).toInstant(Kst.ZONE));
    }
}

package io.github.kisconnect.investorflow.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * The hours of a day, in KST, in which figures are asked for; the same every day, for it says nothing of holidays.
 *
 * @param start the first moment
 * @param end after the start, on the same day
 */
public record SessionWindow(LocalTime start, LocalTime end) {
    /**
     * From before the first opening, that of derivatives at 08:45, to after the end of KRX's after-market at 20:00: figures are known to move after
     * 15:30, and not known to stand still in that market.
     */
    public static final SessionWindow DEFAULT = new SessionWindow(LocalTime.of(8, 40), LocalTime.of(20, 10));

    /** Until when figures may move: the end of KRX's after-market since 2026-09-14. Nobody knows whether they do move in it. */
    public static final LocalTime LAST_CHANGE = LocalTime.of(20, 0);

    public SessionWindow {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a session ends after its start, not from " + start + " to " + end);
        }
    }

    /** Whether it ends after the last figures of a day may have changed. */
    boolean coversChanges() {
        return !end.isBefore(LAST_CHANGE);
    }

    /** The session of one day. */
    public record Session(Instant start, Instant end) {}

    /** The session that begins next, after this instant. */
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

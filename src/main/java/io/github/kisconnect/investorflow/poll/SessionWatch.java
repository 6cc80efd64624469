package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.SessionWindow;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether a tick is in a session, and gets the token: ahead of a session, and in one whose end it would not reach.
 *
 * <p>Work ahead of a session does not follow the ticks, so this class says when the poller must wake for it.
 */
final class SessionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
    /** The calendar's end is logged from this many days before it. */
    private static final int CALENDAR_DAYS = 60;

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /**
     * When to look ahead again: meanwhile a day may have turned out to be closed, or a token may have been refused. The
     * poller wakes more often than this.
     */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final TradingSessions sessions;
    private final TradingCalendar calendar = TradingCalendar.bundled();
    private final Consumer<Instant> renewal;
    private final Function<SessionWindow.Session, Optional<Duration>> preparation;
    private Instant lookedAt = Instant.MAX;
    private Instant lookAgain = Instant.MIN;
    private boolean wasPaused;
    private Duration wait = Duration.ZERO;
    private boolean calendarReported;

    /**
     * Creates a watch that has not started.
     *
     * @param renewal renews a token that ends soon and before the given instant
     * @param preparation gets a token ahead of a session; returns the time until its next call, or empty for none
     */
    SessionWatch(
            TradingSessions sessions,
            Consumer<Instant> renewal,
            Function<SessionWindow.Session, Optional<Duration>> preparation) {
        this.sessions = sessions;
        this.renewal = renewal;
        this.preparation = preparation;
    }

    /** Starts a tick, and returns whether it is in a session. */
    boolean begin(Instant tick) {
        reportCalendar(tick);
        return sessions.isOpen(tick);
    }

    /** Whether a tick is in a session. */
    boolean isOpen(Instant tick) {
        return sessions.isOpen(tick);
    }

    /** Renews a token that ends soon and is still needed in the session that is under way. */
    void renewToken(Instant now) {
        renewal.accept(sessions.end(now));
    }

    /** Gets a token ahead of the next session, when it is time; {@code paused}: the worker wants no requests at all. */
    void lookAhead(Instant now, boolean paused) {
        if (paused == wasPaused && !now.isBefore(lookedAt) && now.isBefore(lookAgain)) {
            wait = wait.minus(Duration.between(lookedAt, now));
            lookedAt = now;
            return;
        }
        wait = sessions.next(now)
                .map(next -> beforeNextLook(next, Duration.between(now, next.start()), paused))
                .orElse(LONGEST_WAIT);
        wasPaused = paused;
        lookedAt = now;
        lookAgain = now.plus(atMost(BETWEEN_LOOKS));
    }

    private Duration beforeNextLook(SessionWindow.Session next, Duration beforeStart, boolean paused) {
        // What a pause delays is due when the worker takes again, and that wakes the poller.
        if (paused || !sessions.isTradingDay(Kst.date(next.start()))) {
            return beforeStart;
        }
        return preparation.apply(next).orElse(beforeStart);
    }

    /** The given wait, or the time until the next look ahead if that is shorter. */
    Duration atMost(Duration other) {
        return wait.compareTo(other) < 0 ? wait : other;
    }

    private void reportCalendar(Instant tick) {
        long left = calendar.daysLeft(Kst.date(tick));
        if (sessions.wantProof() && left < CALENDAR_DAYS && !calendarReported) {
            calendarReported = true;
            LOG.warn(
                    "The bundled trading calendar ends in {} days, on {}; install a newer version, and until then add closed days to"
                            + " session.holidays. Source of the calendar: {}",
                    left,
                    calendar.coveredUntil(),
                    calendar.source());
        }
    }
}

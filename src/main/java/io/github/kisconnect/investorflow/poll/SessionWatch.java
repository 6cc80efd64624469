package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.TradingCalendar;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at each tick whether figures are asked for in it, and at what must be done ahead of a session. */
final class SessionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
    private static final Duration AHEAD = Duration.ofHours(1);
    /** So many days before its end the calendar is worth a line. */
    private static final int CALENDAR_DAYS = 60;

    private final TradingSessions sessions;
    private final TradingCalendar calendar = TradingCalendar.bundled();
    private final Runnable renewal;
    private boolean calendarReported;

    /** {@code renewal}: renews a token that would end within the session that comes next. */
    SessionWatch(TradingSessions sessions, Runnable renewal) {
        this.sessions = sessions;
        this.renewal = renewal;
    }

    /** Goes on to a tick, and says whether it is in a session; {@code paused}: the worker wants no requests, not even for a token. */
    boolean begin(Instant tick, boolean paused) {
        reportCalendar(tick);
        boolean open = sessions.isOpen(tick);
        if (!open && !paused && sessions.opensWithin(AHEAD, tick)) {
            renewal.run();
        }
        return open;
    }

    private void reportCalendar(Instant tick) {
        long left = calendar.daysLeft(Kst.date(tick));
        if (sessions.wantProof() && left < CALENDAR_DAYS && !calendarReported) {
            calendarReported = true;
            LOG.warn(
                    "The bundled trading calendar ends in {} days, on {}; install a newer version, and until then name closed days in"
                            + " session.holidays. It is from: {}",
                    left,
                    calendar.coveredUntil(),
                    calendar.source());
        }
    }
}

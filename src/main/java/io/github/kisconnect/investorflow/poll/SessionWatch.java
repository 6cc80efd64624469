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
 * Says whether figures are asked for in a tick, and sees to the token that they need: ahead of a session, and where it would end within one.
 *
 * <p>What is ahead of a session has moments of its own, whatever the ticks: so it says when the poller must wake for it.
 */
final class SessionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
    /** So many days before its end the calendar is worth a line. */
    private static final int CALENDAR_DAYS = 60;

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    /** What is known may change meanwhile: a day be found to be closed, a token be refused. The poller wakes more often than it can. */
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
     * A watch that has not begun.
     *
     * @param renewal renews a token that ends soon, and before that instant
     * @param preparation gets a token ahead of a session, and says how long until it is to be called again, if it is
     */
    SessionWatch(
            TradingSessions sessions,
            Consumer<Instant> renewal,
            Function<SessionWindow.Session, Optional<Duration>> preparation) {
        this.sessions = sessions;
        this.renewal = renewal;
        this.preparation = preparation;
    }

    /** Goes on to a tick, and says whether it is in a session. */
    boolean begin(Instant tick) {
        reportCalendar(tick);
        return sessions.isOpen(tick);
    }

    /** Whether figures are asked for in a tick. */
    boolean isOpen(Instant tick) {
        return sessions.isOpen(tick);
    }

    /** Renews a token that ends soon and is still needed in the session that is under way. */
    void renewToken(Instant now) {
        renewal.accept(sessions.end(now));
    }

    /** Gets a token ahead of the session that comes next, when it is time; {@code paused}: the worker wants no requests, not even for a token. */
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
        lookAgain = now.plus(wait.compareTo(BETWEEN_LOOKS) < 0 ? wait : BETWEEN_LOOKS);
    }

    private Duration beforeNextLook(SessionWindow.Session next, Duration beforeStart, boolean paused) {
        // What a pause puts off is due when the worker takes again, which wakes the poller.
        if (paused || !sessions.isTradingDay(Kst.date(next.start()))) {
            return beforeStart;
        }
        return preparation.apply(next).orElse(beforeStart);
    }

    /** A wait, or what is left of it until the next look ahead is due. */
    Duration atMost(Duration other) {
        return wait.compareTo(other) < 0 ? wait : other;
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

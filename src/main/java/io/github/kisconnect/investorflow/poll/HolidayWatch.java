package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.TradingSessions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when the holiday endpoint is to be asked, what waits for its answer, and whether that ends the day. */
final class HolidayWatch {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    /** From the beginning of a tick on, its requests wait for the answer for so long, or for a tenth of a shorter interval. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final int WAITS_PER_INTERVAL = 10;

    private final boolean asks;
    private final Duration longestWait;
    private final TradingSessions sessions;
    private final KisClient client;

    HolidayWatch(PollPlan plan, TradingSessions sessions, KisClient client) {
        this.asks = plan.asksHolidays();
        Duration part = plan.interval().dividedBy(WAITS_PER_INTERVAL);
        this.longestWait = part.compareTo(LONGEST_WAIT) < 0 ? part : LONGEST_WAIT;
        this.sessions = sessions;
        this.client = client;
    }

    /** Whether the next request in a tick of a session is to be the one for holidays. */
    boolean isDue(Instant tick) {
        return asks && client.wantsHolidays(Kst.date(tick));
    }

    /** Whether a tick's requests are to wait: mostly the answer comes at once, and on a closed day nothing else is asked for then. */
    boolean isAwaited(Instant tick, Instant now) {
        return asks && Duration.between(tick, now).compareTo(longestWait) < 0 && client.isAskingHolidays();
    }

    /** Whether the answer that has come closes the day on which it was asked for; that it came to nothing is logged by the client. */
    boolean hasClosed(LocalDate today) {
        boolean closed = !sessions.isTradingDay(today);
        if (closed) {
            LOG.info("The exchange is closed on {}, says the holiday endpoint: nothing is asked for", today);
        }
        return closed;
    }
}

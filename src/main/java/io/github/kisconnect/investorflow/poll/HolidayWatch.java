package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.market.Kst;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Says when the holiday endpoint is to be asked, and what waits for its answer: all requests for figures of a date, once, for no task is to publish
 * what another one learns in this moment to be a closed day's.
 */
final class HolidayWatch {
    /** For an answer that another worker of the host waits for, which nothing but a file would tell; one's own comes or fails by itself. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final boolean asks;
    private final KisClient client;
    private final PollClock clock;
    private LocalDate waitingOn = LocalDate.MIN;
    private long waitingSince;

    HolidayWatch(PollPlan plan, KisClient client, PollClock clock) {
        this.asks = plan.asksHolidays();
        this.client = client;
        this.clock = clock;
    }

    /** Whether the next request in a tick of a session is to be the one for holidays. */
    boolean isDue(Instant tick) {
        return asks && client.wantsHolidays(Kst.date(tick));
    }

    /** Whether the requests for figures of a tick are to wait: until the endpoint has answered on its date, or failed to. */
    boolean isAwaited(Instant tick) {
        LocalDate date = Kst.date(tick);
        if (!asks || client.knowsHolidays(date)) {
            return false;
        }
        if (!date.equals(waitingOn)) {
            waitingOn = date;
            waitingSince = clock.nanoTime();
        }
        return client.isAskingHolidays() || clock.nanoTime() - waitingSince < LONGEST_WAIT.toNanos();
    }
}

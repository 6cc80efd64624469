package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.holiday.Holidays;
import io.github.kisconnect.investorflow.market.Kst;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;

/**
 * Says when the holiday endpoint is to be asked, and what waits for its answer: all requests for figures of a date, once, for no task is to publish
 * what another one learns in this moment to be a closed day's.
 */
final class HolidayWatch implements Errand {
    /** For an answer that another worker of the host waits for, which nothing but a file would tell; one's own comes or fails by itself. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final boolean asks;
    private final Holidays holidays;
    private final PollClock clock;
    private LocalDate waitingOn = LocalDate.MIN;
    private long waitingSince;

    HolidayWatch(PollPlan plan, Holidays holidays, PollClock clock) {
        this.asks = plan.asksHolidays();
        this.holidays = holidays;
        this.clock = clock;
    }

    @Override
    public boolean isDue(Instant tick) {
        return asks && holidays.wants(Kst.date(tick));
    }

    /** Until the endpoint has answered on the tick's date, or failed to. */
    @Override
    public boolean isAwaited(Instant tick) {
        LocalDate date = Kst.date(tick);
        if (!asks || holidays.isSettled(date)) {
            return false;
        }
        if (!date.equals(waitingOn)) {
            waitingOn = date;
            waitingSince = clock.nanoTime();
        }
        return holidays.isAsking() || clock.nanoTime() - waitingSince < LONGEST_WAIT.toNanos();
    }

    /** What was said, {@link Holidays} knows. */
    @Override
    public CompletableFuture<Result> send(Instant tick) {
        return holidays.ask(Kst.date(tick)).thenApply(Result::kept);
    }
}

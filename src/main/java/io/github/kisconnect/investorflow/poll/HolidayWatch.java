package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.holiday.Holidays;
import io.github.kisconnect.investorflow.market.Kst;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;

/**
 * Says when to ask the holiday endpoint, and what waits for its answer: all requests for figures, once on each date, so
 * that no task publishes rows of a day that another task is just learning to be closed.
 */
final class HolidayWatch implements Errand {
    /** For an answer to another worker of the host, which only a file would show; this worker's own comes or fails. */
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

    /** True until the endpoint has answered on the tick's date, or failed to. */
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

    /** {@link Holidays} keeps the answer. */
    @Override
    public CompletableFuture<Result> send(Instant tick) {
        return holidays.ask(Kst.date(tick)).thenApply(Result::kept);
    }
}

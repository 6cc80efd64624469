package io.github.kisconnect.investorflow.kis.holiday;

import io.github.kisconnect.investorflow.kis.account.Host;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.HolidayWord;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A task's way to what the holiday endpoint says, which it shares with all that use the account. It keeps its word about later dates until a newer one comes.
 *
 * <p>All dates are KST.
 */
public final class Holidays implements HolidayWord {
    private final HolidayDesk desk;
    private final Host host;
    private final BooleanSupplier hasToken;
    private final Function<LocalDate, CompletableFuture<Answer<OpenDays>>> request;

    /**
     * @param hasToken whether a request can be made now
     * @param request makes one, on the wire
     */
    public Holidays(
            HolidayDesk desk,
            Host host,
            BooleanSupplier hasToken,
            Function<LocalDate, CompletableFuture<Answer<OpenDays>>> request) {
        this.desk = desk;
        this.host = host;
        this.hasToken = hasToken;
        this.request = request;
    }

    /**
     * Whether the endpoint is to be asked: no task of this worker or, with {@code kis.token.file}, of this host has had an answer today, none is asking,
     * and an hour has passed since the last attempt. One whose token was refused does not count, unless the one before was, too.
     */
    public boolean wants(LocalDate today) {
        return desk.wants(today, host);
    }

    /**
     * Asks the endpoint on behalf of all tasks, with one request on the wire at most; joins one that is under way. The brokerage asks for one call a
     * day: without need, which {@link #wants} says, none is made.
     *
     * @return empty when there is an answer of today now; an answer that cannot be read is {@link
     *     io.github.kisconnect.investorflow.kis.endpoint.ErrorClass#UNCLEAR}; a failure for want of a token counts as no attempt; completes exceptionally
     *     only with an error of our own
     */
    public CompletableFuture<Optional<KisError>> ask(LocalDate today) {
        return hasToken.getAsBoolean()
                ? desk.ask(today, host, () -> request.apply(today))
                : CompletableFuture.completedFuture(Optional.of(KisError.NO_TOKEN));
    }

    /**
     * Whether nothing is to be waited for: the endpoint has answered on a date, to any task of this worker or, with {@code kis.token.file}, of
     * this host, or has been asked by this worker in vain.
     */
    public boolean isSettled(LocalDate today) {
        return desk.isSettled(today);
    }

    /** Whether the endpoint has been asked, for any task of this worker, and not answered yet. */
    public boolean isAsking() {
        return desk.isAsking();
    }

    /** Takes no lock, as {@link #isOf}. */
    @Override
    public Optional<Boolean> saysOpen(LocalDate date) {
        return desk.saysOpen(date);
    }

    @Override
    public boolean isOf(LocalDate date) {
        return desk.isOf(date);
    }
}

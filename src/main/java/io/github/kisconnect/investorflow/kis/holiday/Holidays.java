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
 * A task's access to what the holiday endpoint says, which all users of the account share. An answer about later dates
 * holds until a newer one comes.
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
     * Whether to ask the endpoint: no task of this worker or, with {@code kis.token.file}, of this host got an answer
     * today, none is asking, and an hour has passed since the last attempt. An attempt whose token was refused does not
     * count, unless that happened to the one before, too.
     */
    public boolean wants(LocalDate today) {
        return desk.wants(today, host);
    }

    /**
     * Asks the endpoint for all tasks, with at most one request on the wire; joins one in flight. The brokerage asks
     * for one call a day, so none is made unless {@link #wants} says so.
     *
     * @return empty when there is an answer of today now; an unreadable answer is
     *     {@link io.github.kisconnect.investorflow.kis.endpoint.ErrorClass#UNCLEAR}; a failure because there is no
     *     token is not an attempt; completes exceptionally only with an error of our own
     */
    public CompletableFuture<Optional<KisError>> ask(LocalDate today) {
        return hasToken.getAsBoolean()
                ? desk.ask(today, host, () -> request.apply(today))
                : CompletableFuture.completedFuture(Optional.of(KisError.NO_TOKEN));
    }

    /**
     * Whether there is nothing to wait for: the endpoint has answered on a date, to any task of this worker or, with
     * {@code kis.token.file}, of this host, or a request of this worker has failed.
     */
    public boolean isSettled(LocalDate today) {
        return desk.isSettled(today);
    }

    /** Whether a request of any task of this worker is in flight. */
    public boolean isAsking() {
        return desk.isAsking();
    }

    /** Takes no lock; neither does {@link #isOf}. */
    @Override
    public Optional<Boolean> saysOpen(LocalDate date) {
        return desk.saysOpen(date);
    }

    @Override
    public boolean isOf(LocalDate date) {
        return desk.isOf(date);
    }
}

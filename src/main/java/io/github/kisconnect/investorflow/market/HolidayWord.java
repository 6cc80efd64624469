package io.github.kisconnect.investorflow.market;

import java.time.LocalDate;
import java.util.Optional;

/** What the brokerage's holiday endpoint has said; it may say something newer at any time. */
@FunctionalInterface
public interface HolidayWord {
    /** For when the endpoint is not asked. */
    HolidayWord NONE = date -> Optional.empty();

    /** Whether the market is open on a date in KST; empty when nothing is known of it. */
    Optional<Boolean> saysOpen(LocalDate date);

    /**
     * Whether the endpoint said so on that date itself: a closure at short notice may have come after an earlier
     * answer.
     */
    default boolean isOf(LocalDate date) {
        return true;
    }
}

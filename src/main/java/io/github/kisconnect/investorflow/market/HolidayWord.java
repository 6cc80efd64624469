package io.github.kisconnect.investorflow.market;

import java.time.LocalDate;
import java.util.Optional;

/** What the brokerage's holiday endpoint has said; it may say something newer at any time. */
@FunctionalInterface
public interface HolidayWord {
    /** For when it is not asked. */
    HolidayWord NONE = date -> Optional.empty();

    /** Whether the market is open on a date in KST; empty when nothing is known of it. */
    Optional<Boolean> saysOpen(LocalDate date);

    /** Whether it was said on that date itself: what was said before may have been overtaken by a closure at short notice. */
    default boolean isOf(LocalDate date) {
        return true;
    }
}

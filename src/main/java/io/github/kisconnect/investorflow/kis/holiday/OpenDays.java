package io.github.kisconnect.investorflow.kis.holiday;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the API said on a day of that day and of those after it, all by their dates in KST.
 *
 * @param askedOn the day
 * @param open whether the market is open, for each date that it said so of; none before the day, and none long after it
 */
public record OpenDays(LocalDate askedOn, SortedMap<LocalDate, Boolean> open) {
    /** For how long an answer is good, if none comes after it. */
    static final int KEPT_DAYS = 40;

    public static final OpenDays NONE = new OpenDays(LocalDate.EPOCH, new TreeMap<>());

    public OpenDays {
        LocalDate last = askedOn.plusDays(KEPT_DAYS);
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open).subMap(askedOn, last.plusDays(1)));
    }

    boolean isOf(LocalDate day) {
        return askedOn.equals(day);
    }

    /** Empty when it says nothing of the date. */
    Optional<Boolean> saysOpen(LocalDate date) {
        return Optional.ofNullable(open.get(date));
    }
}

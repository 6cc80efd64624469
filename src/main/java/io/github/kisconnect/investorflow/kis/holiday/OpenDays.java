package io.github.kisconnect.investorflow.kis.holiday;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the API said on a day about that day and later ones, all by their dates in KST.
 *
 * @param askedOn the day on which the API was asked
 * @param open whether the market is open, for each date that the answer named; none before that day, and none more than
 *     40 days after it
 */
public record OpenDays(LocalDate askedOn, SortedMap<LocalDate, Boolean> open) {
    /** How long an answer is good, in days, if no newer one comes. */
    static final int KEPT_DAYS = 40;

    public static final OpenDays NONE = new OpenDays(LocalDate.EPOCH, new TreeMap<>());

    public OpenDays {
        LocalDate last = askedOn.plusDays(KEPT_DAYS);
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open).subMap(askedOn, last.plusDays(1)));
    }

    boolean isOf(LocalDate day) {
        return askedOn.equals(day);
    }

    /** Empty when the answer says nothing about the date. */
    Optional<Boolean> saysOpen(LocalDate date) {
        return Optional.ofNullable(open.get(date));
    }
}

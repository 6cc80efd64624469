package io.github.kisconnect.investorflow.market;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Korean time: UTC+9 all year, whatever the host's own zone is. */
public final class Kst {
    public static final ZoneOffset ZONE = ZoneOffset.ofHours(9);
    /** {@link LocalDate} would also accept years with more digits. */
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private Kst() {}

    /** The date in Korea at an instant. */
    public static LocalDate date(Instant instant) {
        return instant.atOffset(ZONE).toLocalDate();
    }

    /** Reads a date that a person wrote as yyyy-MM-dd; empty when it is none. */
    public static Optional<LocalDate> parse(String text) {
        try {
            return DATE.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package io.github.kisconnect.investorflow.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Korean time: UTC+9 all year, whatever the host's own zone is. */
public final class Kst {
    public static final ZoneOffset ZONE = ZoneOffset.ofHours(9);

    private Kst() {}

    /** The date in Korea at an instant. */
    public static LocalDate date(Instant instant) {
        return instant.atOffset(ZONE).toLocalDate();
    }
}

package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.Kst;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The scheduled ticks: whole intervals since 00:00 KST, so that every host agrees on them.
 *
 * @param interval from tick to tick; divides 24 hours
 */
public record Ticks(Duration interval) {

    /** The tick that is current at an instant: the last one not after it. */
    public Instant current(Instant instant) {
        return Instant.ofEpochMilli(number(instant) * interval.toMillis() - Kst.ZONE.getTotalSeconds() * 1000L);
    }

    /** The number of the tick that is current at an instant, counted from the start of the epoch's day in Korea. */
    long number(Instant instant) {
        return Math.floorDiv(instant.toEpochMilli() + Kst.ZONE.getTotalSeconds() * 1000L, interval.toMillis());
    }

    /** The tick after a tick. */
    public Instant next(Instant tick) {
        return tick.plus(interval);
    }

    /** The ticks between two ticks, on the later one's day in Korea; none where the first is not before the second. */
    Stream<Instant> skipped(Instant from, Instant to) {
        Instant midnight = Kst.date(to).atStartOfDay(Kst.ZONE).toInstant();
        Instant first = next(from).isAfter(midnight) ? next(from) : midnight;
        return Stream.iterate(first, tick -> tick.isBefore(to), this::next);
    }
}

package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.market.Kst;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicLong;

/** A host's wall clock and its monotonic one: both stand until a test moves them. */
public final class ManualClock implements InstantSource {
    /** A monotonic clock may start anywhere, so this one soon runs over the end of its range. */
    private static final long NEAR_THE_END =
            Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    private final AtomicLong nanos;
    private volatile Instant now;

    public ManualClock(Instant now, long nanos) {
        this.now = now;
        this.nanos = new AtomicLong(nanos);
    }

    public static ManualClock at(String dateTimeInKst) {
        return at(kst(dateTimeInKst));
    }

    public static ManualClock at(Instant now) {
        return new ManualClock(now, NEAR_THE_END);
    }

    public static Instant kst(String dateTime) {
        return LocalDateTime.parse(dateTime).toInstant(Kst.ZONE);
    }

    @Override
    public Instant instant() {
        return now;
    }

    public long nanoTime() {
        return nanos.get();
    }

    /** Time goes by on both. */
    public void pass(Duration time) {
        now = now.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    /** Time goes by on both. */
    public void passUntil(Instant then) {
        pass(Duration.between(now, then));
    }

    /** Somebody sets the wall clock; the monotonic one stands. */
    public void set(Instant to) {
        now = to;
    }
}

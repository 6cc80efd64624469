package io.github.kisconnect.investorflow.kis.account;

import java.time.Duration;

/** A time to wait from an instant of the monotonic clock, whose origin is arbitrary. */
public record Pause(long sinceNanos, Duration time) {
    /** Whether the pause is over; true for none, which is null. */
    public static boolean isOver(Pause pause, long nanos) {
        return left(pause, nanos).isZero();
    }

    /** How much of the pause is left; zero when it is over or null. */
    public static Duration left(Pause pause, long nanos) {
        return pause == null
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, pause.time.toNanos() - (nanos - pause.sinceNanos)));
    }
}

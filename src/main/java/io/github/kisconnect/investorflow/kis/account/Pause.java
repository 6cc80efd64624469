package io.github.kisconnect.investorflow.kis.account;

import java.time.Duration;

/** A time from an instant of the monotonic clock on, which may start anywhere. */
public record Pause(long sinceNanos, Duration time) {
    /** Whether that time has passed; so it has where there is none, which is null. */
    public static boolean isOver(Pause pause, long nanos) {
        return left(pause, nanos).isZero();
    }

    /** How much of that time is left; zero where it has passed. */
    public static Duration left(Pause pause, long nanos) {
        return pause == null
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, pause.time.toNanos() - (nanos - pause.sinceNanos)));
    }
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;

/** A clock that stands until it is moved. */
final class SetClock implements InstantSource {
    private volatile Instant now;

    private SetClock(Instant now) {
        this.now = now;
    }

    static SetClock at(String dateTimeInKst) {
        return new SetClock(kst(dateTimeInKst));
    }

    static Instant kst(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(SessionModel.KST).toInstant();
    }

    void moveOn(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}

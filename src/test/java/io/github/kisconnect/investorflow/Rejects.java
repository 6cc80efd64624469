package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.flow.Reject;
import io.github.kisconnect.investorflow.flow.RejectReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Answers that cannot be read, for tests. */
public final class Rejects {
    public static final Instant RECEIVED = Instant.parse("2026-11-23T01:00:00.321Z");

    private Rejects() {}

    public static Reject of(RejectReason reason, String body) {
        return new Reject(reason, "what is wrong", RECEIVED, 200, "MCA00000", body.getBytes(StandardCharsets.UTF_8));
    }
}

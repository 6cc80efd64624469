package io.github.kisconnect.investorflow.kis;

import io.github.kisconnect.investorflow.flow.RejectReason;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A body that the real API was seen to give, changed, and what is due of it.
 *
 * <p>The changes know that themselves, so that the tests need no reader of their own.
 */
record MutatedBody(byte[] bytes, Due due) {
    /** What must come of a body. */
    sealed interface Due {
        /** A row of exactly these figures. */
        record Figures(Snapshot snapshot) implements Due {}

        /** A reject for this {@link RejectReason}, or {@link #ERROR}. */
        record Refusal(String why) implements Due {}

        /** Never a figure that is not written there: nobody knows what the change has hit. */
        record Written() implements Due {}
    }

    static final String ERROR = "ERROR";

    /** Another body at each call. */
    static MutatedBody next(Random random) {
        BodyMutations body = new BodyMutations(random);
        for (int times = random.nextInt(4); times > 0; times--) {
            body.vary();
        }
        return switch (random.nextInt(3)) {
            case 0 -> new MutatedBody(body.bytes(), new Due.Figures(body.snapshot()));
            case 1 -> body.spoilt();
            default -> new MutatedBody(body.hit(), new Due.Written());
        };
    }

    @Override
    public String toString() {
        return due + " of " + new String(bytes, StandardCharsets.UTF_8);
    }
}

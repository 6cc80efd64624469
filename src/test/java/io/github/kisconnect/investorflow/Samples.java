package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.flow.Figure;
import io.github.kisconnect.investorflow.flow.InvestorGroup;
import io.github.kisconnect.investorflow.flow.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bodies of {@code kis-api/}, and snapshots that tests make up. */
public final class Samples {
    private Samples() {}

    /** One of the bodies that the real API was seen to give. */
    public static String body(String fileName) {
        try (InputStream stream = Samples.class.getResourceAsStream("/kis-api/" + fileName)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every figure the same; null for blanks. */
    public static Snapshot all(Long figure) {
        return Snapshot.of((group, one) -> figure);
    }

    /** Figures from 1 to 72, in record order. */
    public static Snapshot counting() {
        return Snapshot.of((group, figure) -> 1L + group.ordinal() * Figure.values().length + figure.ordinal());
    }

    /** A snapshot but for one figure. */
    public static Snapshot with(Snapshot snapshot, InvestorGroup group, Figure figure, Long value) {
        return Snapshot.of((g, f) -> g == group && f == figure ? value : snapshot.figure(g, f));
    }

    /** Any figures, a few of them blank, some at the ends of the range. */
    public static Snapshot random(Random random) {
        return Snapshot.of((group, figure) -> switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> 0L;
            case 2 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            default -> random.nextLong() >> random.nextInt(64);
        });
    }
}

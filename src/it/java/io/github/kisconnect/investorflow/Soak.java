package io.github.kisconnect.investorflow;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a soak ({@code -Psoak}) does more of. */
final class Soak {
    private static final boolean ON = Boolean.getBoolean("soak");
    private static final boolean NEW_KAFKA = System.getProperty("kafka.version").startsWith("4.");

    private Soak() {}

    /**
     * Skips what is played through on one version of Kafka only, except in a soak.
     *
     * @param onNewKafka on which: so that few worlds have each two things together
     */
    static void assumePlayed(boolean onNewKafka) {
        assumeOn(
                onNewKafka == NEW_KAFKA,
                "this world is played through on the other version of Kafka, and on both in a soak");
    }

    /** Skips what is not usual, except in a soak. */
    static void assumeOn(boolean usual, String reason) {
        assumeTrue(ON || usual, reason);
    }

    /** More of something on the newer version of Kafka in a soak. */
    static int count(int usual, int more) {
        return ON && NEW_KAFKA ? more : usual;
    }
}

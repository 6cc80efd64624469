package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a refusal of the credentials or the configuration will pass, or only a person can fix it.
 *
 * <p>Where other pairs of the tick are answered, a refusal is about the refused pairs only. Where no pair is answered
 * and most are refused, the task ends: after the first such tick, or, if a pair was ever answered, after the third in a
 * row.
 */
final class Failures {
    private static final int PERSISTENT_TICKS = 3;

    private final Map<MarketSector, Refusal> refused = new LinkedHashMap<>();
    private boolean everAnswered;
    private boolean answered;
    private int others;
    private boolean counted;
    private int refusedTicks;
    private int due;
    private KisError fatal;

    /** What the API said about a pair in one of the pair's ticks. */
    record Refusal(Instant asked, KisError error) {}

    /**
     * Starts a tick.
     *
     * @return the pairs that were refused in the tick before, where others were answered
     */
    Map<MarketSector, Refusal> begin() {
        Map<MarketSector, Refusal> ofPairs = answered ? Map.copyOf(refused) : Map.of();
        if (!answered && refused.size() > others) {
            count(refused.values().iterator().next().error());
        }
        if (others > 0 && refused.isEmpty()) {
            refusedTicks = 0;
        }
        refused.clear();
        answered = false;
        others = 0;
        counted = false;
        return ofPairs;
    }

    /** This many pairs are polled in the tick. */
    void due(int pairs) {
        due = pairs;
    }

    /** A pair was answered with figures. */
    void answered(MarketSector pair) {
        refused.remove(pair);
        everAnswered = true;
        answered = true;
        refusedTicks = 0;
    }

    /** The API refuses the configuration in its answer for a pair. */
    void refused(MarketSector pair, Instant asked, KisError error) {
        refused.put(pair, new Refusal(asked, error));
        if (!answered && others == 0 && refused.size() >= due) {
            count(error);
        }
    }

    /** A request for a pair failed otherwise: one refusal among such failures says nothing about the configuration. */
    void otherwise() {
        others++;
    }

    /** The API refuses the configuration in its answer to a token request: that is about all pairs. */
    void denied(KisError error) {
        count(error);
    }

    private void count(KisError error) {
        if (!counted) {
            counted = true;
            refusedTicks++;
        }
        if (!everAnswered || refusedTicks >= PERSISTENT_TICKS) {
            fatal = error;
        }
    }

    /** The error that the task must fail with, if any. */
    Optional<KisError> fatal() {
        return Optional.ofNullable(fatal);
    }
}

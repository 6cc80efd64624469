package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what only a person can mend from what passes, where the API refuses the credentials or the configuration.
 *
 * <p>What it says of some pairs of a tick, and others are answered, is about those pairs. What it says to most, when none is answered, ends the task: after
 * the first such tick, or, where one was ever answered, after the third in a row.
 */
final class Failures {
    private static final int PERSISTENT_TICKS = 3;

    private final Map<MarketSector, KisError> refused = new LinkedHashMap<>();
    private boolean everAnswered;
    private boolean answered;
    private int others;
    private boolean counted;
    private int refusedTicks;
    private int asked;
    private KisError fatal;

    /**
     * Goes on to a tick, in which so many pairs are asked for.
     *
     * @return the pairs that were refused in the tick before, and others were not
     */
    Map<MarketSector, KisError> begin(int pairs) {
        Map<MarketSector, KisError> ofPairs = answered ? Map.copyOf(refused) : Map.of();
        if (!answered && refused.size() > others) {
            count(refused.values().iterator().next());
        }
        if (others > 0 && refused.isEmpty()) {
            refusedTicks = 0;
        }
        refused.clear();
        answered = false;
        others = 0;
        counted = false;
        asked = pairs;
        return ofPairs;
    }

    /** A pair has figures. */
    void answered(MarketSector pair) {
        refused.remove(pair);
        everAnswered = true;
        answered = true;
        refusedTicks = 0;
    }

    /** The API refuses the configuration in a request for a pair. */
    void refused(MarketSector pair, KisError error) {
        refused.put(pair, error);
        if (!answered && others == 0 && refused.size() >= asked) {
            count(error);
        }
    }

    /** A request for a pair came to something else: in an outage one such word among others says nothing of the configuration. */
    void otherwise() {
        others++;
    }

    /** The API refuses the configuration where a token was asked for: that is about all pairs. */
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

    /** What the task is to fail with. */
    Optional<KisError> fatal() {
        return Optional.ofNullable(fatal);
    }
}

package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
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

    private final Map<MarketSector, Refusal> refused = new LinkedHashMap<>();
    private boolean everAnswered;
    private boolean answered;
    private int others;
    private boolean counted;
    private int refusedTicks;
    private int due;
    private KisError fatal;

    /** What was said of a pair in a tick of its own. */
    record Refusal(Instant asked, KisError error) {}

    /**
     * Goes on to a tick.
     *
     * @return the pairs that were refused in the tick before, and others were not
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

    /** So many pairs are asked for in the tick. */
    void due(int pairs) {
        due = pairs;
    }

    /** A pair has figures. */
    void answered(MarketSector pair) {
        refused.remove(pair);
        everAnswered = true;
        answered = true;
        refusedTicks = 0;
    }

    /** The API refuses the configuration in a request for a pair. */
    void refused(MarketSector pair, Instant asked, KisError error) {
        refused.put(pair, new Refusal(asked, error));
        if (!answered && others == 0 && refused.size() >= due) {
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

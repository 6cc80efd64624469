package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pairs that the API has refused in three ticks: they are asked for once an hour, until they are answered.
 *
 * <p>So a pair that does not exist costs nothing and stops no other, and one that comes into being is found.
 */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final int TICKS_TO_PARK = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofHours(1);

    private final Map<MarketSector, Refusals> refused = new HashMap<>();

    /** Ticks in which a pair was refused, since it was last answered. */
    private record Refusals(Instant lastTick, int ticks, String detail) {
        boolean isParked() {
            return ticks >= TICKS_TO_PARK;
        }
    }

    /** The API refuses a pair, or gives blanks for it. */
    void refused(MarketSector pair, Instant tick, String detail) {
        Refusals before = refused.get(pair);
        if (before != null && tick.equals(before.lastTick())) {
            return;
        }
        Refusals now = new Refusals(tick, before == null ? 1 : before.ticks() + 1, detail);
        refused.put(pair, now);
        if (now.isParked() && !before.isParked()) {
            LOG.warn(
                    "{} is parked: refused in {} ticks ({}). It is asked for once an hour from now on. If it does not exist, remove it from"
                            + " market.sectors",
                    pair,
                    TICKS_TO_PARK,
                    detail);
        }
    }

    void answered(MarketSector pair) {
        Refusals before = refused.remove(pair);
        if (before != null && before.isParked()) {
            LOG.info("{} is answered again, and asked for in every tick", pair);
        }
    }

    /** Whether a pair is to be asked for in a tick. */
    boolean isDue(MarketSector pair, Instant tick) {
        Refusals known = refused.get(pair);
        return known == null
                || !known.isParked()
                || !tick.isBefore(known.lastTick().plus(BETWEEN_TRIES))
                // A clock that was set back must not make the hour a long one.
                || tick.isBefore(known.lastTick());
    }

    int parked() {
        return (int) refused.values().stream().filter(Refusals::isParked).count();
    }

    /** One of the parked pairs and why, for people. */
    Optional<String> example() {
        return refused.entrySet().stream()
                .filter(entry -> entry.getValue().isParked())
                .map(entry -> entry.getKey() + ": " + entry.getValue().detail())
                .sorted()
                .findFirst();
    }
}

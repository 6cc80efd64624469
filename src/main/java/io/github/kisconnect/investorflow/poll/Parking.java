package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parks pairs that the API refuses, or has only blanks for: they are polled once an hour, until they are answered.
 *
 * <p>So a pair that does not exist costs one request an hour and stops no other, and one that is created later is
 * found. An existing pair is not parked for a brief fault: that takes ten minutes. Where every answer is blank, the API
 * is at fault, not the pairs.
 */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final int TICKS_TO_PARK = 3;
    private static final Duration TIME_TO_PARK = Duration.ofMinutes(10);
    private static final Duration BETWEEN_TRIES = Duration.ofHours(1);
    private static final int PAIRS_OF_AN_OUTAGE = 3;

    private final Predicate<MarketSector> mayNotAnswer;
    private final Map<MarketSector, Refusals> refused = new HashMap<>();
    private final Map<MarketSector, LocalDate> answeredOn = new HashMap<>();
    private final Set<MarketSector> everAnswered;
    private final Map<MarketSector, Refusal> refusedInTick = new HashMap<>();
    private boolean answeredInTick;
    private boolean refusedInWords;

    /** What was said about a pair in one of the pair's ticks. */
    private record Refusal(Instant tick, String detail) {}

    /** Ticks in which a pair was refused, since it was last answered. */
    private record Refusals(Instant firstTick, Instant lastTick, int ticks, boolean isParked, String detail) {}

    /**
     * Nothing is parked yet.
     *
     * @param mayNotAnswer which pairs the API may well not know
     * @param everAnswered pairs that were answered before, under an earlier task
     */
    Parking(Predicate<MarketSector> mayNotAnswer, Set<MarketSector> everAnswered) {
        this.mayNotAnswer = mayNotAnswer;
        this.everAnswered = new HashSet<>(everAnswered);
    }

    /** Starts a tick: all answers of the one before are known now. */
    void begin() {
        if (!isOutage()) {
            refusedInTick.forEach(this::count);
        }
        refusedInTick.clear();
        answeredInTick = false;
        refusedInWords = false;
    }

    private boolean isOutage() {
        return !answeredInTick
                && !refusedInWords
                && refusedInTick.size() >= PAIRS_OF_AN_OUTAGE
                && refusedInTick.keySet().stream()
                        .anyMatch(pair -> everAnswered.contains(pair) || !mayNotAnswer.test(pair));
    }

    private void count(MarketSector pair, Refusal refusal) {
        Instant tick = refusal.tick();
        Refusals known = refused.get(pair);
        boolean isAnew = known != null
                && !known.isParked()
                && (!Kst.date(tick).equals(Kst.date(known.lastTick())) || tick.isBefore(known.lastTick()));
        // A night between two refusals does not count.
        Refusals before = isAnew ? null : known;
        Instant first = before == null ? tick : before.firstTick();
        int ticks = before == null ? 1 : before.ticks() + 1;
        boolean exists = Kst.date(tick).equals(answeredOn.get(pair)) || !mayNotAnswer.test(pair);
        boolean parked = before != null && before.isParked()
                || ticks >= TICKS_TO_PARK && (!exists || !tick.isBefore(first.plus(TIME_TO_PARK)));
        refused.put(pair, new Refusals(first, tick, ticks, parked, refusal.detail()));
        if (parked && !(before != null && before.isParked())) {
            LOG.warn(
                    "{} is parked: refused in {} ticks ({}). From now on it is polled once an hour. If it does not exist, remove it from"
                            + " market.sectors",
                    pair,
                    ticks,
                    refusal.detail());
        }
    }

    /** The API says in a pair's current tick that it does not know the pair. */
    void refused(MarketSector pair, Instant tick, String detail) {
        refusedInTick.put(pair, new Refusal(tick, detail));
        refusedInWords = true;
    }

    /** The API has only blanks for a pair in its current tick: it does not know the pair, or has no figures now. */
    void blank(MarketSector pair, Instant tick, String detail) {
        refusedInTick.put(pair, new Refusal(tick, detail));
    }

    /** A pair has figures in a tick, perhaps in one that is over. */
    void answered(MarketSector pair, Instant asked, boolean isCurrent) {
        answeredInTick |= isCurrent;
        refusedInTick.remove(pair);
        answeredOn.put(pair, Kst.date(asked));
        everAnswered.add(pair);
        Refusals before = refused.remove(pair);
        if (before != null && before.isParked()) {
            LOG.info("{} is answered again, and polled in every tick", pair);
        }
    }

    /** Whether to poll a pair in a tick. */
    boolean isDue(MarketSector pair, Instant wanted) {
        Refusals known = refused.get(pair);
        return known == null
                || !known.isParked()
                || !wanted.isBefore(known.lastTick().plus(BETWEEN_TRIES))
                // A clock that was set back must not prolong the hour.
                || wanted.isBefore(known.lastTick());
    }

    boolean isParked(MarketSector pair) {
        Refusals known = refused.get(pair);
        return known != null && known.isParked();
    }

    int parked() {
        return (int) refused.values().stream().filter(Refusals::isParked).count();
    }

    /** Whether no pair was ever answered. */
    boolean isNoneAnswered() {
        return everAnswered.isEmpty();
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

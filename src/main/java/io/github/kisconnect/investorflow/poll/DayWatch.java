package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.emit.TaskEmission;
import io.github.kisconnect.investorflow.market.DayState;
import io.github.kisconnect.investorflow.market.Kst;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which pairs are asked for on a date, and logs what becomes of one on which calendar and holiday endpoint disagree: one of three pairs is asked
 * for in each of its ticks, until one of them has shown that the market is open.
 */
final class DayWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DayWatch.class);
    private static final int PROBES = 3;
    /** Ten for each of them. */
    private static final int TICKS_OF_A_GROUP = 30;

    private final TaskEmission emission;
    /** The date that is logged as contested; null when none is. */
    private LocalDate contested;

    DayWatch(TaskEmission emission) {
        this.emission = emission;
    }

    /** Goes on to a tick; {@code inSession}: whether it is in the session of its date, if that is a trading day. */
    void begin(Instant tick, boolean inSession) {
        LocalDate date = Kst.date(tick);
        DayState state = emission.state(date);
        boolean over = contested != null && (!contested.equals(date) || !inSession || state == DayState.CLOSED);
        if (over) {
            LOG.info(
                    state == DayState.CLOSED && contested.equals(date)
                            ? "{}: the holiday endpoint says now, too, that the exchange is closed; nothing is asked for"
                            : "{}: no pair has shown rising figures, so the exchange was closed; nothing was published",
                    contested);
            contested = null;
        } else if (contested != null && state == DayState.OPEN) {
            LOG.info(
                    "{}: a pair has shown rising figures, so the exchange is open; all pairs are asked for", contested);
            contested = null;
        }
        if (inSession && state == DayState.CONTESTED && contested == null) {
            contested = date;
            LOG.warn(
                    "Trading calendar and holiday endpoint disagree on whether the exchange is open on {}. Until a pair shows figures that rise,"
                            + " one pair is asked for in each tick, and nothing is published. If the exchange is closed, name the day in"
                            + " session.holidays",
                    date);
        }
    }

    /** Whether a tick's date is known to be open, so that all pairs are asked for. */
    boolean isOpen(Instant tick) {
        return emission.state(Kst.date(tick)) == DayState.OPEN;
    }

    /** Those of all pairs that are asked for in the current ticks of their rhythms. */
    List<MarketSector> asked(Collection<Rhythm> rhythms) {
        return rhythms.stream()
                .flatMap(rhythm -> asked(rhythm, rhythm.pairs()).stream())
                .toList();
    }

    /** Those of some of a rhythm's pairs that are asked for in its tick, which is in a session. */
    List<MarketSector> asked(Rhythm rhythm, Collection<MarketSector> some) {
        return switch (emission.state(Kst.date(rhythm.tick()))) {
            case OPEN -> List.copyOf(some);
            case CLOSED -> List.of();
            case CONTESTED -> Stream.of(probe(rhythm.pairs(), rhythm.number()))
                    .filter(some::contains)
                    .toList();
        };
    }

    /** Of three pairs that stay the same for a while, for each must be seen to rise; then of the next three, for these may not trade. */
    private static MarketSector probe(List<MarketSector> pairs, long tick) {
        int groups = (pairs.size() + PROBES - 1) / PROBES;
        int first = (int) (tick / TICKS_OF_A_GROUP % groups) * PROBES;
        int size = Math.min(PROBES, pairs.size() - first);
        return pairs.get(first + (int) (tick % size));
    }
}

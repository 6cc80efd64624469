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
 * Decides which pairs are polled on a date, and logs what becomes of a contested one.
 *
 * <p>On a date about which calendar and holiday endpoint disagree, each tick polls one of three pairs, until one of
 * them has shown that the market is open.
 */
final class DayWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DayWatch.class);
    private static final int PROBES = 3;
    /** Ten for each pair of a group. */
    private static final int TICKS_OF_A_GROUP = 30;

    private final TaskEmission emission;
    /** The date that is logged as contested; null when none is. */
    private LocalDate contested;

    DayWatch(TaskEmission emission) {
        this.emission = emission;
    }

    /** Starts a tick; {@code inSession}: whether it is in a session. */
    void begin(Instant tick, boolean inSession) {
        LocalDate date = Kst.date(tick);
        DayState state = emission.state(date);
        boolean over = contested != null && (!contested.equals(date) || !inSession || state == DayState.CLOSED);
        if (over) {
            LOG.info(
                    state == DayState.CLOSED && contested.equals(date)
                            ? "{}: the holiday endpoint now also says that the exchange is closed; nothing is polled"
                            : "{}: no pair has shown rising figures, so the exchange was closed; nothing was published",
                    contested);
            contested = null;
        } else if (contested != null && state == DayState.OPEN) {
            LOG.info("{}: a pair has shown rising figures, so the exchange is open; all pairs are polled", contested);
            contested = null;
        }
        if (inSession && state == DayState.CONTESTED && contested == null) {
            contested = date;
            LOG.warn(
                    "Trading calendar and holiday endpoint disagree on whether the exchange is open on {}. Until a pair shows rising figures,"
                            + " only one pair is polled in each tick, and nothing is published. If the exchange is closed, add the date to"
                            + " session.holidays",
                    date);
        }
    }

    /** Whether a tick's date is known to be open, so that all pairs are polled. */
    boolean isOpen(Instant tick) {
        return emission.state(Kst.date(tick)) == DayState.OPEN;
    }

    /** Which of all pairs are polled in the current ticks of their rhythms. */
    List<MarketSector> asked(Collection<Rhythm> rhythms) {
        return rhythms.stream()
                .flatMap(rhythm -> asked(rhythm, rhythm.pairs()).stream())
                .toList();
    }

    /** Which of some of a rhythm's pairs are polled in its tick, which is in a session. */
    List<MarketSector> asked(Rhythm rhythm, Collection<MarketSector> some) {
        return switch (emission.state(Kst.date(rhythm.tick()))) {
            case OPEN -> List.copyOf(some);
            case CLOSED -> List.of();
            case CONTESTED -> Stream.of(probe(rhythm.pairs(), rhythm.number()))
                    .filter(some::contains)
                    .toList();
        };
    }

    /** Takes turns among three pairs, to see each rise; after a while among the next three, as some do not trade. */
    private static MarketSector probe(List<MarketSector> pairs, long tick) {
        int groups = (pairs.size() + PROBES - 1) / PROBES;
        int first = (int) (tick / TICKS_OF_A_GROUP % groups) * PROBES;
        int size = Math.min(PROBES, pairs.size() - first);
        return pairs.get(first + (int) (tick % size));
    }
}

package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs a problem once when it begins and once when it is over, not at every poll; one that comes and goes is not logged
 * each time.
 *
 * <p>For the poller's thread.
 */
final class Conditions {
    private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);
    /** The most lines of one kind within half an hour; what is still wrong after that is logged then. */
    private static final int MOST_TOLD = 3;

    private static final Duration WITHIN = Duration.ofMinutes(30);
    /** A bound, whatever texts the API comes up with. */
    private static final int MOST_AT_ONCE = 50;

    /** What can be wrong. */
    enum Kind {
        OUTAGE("the outage of the API"),
        NO_ANSWER("no answer"),
        NOT_ASKED("not polled in time"),
        HELD("rows held back"),
        DOUBTED("rows doubted"),
        SAME_ROW("the same row as another pair's");

        /** All kinds except what is wrong with the task as a whole. */
        static final Set<Kind> OF_PAIRS = EnumSet.complementOf(EnumSet.of(OUTAGE));

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** One form of a kind: {@code variant} is a short stable text, or empty. */
    private record Condition(Kind kind, String variant) {
        String text() {
            return variant.isEmpty() ? kind.text : kind.text + ": " + variant;
        }
    }

    /** Lasts from the first pair that has a condition until no pair has it. */
    private static final class Episode {
        private final Set<Object> affected = new HashSet<>();
        private boolean isTold;
    }

    private final LongSupplier nanoTime;
    private final Map<Condition, Episode> episodes = new LinkedHashMap<>();
    private final Map<Kind, Deque<Long>> told = new EnumMap<>(Kind.class);

    Conditions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Something is wrong with a pair, besides whatever else is; {@code detail}: for people. */
    void enter(MarketSector pair, Kind kind, String variant, Level level, String detail) {
        enter(
                pair,
                new Condition(kind, variant),
                level,
                pair + ": " + detail + "; further pairs with the same problem are not logged");
    }

    /** Something is wrong with the task as a whole. */
    void enter(Kind kind, Level level, String text) {
        enter(kind, new Condition(kind, ""), level, text);
    }

    private void enter(Object affected, Condition condition, Level level, String text) {
        if (episodes.size() >= MOST_AT_ONCE && !episodes.containsKey(condition)) {
            return;
        }
        Episode episode = episodes.computeIfAbsent(condition, key -> new Episode());
        episode.affected.add(affected);
        Deque<Long> times = told.computeIfAbsent(condition.kind(), key -> new ArrayDeque<>());
        times.removeIf(nanos -> nanoTime.getAsLong() - nanos >= WITHIN.toNanos());
        if (!episode.isTold && times.size() < MOST_TOLD) {
            episode.isTold = true;
            times.add(nanoTime.getAsLong());
            String last = times.size() < MOST_TOLD ? "" : "; more of this within half an hour is not logged";
            if (level == Level.WARN) {
                LOG.warn("{}{}", text, last);
            } else {
                LOG.info("{}{}", text, last);
            }
        }
    }

    /** Nothing of that kind is wrong with a pair any more. */
    void leave(MarketSector pair, Kind kind) {
        end(pair, kind, true);
    }

    /** The same for the task as a whole. */
    void leave(Kind kind) {
        end(kind, kind, true);
    }

    /** What was wrong with a pair no longer matters, but is not over: nothing is logged. */
    void drop(MarketSector pair, Kind kind) {
        end(pair, kind, false);
    }

    private void end(Object affected, Kind kind, boolean isOver) {
        for (Iterator<Map.Entry<Condition, Episode>> all = episodes.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Condition, Episode> one = all.next();
            Episode episode = one.getValue();
            if (one.getKey().kind() == kind && episode.affected.remove(affected) && episode.affected.isEmpty()) {
                all.remove();
                if (isOver && episode.isTold) {
                    LOG.info("Over for all pairs: {}", one.getKey().text());
                }
            }
        }
    }
}

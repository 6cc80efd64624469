package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what goes wrong once when it begins and once when it is over, not at every poll. */
final class Conditions {
    private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);

    private final Map<String, Set<MarketSector>> affected = new LinkedHashMap<>();
    private final Map<MarketSector, String> current = new LinkedHashMap<>();

    /** A pair is in a condition, named by a short stable text; {@code detail} is for people. */
    void enter(MarketSector pair, String condition, String detail) {
        enter(pair, condition, detail, LOG::warn);
    }

    /** The same of what is nobody's fault, and belongs to some mornings. */
    void enterCalmly(MarketSector pair, String condition, String detail) {
        enter(pair, condition, detail, LOG::info);
    }

    private void enter(MarketSector pair, String condition, String detail, Consumer<String> log) {
        if (condition.equals(current.put(pair, condition))) {
            return;
        }
        forget(pair, condition);
        Set<MarketSector> pairs = affected.computeIfAbsent(condition, key -> new LinkedHashSet<>());
        if (pairs.isEmpty()) {
            log.accept("%s: %s; further pairs with the same are not logged".formatted(pair, detail));
        }
        pairs.add(pair);
    }

    /** What a pair was in is of no interest any more, and not over. */
    void drop(MarketSector pair) {
        current.remove(pair);
        affected.values().forEach(pairs -> pairs.remove(pair));
        affected.values().removeIf(Set::isEmpty);
    }

    /** A pair is well. */
    void leave(MarketSector pair) {
        if (current.remove(pair) != null) {
            forget(pair, null);
        }
    }

    private void forget(MarketSector pair, String except) {
        affected.entrySet().removeIf(entry -> {
            boolean over = !entry.getKey().equals(except)
                    && entry.getValue().remove(pair)
                    && entry.getValue().isEmpty();
            if (over) {
                LOG.info("Over for all pairs: {}", entry.getKey());
            }
            return over;
        });
    }
}

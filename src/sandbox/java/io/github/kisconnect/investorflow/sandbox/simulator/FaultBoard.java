package io.github.kisconnect.investorflow.sandbox.simulator;

import io.github.kisconnect.investorflow.market.MarketSector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that are to strike; of several that fit a request, the one injected first. */
final class FaultBoard {
    private final List<Injection> pending = new ArrayList<>();

    synchronized void add(Injection injection) {
        pending.add(injection);
    }

    synchronized void clear() {
        pending.clear();
    }

    /** The fault for this request, taken off the board when it was its last time. */
    synchronized Optional<Fault> take(Endpoint endpoint, MarketSector pair, Predicate<Fault> kind) {
        for (int i = 0; i < pending.size(); i++) {
            Injection injection = pending.get(i);
            if (kind.test(injection.fault()) && injection.strikes(endpoint, pair)) {
                if (injection.times() == 1) {
                    pending.remove(i);
                } else if (injection.times() < Integer.MAX_VALUE) {
                    pending.set(i, injection.times(injection.times() - 1));
                }
                return Optional.of(injection.fault());
            }
        }
        return Optional.empty();
    }
}

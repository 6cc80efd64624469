package io.github.kisconnect.investorflow.poll;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A task's errands; at most one is in flight. */
final class Errands {
    private final List<Errand> all;
    private boolean underWay;

    Errands(Errand... all) {
        this.all = List.of(all);
    }

    /** The errand to send next, in a tick of a session; empty while one is in flight. */
    Optional<Errand> due(Instant tick) {
        return underWay
                ? Optional.empty()
                : all.stream().filter(errand -> errand.isDue(tick)).findFirst();
    }

    /** Whether the requests for figures of a tick must wait for an answer. */
    boolean isAwaited(Instant tick) {
        return all.stream().anyMatch(errand -> errand.isAwaited(tick));
    }

    void sent() {
        underWay = true;
    }

    void done() {
        underWay = false;
    }
}

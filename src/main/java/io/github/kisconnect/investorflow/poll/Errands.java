package io.github.kisconnect.investorflow.poll;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A task's errands, of which one is under way at most. */
final class Errands {
    private final List<Errand> all;
    private boolean underWay;

    Errands(Errand... all) {
        this.all = List.of(all);
    }

    /** The one that the next request in a tick of a session is to be; empty while one is under way. */
    Optional<Errand> due(Instant tick) {
        return underWay
                ? Optional.empty()
                : all.stream().filter(errand -> errand.isDue(tick)).findFirst();
    }

    /** Whether the requests for figures of a tick are to wait for an answer. */
    boolean isAwaited(Instant tick) {
        return all.stream().anyMatch(errand -> errand.isAwaited(tick));
    }

    boolean isUnderWay() {
        return underWay;
    }

    void sent() {
        underWay = true;
    }

    void done() {
        underWay = false;
    }
}

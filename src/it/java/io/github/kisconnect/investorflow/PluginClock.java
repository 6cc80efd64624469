package io.github.kisconnect.investorflow;

import io.github.kisconnect.investorflow.poll.PollClock;
import io.github.kisconnect.investorflow.sandbox.stack.JvmAgent;
import io.github.kisconnect.investorflow.sandbox.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The wall clock of the plugin in a worker, and of whoever reads it here: set to any time, it goes on from there.
 *
 * <p>It is set from outside, by {@link ClockAgent}, also while tasks run, and until the worker ends. All else in the worker keeps the host's
 * clock, and so do broker and registry.
 */
final class PluginClock implements InstantSource {
    private final Service worker;
    /** By how much it was ahead of the host's clock, since when. */
    private final NavigableMap<Instant, Duration> ahead =
            new ConcurrentSkipListMap<>(Map.of(Instant.MIN, Duration.ZERO));

    PluginClock(Service worker) {
        this.worker = worker;
    }

    /** Sets it, here a moment before there. */
    void set(Instant to) {
        Instant now = Instant.now();
        long millis = Duration.between(now, to).toMillis();
        ahead.put(now, Duration.ofMillis(millis));
        JvmAgent.call(worker, ClockAgent.class, PollClock.class.getName() + " " + millis);
    }

    /** What it said when the host's clock said that. */
    Instant at(Instant host) {
        return host.plus(ahead.floorEntry(host).getValue());
    }

    @Override
    public Instant instant() {
        return at(Instant.now());
    }
}

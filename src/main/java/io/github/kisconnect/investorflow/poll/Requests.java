package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.KisClient;
import io.github.kisconnect.investorflow.kis.endpoint.FlowEndpoint;
import io.github.kisconnect.investorflow.kis.holiday.Holidays;
import io.github.kisconnect.investorflow.market.MarketSector;
import io.github.kisconnect.investorflow.market.SessionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * What the poller asks of the client; the results of its requests come back as events.
 *
 * <p>For the poller's thread, except {@link #wake}. Not final: a test in virtual time counts what is on the wire.
 */
public class Requests {
    private final KisClient client;
    private final BlockingQueue<PollEvent> events = new LinkedBlockingQueue<>();
    private boolean isAuthorizing;

    public Requests(KisClient client) {
        this.client = client;
    }

    /** The events that were not processed yet. */
    BlockingQueue<PollEvent> events() {
        return events;
    }

    /** Wakes the poller's thread, from any thread. */
    void wake() {
        events.add(new PollEvent.Woken());
    }

    boolean hasToken() {
        return client.hasToken();
    }

    void renewToken(Instant until) {
        client.renewToken(until);
    }

    Optional<Duration> prepareToken(SessionWindow.Session session) {
        return client.prepareToken(session);
    }

    Holidays holidays() {
        return client.holidays();
    }

    /** Whether a token request is in flight; nothing can be polled without a token. */
    boolean isAuthorizing() {
        return isAuthorizing;
    }

    void authorize() {
        isAuthorizing = true;
        deliver(client.authorize(), PollEvent.Authorized::new);
    }

    /** The token is there, or was denied. */
    void authorized() {
        isAuthorizing = false;
    }

    /** Requests a pair's figures for one of the pair's ticks. */
    void fetch(MarketSector pair, Instant tick) {
        deliver(client.fetch(FlowEndpoint.FLOWS, pair), answer -> new PollEvent.Answered(pair, tick, answer));
    }

    void send(Errand errand, Instant tick) {
        deliver(errand.send(tick), PollEvent.ErrandDone::new);
    }

    /** Every request whose result the poller waits for goes through here; the result becomes an event. */
    <T> void deliver(CompletableFuture<T> pending, Function<T, PollEvent> event) {
        pending.whenComplete(
                (result, broken) -> events.add(broken == null ? event.apply(result) : new PollEvent.Broken(broken)));
    }
}

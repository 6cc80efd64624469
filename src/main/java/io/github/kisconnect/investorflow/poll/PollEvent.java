package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.flow.Snapshot;
import io.github.kisconnect.investorflow.kis.endpoint.Answer;
import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import io.github.kisconnect.investorflow.market.MarketSector;
import java.time.Instant;
import java.util.Optional;

/** What the poller's thread waits for; sent by the HTTP client's threads and by whoever wakes or stops the poller. */
sealed interface PollEvent {
    /** The answer to a request for a pair and a tick. */
    record Answered(MarketSector pair, Instant tick, Answer<Snapshot> answer) implements PollEvent {}

    /** A token request has ended; {@code denial}: why there is no token, if there is none. */
    record Authorized(Optional<KisError> denial) implements PollEvent {}

    record ErrandDone(Errand.Result result) implements PollEvent {}

    /** An error of our own instead of an answer. */
    record Broken(Throwable error) implements PollEvent {}

    record Woken() implements PollEvent {}
}

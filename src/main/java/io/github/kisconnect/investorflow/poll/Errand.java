package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An occasional request to another endpoint, sent in a slot that a pair would have had. For the poller's thread, which
 * has at most one errand in flight.
 */
interface Errand {
    /** Whether the next request should be this one, in a tick of a session. */
    boolean isDue(Instant tick);

    /** Whether the requests for figures of a tick must wait for the answer. */
    boolean isAwaited(Instant tick);

    /** Sends the request; completes exceptionally only with an error of our own. */
    CompletableFuture<Result> send(Instant tick);

    /**
     * The result of an errand.
     *
     * @param problem why there is no answer, if there is none
     * @param consequence what the poller's thread does with the answer
     */
    record Result(Optional<KisError> problem, Runnable consequence) {
        /** For an answer that is kept elsewhere. */
        static Result kept(Optional<KisError> problem) {
            return new Result(problem, () -> {});
        }
    }
}

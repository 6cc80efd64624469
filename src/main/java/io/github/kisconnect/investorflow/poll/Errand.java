package io.github.kisconnect.investorflow.poll;

import io.github.kisconnect.investorflow.kis.endpoint.KisError;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is asked for now and then beside the figures of a tick: of another endpoint, in a slot that a pair would have had. For the poller's thread, which
 * has one errand under way at most.
 */
interface Errand {
    /** Whether the next request in a tick of a session is to be this one. */
    boolean isDue(Instant tick);

    /** Whether the requests for figures of a tick are to wait for the answer. */
    boolean isAwaited(Instant tick);

    /** Sends the request; completes exceptionally only with an error of our own. */
    CompletableFuture<Result> send(Instant tick);

    /**
     * What came of it.
     *
     * @param problem why there is no answer, if there is none
     * @param consequence what is to be done with the answer on the poller's thread
     */
    record Result(Optional<KisError> problem, Runnable consequence) {
        /** Of an answer that others keep. */
        static Result kept(Optional<KisError> problem) {
            return new Result(problem, () -> {});
        }
    }
}

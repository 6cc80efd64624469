package io.github.kisconnect.investorflow.poll;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What is asked for now and then beside the figures of a tick: of another endpoint, in a slot that a pair would have had. For the poller's thread. */
interface Errand {
    /** Whether the next request in a tick of a session is to be this one. */
    boolean isDue(Instant tick);

    /** Whether the requests for figures of a tick are to wait for the answer. */
    boolean isAwaited(Instant tick);

    /**
     * Sends the request.
     *
     * @return what is to be done on the poller's thread once the answer is here; completes exceptionally only with an error of our own
     */
    CompletableFuture<Runnable> send(Instant tick);
}

package io.github.kisconnect.investorflow.sandbox.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where requests wait that are to be answered late or never.
 *
 * <p>The web server's own delays would keep it from closing.
 */
final class Hold {
    private CountDownLatch gate = new CountDownLatch(1);

    /** Waits for {@code duration}, or less when everybody is let go. */
    void await(Duration duration) throws InterruptedException {
        gate().await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until everybody is let go. */
    void await() throws InterruptedException {
        gate().await();
    }

    /** Lets go everybody who waits now. */
    synchronized void release() {
        gate.countDown();
        gate = new CountDownLatch(1);
    }

    /** Lets go everybody who waits now, and holds nobody from now on. */
    synchronized void end() {
        gate.countDown();
    }

    private synchronized CountDownLatch gate() {
        return gate;
    }
}
